# SPDX-License-Identifier: GPL-3.0-or-later
"""What queries cost in process: the baselines, plain words, the mix."""

import sys
from collections import defaultdict

from machine import named, output, percentiles
from workplace import HERE


def numbers(text):
    return [float(line.split()[0]) for line in text.splitlines()]


def baselines(place):
    xapian = output([place.program("tests/bench/raw_match"), place / "xapian", place / "words"])
    sqlite = output([sys.executable, HERE / "fts5.py", "match", place / "fts5", place / "words"])
    return {**named("xapian.match", percentiles(numbers(xapian))), **named("fts5.match", percentiles(numbers(sqlite)))}


def ask(place, queries, index="index"):
    return output([place.program("tests/bench/bench_query"), "--index", place / index, place / queries])


def plain(place):
    answered = ask(place, "plain")
    lengths = sorted(int(line.split()[1]) for line in answered.splitlines())
    return {**named("query", percentiles(numbers(answered))), "query.answer_bytes": lengths[len(lengths) // 2]}


def mix(place):
    times = numbers(ask(place, "mix"))
    by_kind = defaultdict(list)
    for (kind, _), milliseconds in zip(place.mix, times, strict=True):
        by_kind[kind].append(milliseconds)
    figures = named("mix", percentiles(times))
    for kind, some in by_kind.items():
        figures.update(named(f"mix.{kind}", percentiles(some)))
    return figures
