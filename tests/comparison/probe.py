#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""probe.py [ENGINE...]: what they answer to the queries of probe/queries.tsv (query, post wanted first), as a table."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import print_table
from engines.blogsearch import BUILD
from engines.engine import HERE
from engines.table import ENGINES

from machine import output, run  # noqa: I001


def read_site():
    folder = HERE / "probe"
    listed = output([f"{BUILD}/tests/bench/list_posts", "--sections", folder])
    return {"folder": str(folder), "posts": [json.loads(line) for line in listed.splitlines()]}


def cell(found, wanted):
    """The first three; in bold if the first is right."""
    if not found:
        return "–"
    return ", ".join([f"**{found[0]}**" if found[0] == wanted else found[0], *found[1:]])


def column(name, site, site_file, queries):
    with tempfile.TemporaryDirectory(prefix=f"probe-{name}-") as folder:
        engine = ENGINES[name](site_file, site, Path(folder))
        engine.prepare()
        run(engine.index_command(), stderr=subprocess.DEVNULL)
        try:
            engine.start()
            answers = [(engine.search(query, 3, False)[0], wanted) for query, wanted in queries]
        finally:
            engine.stop()
    names = [Path(post["path"]).stem for post in site["posts"]]
    return [cell([names[number] for number in found], wanted) for found, wanted in answers]


def main():
    site = read_site()
    queries = [line.split("\t") for line in (HERE / "probe/queries.tsv").read_text(encoding="utf-8").splitlines()]
    names = sys.argv[1:] or [name for name in ENGINES if not name.endswith("-tuned")]
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        site_file = Path(folder) / "site.json"
        site_file.write_text(json.dumps(site), encoding="utf-8")
        columns = [column(name, site, site_file, queries) for name in names]
    lines = [[f"`{query}`", wanted, *cells] for (query, wanted), *cells in zip(queries, *columns)]
    right = [f"{sum(text.startswith('**') for text in cells)} of {len(queries)}" for cells in columns]
    print_table(["query", "wanted", *names], [*lines, ["first", "", *right]])


if __name__ == "__main__":
    main()
