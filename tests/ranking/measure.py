#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how good the results are, with the built programs.

measure.py judged DIR...   collections with human judgements: docs.jsonl (id, title, text), queries.tsv (id, query),
                           qrels.tsv (query, 0, document, grade); prints nDCG@10, MRR and recall@100
measure.py titles SITE...  sites: how often does a post's own title find that post first?

One JSON object a line. tests/bench/README.md says how to build the programs.
"""

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import urllib.parse
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = "measured"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["judged", "titles"])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench", help="folder of the built programs")
    parser.add_argument("--count", type=int, default=20, help="titles: how many are tried; 0: all")
    parser.add_argument("--failures", action="store_true", help="titles: name those that did not come first")
    parser.add_argument("--run", type=Path, help="judged: also write the TREC run here")
    return parser.parse_args()


class Index:
    """A site, indexed into a folder of its own for the time of a measurement."""

    def __init__(self, build, site_dir):
        self.build = build
        self.folder = tempfile.TemporaryDirectory(prefix="blogsearch-measure-")
        self.config = Path(self.folder.name) / "settings.yaml"
        self.config.write_text("search:\n  time_limit_ms: 60000\n")
        self.options = ["--config", self.config, "--index", Path(self.folder.name) / "index", "--site", SITE]
        subprocess.run([build / "indexer/indexer", *self.options, site_dir], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def ask(self, queries, limit):
        """{query id: [post, ...]} and the run's text, for {query id: query}."""
        file = Path(self.folder.name) / "queries.tsv"
        file.write_text("".join(f"{key}\t{' '.join(query.split())}\n" for key, query in queries.items()))
        done = subprocess.run(
            [self.build / "search/search", *self.options, "--limit", str(limit), "--trec", file],
            capture_output=True, text=True, check=False)
        if done.returncode > 1:
            sys.exit(done.stderr)
        found = defaultdict(list)
        for line in done.stdout.splitlines():
            key, _, post, _, _, _ = line.split(" ")
            found[key].append(post)
        return found, done.stdout


def tsv(file):
    return [line.split("\t") for line in file.read_text().splitlines() if line.strip()]


def write_posts(collection, folder):
    """One Markdown post for each document, named by its id."""
    with open(collection / "docs.jsonl", encoding="utf-8") as documents:
        for line in documents:
            document = json.loads(line)
            name = urllib.parse.quote(document["id"], safe="")
            title = json.dumps(" ".join(document["title"].split()), ensure_ascii=False)
            text = " ".join(document["text"].split())
            (folder / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n\n{text}\n", encoding="utf-8")


def gain(grades):
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades))


def judge(found, judged):
    """nDCG@10, reciprocal rank and recall@100 of one query; `judged` maps documents to grades over 0."""
    grades = [judged.get(urllib.parse.unquote(post), 0) for post in found]
    ideal = gain(sorted(judged.values(), reverse=True)[:10])
    first = next((rank for rank, grade in enumerate(grades, 1) if grade > 0), None)
    return gain(grades[:10]) / ideal, 1 / first if first else 0, sum(g > 0 for g in grades[:100]) / len(judged)


def measure_judged(args, collection):
    judged = defaultdict(dict)
    for query, _, document, grade in tsv(collection / "qrels.tsv"):
        if int(grade) > 0:
            judged[query][document] = int(grade)
    queries = {key: text for key, text in tsv(collection / "queries.tsv") if key in judged}
    with tempfile.TemporaryDirectory(prefix="blogsearch-posts-") as folder:
        write_posts(collection, Path(folder))
        with Index(args.build, folder) as index:
            found, run = index.ask(queries, 100)
    if args.run:
        args.run.write_text(run)
    rows = [judge(found[key], judged[key]) for key in queries]
    ndcg, mrr, recall = (round(sum(column) / len(rows), 4) for column in zip(*rows))
    return {"collection": collection.name, "queries": len(rows), "ndcg@10": ndcg, "mrr": mrr, "recall@100": recall}


def trec_name(path):
    """A post's path as `search --trec` prints it."""
    stem = str(Path(path).with_suffix(""))
    return "".join(f"%{ord(c):02X}" if c <= " " else c for c in stem)


def unique_titles(posts):
    by_title = defaultdict(list)
    for post in posts:
        by_title[post["title"].casefold()].append(post)
    return [same[0] for title, same in sorted(by_title.items()) if title and len(same) == 1]


def measure_titles(args, site_dir):
    listed = subprocess.run([args.build / "tests/bench/list_posts", site_dir], check=True, capture_output=True,
                            text=True)
    posts = unique_titles(json.loads(line) for line in listed.stdout.splitlines())
    if args.count and len(posts) > args.count:
        posts = random.Random(2024).sample(posts, args.count)
    queries = {str(number): post["title"] for number, post in enumerate(posts)}
    with Index(args.build, site_dir) as index:
        found, _ = index.ask(queries, 10)
    ranks = [rank_of(trec_name(post["path"]), found[str(number)]) for number, post in enumerate(posts)]
    result = {
        "site": site_dir.resolve().name,
        "titles": len(posts),
        "first": sum(rank == 1 for rank in ranks),
        "in_first_ten": sum(rank is not None for rank in ranks),
    }
    if args.failures:
        result["failures"] = [
            {"title": post["title"], "path": post["path"], "rank": rank}
            for post, rank in zip(posts, ranks) if rank != 1
        ]
    return result


def rank_of(post, found):
    return found.index(post) + 1 if post in found else None


def main():
    args = arguments()
    measure = measure_judged if args.what == "judged" else measure_titles
    for folder in args.folders:
        print(json.dumps(measure(args, folder), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
