#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the built programs beside what their libraries reach alone; README.md says what each figure is.

bench.py [--site DIR] [--runs N] [--out FILE.json]   without a site: on a made-up one
bench.py --compare FIRST.json SECOND.json            what has changed between two results
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import indexing
import querying
import serving
from grow_site import grow_site
from machine import medians, named, run
from make_site import make_site
from rows import difference, table
from workplace import Workplace

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("indexing", "queries", "serving", "tenfold")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="the site to measure with")
    parser.add_argument("--pages", type=int, default=2000, help="without --site: pages of the made-up one")
    parser.add_argument("--runs", type=int, default=5, help="medians of so many runs are printed")
    parser.add_argument("--only", choices=GROUPS, action="append", help="what is measured; may be repeated; else all")
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench", help="folder of the built programs")
    parser.add_argument("--out", type=Path, help="also write all figures here, as JSON")
    parser.add_argument("--compare", type=Path, nargs=2, metavar="FILE", help="compare two such files")
    return parser.parse_args()


def measure_indexing(place, baselines, number):
    print("  indexing", file=sys.stderr)
    return {
        **baselines.measure(), **indexing.full(place), **indexing.unchanged(place), **indexing.changed(place, number)
    }


def measure_queries(place):
    print("  queries", file=sys.stderr)
    figures = {**querying.baselines(place), **querying.plain(place), **querying.mix(place)}
    figures["query.per_cpu_s"] = 1000 / figures["query.mean_ms"]
    return figures


def measure_serving(place, answer_bytes, with_memory):
    print("  serving", file=sys.stderr)
    figures = {**serving.uncached(place), **serving.cached(place, answer_bytes), **serving.start(place)}
    return {**figures, **serving.memory(place)} if with_memory else figures


def measure_tenfold(place):
    """Once: it takes ten times as long, and its ratios are over many queries."""
    print("ten times the pages", file=sys.stderr)
    grow_site(place.site, place / "grown", 10)
    figures = named("index", run(place.indexer("grown-index", place / "grown")))
    figures.update(named("query", querying.percentiles(querying.numbers(querying.ask(place, "plain", "grown-index")))))
    figures.update(named("mix", querying.percentiles(querying.numbers(querying.ask(place, "mix", "grown-index")))))
    return named("tenfold", figures)


def measure(args, place):
    groups = args.only or GROUPS
    baselines = indexing.Baselines(place)
    if "indexing" not in groups:  # what the others stand on; its time does not matter
        baselines.flush = indexing.FLUSHES[0]
        baselines.measure()
        indexing.full(place)
    runs = []
    for number in range(args.runs):
        print(f"run {number + 1} of {args.runs}", file=sys.stderr)
        figures = measure_indexing(place, baselines, number) if "indexing" in groups else {}
        figures.update(measure_queries(place))
        if "serving" in groups:
            figures.update(measure_serving(place, figures["query.answer_bytes"], number == 0))
        runs.append(figures)
    figures = {"posts": len(place.posts), "text_bytes": place.text_bytes, **medians(runs)}
    return {**figures, **(measure_tenfold(place) if "tenfold" in groups else {})}


def main():
    args = arguments()
    if args.compare:
        print(difference(*(json.loads(file.read_text(encoding="utf-8"))["figures"] for file in args.compare)))
        return
    with tempfile.TemporaryDirectory(prefix="blogsearch-bench-") as name:
        site = args.site
        if site is None:
            site = Path(name) / "made"
            make_site(site, args.pages)
        figures = measure(args, Workplace(args.build.resolve(), Path(name), site))
    print(table(figures))
    if args.out:
        result = {"site": args.site.resolve().name if args.site else "made up", "runs": args.runs, "figures": figures}
        args.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
