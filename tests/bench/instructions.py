#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the instructions of a small index run and of some queries, which no busy machine changes, and compares them
with instructions.txt. BLOGSEARCH_UPDATE_GOLDEN=1 in the environment writes what was counted there instead.

The site is made up, the queries of each kind are drawn from it: both are the same each time. An index run is counted
from start to end, a query from the request to the JSON text, once cold and once warm. Ends with 77 (skipped) where the
file was written for another build, since its counts say nothing there.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import queries
from make_site import make_site
from machine import output
from workplace import Workplace

RECORDED = Path(__file__).parent / "instructions.txt"
TOLERANCE = 0.05
SKIPPED = 77
PAGES_INDEXED = 20
PAGES_ASKED = 150
QUERIES = 3  # of each kind
# What valgrind passes on of the processor differs; the C library then takes other copies of its functions.
SAME_FUNCTIONS = "glibc.cpu.hwcaps=-AVX2,-AVX,-ERMS,-FSRM,-BMI2,-MOVBE,-LZCNT"
HEAD = """# Millions of instructions, as callgrind counts them; instructions.py says of what. After a change that is meant
# to cost more or less: BLOGSEARCH_UPDATE_GOLDEN=1 ctest --preset dev -R instructions
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="folder of the built programs")
    parser.add_argument("--kind", required=True, help="compiler and flags of that build")
    return parser.parse_args()


def count(command, *options):
    """Millions of instructions."""
    tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *options]
    done = subprocess.run(
        [str(word) for word in [*tool, *command]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        check=False, env={**os.environ, "GLIBC_TUNABLES": SAME_FUNCTIONS})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"{command[0]} under valgrind ended with {done.returncode}:\n{done.stderr}")
    return int(found[1]) / 1e6


def count_index(build, folder):
    make_site(folder / "few", PAGES_INDEXED)
    return count([build / "indexer/indexer", "--index", folder / "few-index", folder / "few"])


def count_queries(build, folder):
    make_site(folder / "made", PAGES_ASKED)
    (folder / "place").mkdir()
    place = Workplace(build, folder / "place", folder / "made")
    output(place.indexer())
    command = [build / "tests/bench/bench_query", "--index", place / "index", "--rounds", 1, "--time-limit", 60_000]
    counted = {}
    for kind in queries.KINDS:
        asked = [query for of, query in place.mix if of == kind][:QUERIES]
        place.write("asked", "".join(query + "\n" for query in asked))
        counted[kind] = count([*command, place / "asked"], "--toggle-collect=*::answer_to(*")
    return counted


def read_recorded():
    lines = RECORDED.read_text(encoding="utf-8").splitlines() if RECORDED.exists() else []
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def write_recorded(kind, counted):
    lines = [f"{name:<12}{value:10.2f}\n" for name, value in counted.items()]
    RECORDED.write_text(f"{HEAD}build       {kind}\n{''.join(lines)}", encoding="utf-8")


def compare(recorded, counted):
    """Prints both; are they the same but for the tolerance?"""
    same = recorded.keys() == {"build", *counted}
    for name, value in counted.items():
        before = float(recorded.get(name, "nan"))
        change = value / before - 1
        within = abs(change) <= TOLERANCE
        same = same and within
        print(f"{name:<12}{before:10.2f}{value:10.2f}{100 * change:+8.1f} %{'' if within else '  <-- more than 5 %'}")
    return same


def main():
    args = arguments()
    if not shutil.which("valgrind"):
        print("skipped: valgrind is not installed")
        return SKIPPED
    recorded = read_recorded()
    updating = "BLOGSEARCH_UPDATE_GOLDEN" in os.environ
    if not updating and recorded.get("build") != args.kind:
        print(f"skipped: {RECORDED.name} was written for another build\n  {recorded.get('build')}\n  {args.kind}")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="blogsearch-instructions-") as name:
        folder = Path(name)
        counted = {"index": count_index(args.build, folder), **count_queries(args.build, folder)}
    if updating:
        write_recorded(args.kind, counted)
        return 0
    if compare(recorded, counted):
        return 0
    print(f"if that is meant: BLOGSEARCH_UPDATE_GOLDEN=1 writes {RECORDED.name} anew")
    return 1


if __name__ == "__main__":
    sys.exit(main())
