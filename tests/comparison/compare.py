#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of docs/comparison.md.

compare.py SITE.json ENGINE... [--out RESULTS.json] [--failures]   SITE.json: what measure.py titles --write wrote
compare.py --show RESULTS.json                                     the tables of a run
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from engines.table import ENGINES  # first: it knows where `machine` is

from machine import percentiles, run  # noqa: I001

COSTS = ["engine", "query, ms", "index, s", "MB", "on disk, MB", "ready, ms", "answering, MB", "loads, kB"]
KINDS = {"first": "title", "unfinished_in_ten": "unfinished", "mistyped_in_three": "mistyped"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, nargs="?")
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help=", ".join(ENGINES))
    parser.add_argument("--out", type=Path, help="results; what it holds of other engines is kept")
    parser.add_argument("--show", type=Path, help="print the tables of such a file")
    parser.add_argument("--failures", action="store_true", help="name what was not found first")
    return parser.parse_args()


def percent(part):
    return f"{100 * part:.1f}"


def ask_all(engine, site, failures):
    """{kind: places}, a place from 1, or None; and the milliseconds of processor time of each query."""
    numbers = {post["path"]: number for number, post in enumerate(site["posts"])}
    places = {kind: [] for kind in KINDS.values()}
    times = []
    for asked in site["queries"]:
        kind = KINDS[asked["kind"]]
        found, milliseconds = engine.search(asked["query"], 10, kind == "unfinished")
        wanted = numbers[asked["path"]]
        place = found.index(wanted) + 1 if wanted in found else None
        places[kind].append(place)
        times.append(milliseconds)
        if failures and place != 1:
            print(json.dumps({**asked, "place": place}, ensure_ascii=False), file=sys.stderr)
    return places, times


def measure(name, site_file, site, failures):
    with tempfile.TemporaryDirectory(prefix=f"comparison-{name}-") as folder:
        engine = ENGINES[name](site_file, site, Path(folder))
        engine.prepare()
        said = None if failures else subprocess.DEVNULL
        result = {"index": run(engine.index_command(), stderr=said), "bytes": engine.index_bytes()}
        try:
            result["ready_cpu_ms"] = engine.start()
            engine.search(site["queries"][0]["query"], 10, False)
            result["loads_bytes"] = engine.loads_bytes()  # for the first answer
            places, times = ask_all(engine, site, failures)
            result["memory_mb"] = engine.peak_mb()
        finally:
            engine.stop()
    for kind, some in places.items():
        result[kind] = {
            "first": sum(place == 1 for place in some) / len(some),
            "in_ten": sum(place is not None for place in some) / len(some),
        }
    return {**result, **percentiles(times)}


def quality(name, result):
    kinds = [result[kind] for kind in KINDS.values()]
    return [name, *(f"{percent(kind['first'])} / {percent(kind['in_ten'])}" for kind in kinds)]


def shown(number):
    return "-" if number is None else f"{number:,.0f}"


def cost(name, result):
    index = result["index"]
    loads = result["loads_bytes"]
    return [
        name, f"{result['p50_ms']:.2f} / {result['p99_ms']:.1f}", f"{index['cpu_s']:.1f}",
        f"{index['peak_mb']:.0f}", f"{result['bytes'] / 1e6:.1f}", shown(result.get("ready_cpu_ms")),
        shown(result["memory_mb"]), shown(loads and loads / 1000),
    ]


def print_table(head, lines):
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for line in lines:
        print(f"| {' | '.join(line)} |")


def show(results):
    known = [(name, results[name]) for name in ENGINES if name in results]
    print_table(["engine", *KINDS.values()], [quality(*one) for one in known])
    print()
    print_table(COSTS, [cost(*one) for one in known])


def main():
    args = arguments()
    if args.show:
        return show(json.loads(args.show.read_text(encoding="utf-8")))
    unknown = [name for name in args.engines if name not in ENGINES]
    if unknown or not args.engines:
        sys.exit(f"no engine {', '.join(unknown)}; there are {', '.join(ENGINES)}")
    site = json.loads(args.site.read_text(encoding="utf-8"))
    results = json.loads(args.out.read_text(encoding="utf-8")) if args.out and args.out.exists() else {}
    for name in args.engines:
        print(f"{name} ...", file=sys.stderr)
        results[name] = measure(name, args.site.resolve(), site, args.failures)
        if args.out:
            args.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return show(results)


if __name__ == "__main__":
    main()
