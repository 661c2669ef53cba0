#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bits that flip in the files of an index while searchd serves it.

Xapian has no checksums: until searchd reads all files again (every five minutes, and when it is asked to reload), a
wrong answer is possible, and even an end of the process, behind which a new one refuses the damaged index. These are
counted; what must hold is that damage is told when it is looked for, and that all is right when indexer has run.
"""

import collections
import random
import signal

from lib import Blog, Searchd, arguments, check, wait_until

QUERIES = ["kettle", "only3", '"kettle river" OR bread', "tag:bread", "*", "wintr", "har*", "title:post -only5"]
REFUSALS = (500, 503)


def flip(path, bit):
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


class Campaign:
    def __init__(self, blog):
        self.blog = blog
        self.outcomes = collections.Counter()
        self.searchd = None
        self.start()
        self.right = {query: self.ask(query) for query in QUERIES}
        check(all(status == 200 and answer["total"] for status, answer in self.right.values()), f"nothing is found: {self.right}")

    def start(self):
        if self.searchd:
            self.searchd.__exit__()
        self.searchd = Searchd(self.blog, settings="server: {cache_bytes: 0, workers: 1}")

    def ask(self, query):
        status, answer = self.searchd.search(query, limit=5)
        answer.pop("took_ms", None)
        return status, answer

    def files(self):
        return [path for path in self.blog.generation().iterdir() if path.stat().st_size > 0 and path.name != "MANIFEST"]

    def one(self, what):
        """Some queries, one bit being wrong."""
        for query in random.sample(QUERIES, 3):
            try:
                status, answer = self.ask(query)
            except OSError:
                self.outcomes["ends or halts of searchd"] += 1
                self.start()
                status, answer = self.ask(query)
                check(status == 503 and "is damaged" in answer["error"]["message"], f"{what}: started again, it answers {status}: {answer}")
                return
            is_right = (status, answer) == self.right[query]
            check(status == 200 or status in REFUSALS, f"{what}: {query} gives {status}: {answer}")
            self.outcomes["right answers" if is_right else "refusals" if status in REFUSALS else "wrong answers"] += 1

    def check_seen(self, what):
        """The damage is told, and mended by a run of indexer."""
        self.searchd.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "is damaged" in self.searchd.get("/healthz")[1]["sites"][0].get("problem", ""), f"{what}: the damage is not seen", 10)
        status, answer = self.searchd.search("kettle")
        check(status == 503 and "is damaged" in answer["error"]["message"], f"{what}: {status}, {answer}")
        self.blog.must_run()
        for query in QUERIES:
            found = self.ask(query)
            check(found == self.right[query], f"{what}: mended, but {query} gives {found}, not {self.right[query]}")

    def run(self, flips):
        for turn in range(flips):
            path = random.choice(self.files())
            bit = random.randrange(path.stat().st_size * 8)
            what = f"turn {turn}, bit {bit} of {path.name}"
            flip(path, bit)
            self.one(what)
            if turn % 50 == 0:
                self.check_seen(what)
                continue
            flip(path, bit)
            try:
                self.ask(random.choice(QUERIES))  # what it has closed as damaged is opened again
            except OSError:
                self.start()


def main():
    options = arguments(__doc__, flips=3000)
    with Blog(options, 40) as blog:
        blog.must_run()
        blog.write(3, "harbourside")
        blog.must_run()
        campaign = Campaign(blog)
        try:
            campaign.run(options.flips)
        finally:
            campaign.searchd.__exit__()
    print(f"{options.flips} flips under a running searchd: {', '.join(f'{count} {what}' for what, count in campaign.outcomes.items())}; "
          "all was seen when it looked, and mended by indexer")


main()
