#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_site.py FOLDER [--pages N]: a site of made-up words, the same each time, to measure with.

Its words are as unequal as those of a language (Zipf), and its pages have headings, lists, links and code.
"""

import argparse
import itertools
import random
from bisect import bisect
from pathlib import Path

VOCABULARY = 30_000
STARTS = ["", *"b br c ch d f g gr h j l m n p pl r s st t tr v w".split()]
MIDDLES = "a e i o u ai ea ou ar er or an en in on".split()
ENDS = ["", "", *"s ed ing er tion ly ness ment able".split()]
TAGS = "notes travel code kitchen garden history music tools maps letters".split()


class Writer:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.vocabulary = self.make_vocabulary()
        self.shares = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))

    def below(self, count):
        return int(self.chance.random() * count)

    def pick(self, items):
        return items[self.below(len(items))]

    def make_vocabulary(self):
        """Frequent words are short ones."""
        words = {}
        while len(words) < VOCABULARY:
            syllables = 1 + self.below(2 if len(words) < 300 else 4)
            word = "".join(self.pick(STARTS) + self.pick(MIDDLES) for _ in range(syllables))
            words[word + (self.pick(ENDS) if len(words) >= 300 else "")] = None
        return list(words)

    def word(self):
        return self.vocabulary[bisect(self.shares, self.chance.random() * self.shares[-1])]

    def rare_word(self):
        return self.vocabulary[300 + self.below(VOCABULARY - 300)]

    def heading(self):
        words = [self.rare_word() if self.below(2) else self.word() for _ in range(2 + self.below(4))]
        return " ".join(words).capitalize()

    def sentence(self):
        return " ".join(self.word() for _ in range(6 + self.below(16))).capitalize() + "."

    def paragraph(self):
        text = " ".join(self.sentence() for _ in range(2 + self.below(4)))
        kind = self.below(12)
        if kind == 0:
            link = f"[{self.word()} {self.rare_word()}](/{self.word()}/)"
            return f"- {self.sentence()}\n- {link}\n- **{self.rare_word()}** {self.sentence()}"
        if kind == 1:
            return f"```js\nconst {self.rare_word()} = {self.word()}({self.below(100)});\n```"
        return f"{text} `{self.rare_word()}_{self.word()}`" if kind == 2 else text

    def page(self):
        day = f"{2010 + self.below(15)}-{1 + self.below(12):02}-{1 + self.below(28):02}"
        parts = [f"---\ntitle: {self.heading()}\ndate: {day}\ntags: [{self.pick(TAGS)}, {self.pick(TAGS)}]\n---"]
        for _ in range(1 + self.below(6)):
            parts += [self.paragraph() for _ in range(1 + self.below(5))]
            parts.append(f"## {self.heading()}")
        return "\n\n".join([*parts, self.paragraph()]) + "\n"


def make_site(folder, pages, seed=2024):
    writer = Writer(seed)
    for number in range(pages):
        file = folder / f"part{number // 100}" / f"page{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(writer.page(), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    args = parser.parse_args()
    make_site(args.folder, args.pages)


if __name__ == "__main__":
    main()
