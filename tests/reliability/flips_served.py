#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bits that flip in the files of an index while searchd serves it: it goes on, and is right again when indexer has run.

Xapian has no checksums, so a wrong answer in between is possible: these are counted."""

import collections
import random
import time

from lib import Blog, Searchd, arguments, check

QUERIES = ["kettle", "only3", '"kettle river" OR bread', "tag:bread", "*", "wintr", "har*", "title:post -only5"]
SLOW = 5.0  # seconds: no answer may take longer


def flip(path, bit):
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def ask(searchd, query):
    start = time.monotonic()
    status, answer = searchd.search(query, limit=5)
    check(time.monotonic() - start < SLOW, f"{query}: an answer took {time.monotonic() - start:.1f} s")
    answer.pop("took_ms", None)
    return status, answer


def files_of(blog):
    return [path for path in blog.generation().iterdir() if path.stat().st_size > 0 and path.name != "MANIFEST"]


def main():
    options = arguments(__doc__, flips=3000)
    outcomes = collections.Counter()
    with Blog(options, 40) as blog:
        blog.must_run()
        blog.write(3, "harbourside")
        blog.must_run()
        with Searchd(blog, settings="server: {cache_bytes: 0, workers: 1}") as searchd:
            right = {query: ask(searchd, query) for query in QUERIES}
            check(all(status == 200 and answer["total"] for status, answer in right.values()), f"the queries find nothing: {right}")
            files = files_of(blog)
            for turn in range(options.flips):
                path = random.choice(files)
                bit = random.randrange(path.stat().st_size * 8)
                what = f"turn {turn}, bit {bit} of {path.name}"
                flip(path, bit)
                for query in random.sample(QUERIES, 3):
                    try:
                        status, answer = ask(searchd, query)
                    except OSError as error:
                        check(False, f"{what}: {query}: {error}; searchd ended with {searchd.process.wait(timeout=10)}")
                    check(status in (200, 503), f"{what}: {query} gives {status}: {answer}")
                    is_right = (status, answer) == right[query]
                    outcomes["right" if is_right else "refused" if status == 503 else "wrong"] += 1
                flip(path, bit)
                ask(searchd, random.choice(QUERIES))  # what it has closed as damaged is opened again
                if turn % 100 == 99:
                    flip(path, bit)
                    blog.must_run()  # builds anew what is damaged
                    for query in QUERIES:
                        found = ask(searchd, query)
                        check(found == right[query], f"{what}: mended, but {query} gives {found}, not {right[query]}")
                    files = files_of(blog)
    print(f"{options.flips} flips under a running searchd: {', '.join(f'{count} {what}' for what, count in outcomes.items())} answers; none took long, and it is right again behind each run of indexer")


main()
