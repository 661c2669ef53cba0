#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""grow_site.py SITE FOLDER [--times 10]: a larger site of the same words, the same each time.

FOLDER gets the Markdown pages of SITE as they are, and as often as asked pages of the same number of paragraphs,
which come from anywhere in the site, under a title made of two. For the indexer it is a folder of files; so
should SITE be.
"""

import argparse
import random
import re
from pathlib import Path

FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
FENCE = re.compile(r"\s{0,3}(```|~~~)")


def paragraphs(text):
    """What stands between blank lines; fenced code stays in one piece."""
    found, lines, fence = [], [], None
    for line in text.split("\n"):
        marker = FENCE.match(line)
        if marker and fence in (None, marker[1]):
            fence = None if fence else marker[1]
        if line.strip() or fence:
            lines.append(line)
        elif lines:
            found.append("\n".join(lines))
            lines = []
    if lines and not fence:
        found.append("\n".join(lines))
    return found


def read_page(file):
    """Title and paragraphs."""
    text = file.read_text(encoding="utf-8", errors="replace")
    front = FRONT.match(text)
    title = re.search(r"^title:\s*(.+)$", front[1], re.MULTILINE) if front else None
    return (title[1].strip("\"' ") if title else file.stem), paragraphs(text[front.end() :] if front else text)


def half(title, first):
    words = title.split()
    middle = (len(words) + 1) // 2
    return words[:middle] if first else words[middle:]


def write_page(file, title, parts):
    file.parent.mkdir(parents=True, exist_ok=True)
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    file.write_text(f'---\ntitle: "{quoted}"\n---\n\n' + "\n\n".join(parts) + "\n", encoding="utf-8")


def grow_site(site, folder, times, seed=2024):
    chance = random.Random(seed)
    names = sorted(file.relative_to(site) for file in site.rglob("*.md") if file.is_file())
    pages = [read_page(site / name) for name in names]
    pool = [part for _, parts in pages for part in parts]
    for name in names:
        target = folder / "0" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((site / name).read_bytes())
    for copy in range(1, times):
        chance.shuffle(pool)
        rest = iter(pool)
        for name, (title, parts) in zip(names, pages):
            other = pages[int(chance.random() * len(pages))][0]
            mixed = " ".join([*half(title, True), *half(other, False)])
            write_page(folder / str(copy) / name, mixed, [next(rest) for _ in parts])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=10)
    args = parser.parse_args()
    grow_site(args.site, args.folder, args.times)


if __name__ == "__main__":
    main()
