# SPDX-License-Identifier: GPL-3.0-or-later
"""What indexing costs: the baselines, a whole build, nothing to do, one page changed."""

import sys
import time

from machine import folder_bytes, named, output, run
from searchd import Searchd
from workplace import HERE, remove

FLUSHES = (250, 500, 1000)  # documents between two flushes; the best counts
TRUSTED_AFTER = 2.5  # seconds: until then a changed file is read again, whatever its stamp says


class Baselines:
    """Xapian's and SQLite's own indexing of the ready text. The first run finds the best flush threshold."""

    def __init__(self, place):
        self.place = place
        self.flush = None

    def measure(self):
        self.flush = self.flush or min(FLUSHES, key=self.raw_index)
        cpu_seconds, wall_seconds = self.raw_index(self.flush)
        remove(self.place / "fts5")
        command = [sys.executable, HERE / "fts5.py", "index", self.place / "texts", self.place / "fts5"]
        return {
            "xapian.flush": self.flush,
            "xapian.index_cpu_s": cpu_seconds,
            "xapian.index_wall_s": wall_seconds,
            "xapian.index_bytes": folder_bytes(self.place / "xapian"),
            "fts5.index_cpu_s": float(output(command)),
            "fts5.index_bytes": (self.place / "fts5").stat().st_size,
        }

    def raw_index(self, flush):
        command = [self.place.program("tests/bench/raw_index"), "--flush", flush]
        printed = output([*command, self.place / "texts", self.place / "xapian"])
        return [float(number) for number in printed.split()]


def full(place):
    remove(place / "index")
    figures = named("index", run(place.indexer()))
    figures["index.bytes"] = folder_bytes(place / "index")
    return figures


def unchanged(place):
    time.sleep(TRUSTED_AFTER)
    run(place.indexer())  # reads once more what was too new to be trusted
    return named("unchanged", run(place.indexer()))


def changed(place, number):
    """One page gets a word that no other has; the time until searchd finds it there."""
    word = f"zq{number}x7changed"
    page = place.site / min(post["path"] for post in place.posts)
    with Searchd(place) as searchd:
        searchd.found(word)
        with page.open("a", encoding="utf-8") as text:
            text.write(f"\n\nA new paragraph about {word}.\n")
        start = time.monotonic()
        output(place.indexer())
        while not searchd.found(word):
            if time.monotonic() - start > 30:
                sys.exit(f"{word}: not found 30 s after it was indexed")
            time.sleep(0.001)
        return {"changed.visible_s": time.monotonic() - start}
