# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries made from a site's own titles and headings: the same ones for the same site.

Each is the query string of a search, as `bench_query` and searchd read it. `chance.random()` alone is used, since
Python keeps its sequence from version to version.
"""

import random
import re
from urllib.parse import urlencode

QUESTIONS = ["how do i", "what is the best way to", "why does my", "can you explain the", "where is the"]
PER_KIND = 100


class Maker:
    def __init__(self, posts, seed):
        self.chance = random.Random(seed)
        self.posts = sorted((post for post in posts if words_of(post["title"])), key=lambda post: post["path"])
        titles = {post["title"] for post in self.posts}
        headings = {section["heading"] for post in self.posts for section in post["sections"]}
        self.lines = [found for found in map(words_of, sorted(titles | headings)) if found]

    def below(self, count):
        return int(self.chance.random() * count)

    def pick(self, items):
        return items[self.below(len(items))]

    def words(self, longest=4, shortest=1):
        """Neighbouring words of a title or heading."""
        line = self.pick(self.lines)
        length = min(shortest + self.below(longest - shortest + 1), len(line))
        begin = self.below(len(line) - length + 1)
        return line[begin : begin + length]

    def long_word(self, letters):
        """A word with so many letters or more; after a thousand tries, any."""
        for _ in range(1000):
            word = self.pick(self.pick(self.lines))
            if len(word) >= letters and word.isalpha():
                break
        return word

    def slip(self, word):
        """The word with a letter left out, doubled, or exchanged with its neighbour."""
        at = self.below(max(len(word) - 1, 1))
        return self.pick([
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        ])


def words_of(text):
    return re.findall(r"\w[\w'’.+#-]*", text)


def search(words, **parameters):
    return urlencode({"q": " ".join(words), **parameters})


def with_filter(maker):
    """A condition that some post fulfils: its tag, else its language, else nothing but a date."""
    post = maker.pick(maker.posts)
    if post["tags"]:
        return {"tag": post["tags"][0]}
    return {"lang": post["language"]} if post["language"] else {"after": "2000"}


KINDS = {
    "words": lambda maker: search(maker.words()),
    "phrases": lambda maker: search([f'"{" ".join(maker.words(shortest=2))}"']),
    "prefixes": lambda maker: search([maker.long_word(6)[: 1 + maker.below(6)]], prefix=1),
    "unfinished": lambda maker: search([*maker.words(2), maker.long_word(6)[: 1 + maker.below(6)]], prefix=1),
    "typos": lambda maker: search([*maker.words(2), maker.slip(maker.long_word(6))]),
    "questions": lambda maker: search([maker.pick(QUESTIONS), *maker.words(4, 3), "with", *maker.words(4, 3)]),
    "facets": lambda maker: search(maker.words(2), facets="tag,category,author,lang,year"),
    "filters": lambda maker: search(maker.words(), **with_filter(maker)),
}


def plain(posts, count=500, seed=2024):
    """Lists of one to four words."""
    maker = Maker(posts, seed)
    return [maker.words() for _ in range(count)]


def mix(posts):
    """(kind, query string), each kind as often as the others."""
    maker = Maker(posts, 2025)
    return [(kind, make(maker)) for kind, make in KINDS.items() for _ in range(PER_KIND)]
