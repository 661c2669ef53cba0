#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures how good the results are, with the built programs.

measure.py judged DIR...   collections with human judgements: docs.jsonl (id, title, text), queries.tsv (id, query),
                           qrels.tsv (query, 0, document, grade); prints nDCG@10, MRR and recall@100
measure.py titles SITE...  sites: how often does a post's own title find that post first, with the last word typed to its third
                           letter in the first ten, with a random slip in one word in the first three?
measure.py words SITE...   sites: of words with a random slip, how often is the word meant found; is any word that occurs corrected?
                           With --slips FILE of lines "TYPED<TAB>MEANT" these instead of random ones.

One JSON object a line. tests/bench/README.md says how to build the programs.
"""

import argparse
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import urllib.parse
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = "measured"
TITLE_KINDS = {  # the worst place that will do, options of `search`
    "first": (1, []),
    "unfinished_in_ten": (10, ["--prefix"]),
    "mistyped_in_three": (3, []),
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["judged", "titles", "words"])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench", help="folder of the built programs")
    parser.add_argument("--count", type=int, default=20, help="titles: how many are tried; 0: all")
    parser.add_argument("--slips", type=Path, help="words: a list of slips that people made")
    parser.add_argument("--failures", action="store_true", help="titles: name those that did not come first")
    parser.add_argument("--write", type=Path, help="titles: measure nothing, write posts and queries here")
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

    def site_folder(self):
        return Path(self.folder.name) / "index" / SITE

    def corrected(self, query):
        """What a query was corrected to; None: it was not."""
        done = subprocess.run([self.build / "search/search", *self.options, "--json", query], capture_output=True,
                              text=True, check=False)
        if done.returncode > 1:
            sys.exit(done.stderr)
        return json.loads(done.stdout)["corrected"]

    def ask(self, queries, limit, options=()):
        """{query id: [post, ...]} and the run's text, for {query id: query}."""
        file = Path(self.folder.name) / "queries.tsv"
        file.write_text("".join(f"{key}\t{' '.join(query.split())}\n" for key, query in queries.items()))
        done = subprocess.run(
            [self.build / "search/search", *self.options, "--limit", str(limit), *options, "--trec", file],
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


def slip(word, rng):
    """`word` with one random edit: a letter left out, put in, exchanged for another, or two swapped."""
    at = rng.randrange(len(word) - 1)
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice([
        word[:at] + word[at + 1:],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1:],
        word[:at] + word[at + 1] + word[at] + word[at + 2:],
    ])


def unfinished(title):
    """The title with its last word typed to the third letter."""
    words = list(re.finditer(r"\w+", title))
    return title[:words[-1].start() + 3] if words and len(words[-1][0]) > 3 else None


def mistyped(title, rng):
    """The title with a slip in one word of six letters or more."""
    words = list(re.finditer(r"[^\W\d_]{6,}", title))
    if not words:
        return None
    word = rng.choice(words)
    return title[:word.start()] + slip(word[0], rng) + title[word.end():]


def list_posts(args, site_dir, *options):
    listed = subprocess.run([args.build / "tests/bench/list_posts", *options, site_dir], check=True,
                            capture_output=True, text=True)
    return [json.loads(line) for line in listed.stdout.splitlines()]


def title_queries(args, listed):
    """The posts that are asked for, and {kind: {number of the post: query}}."""
    posts = unique_titles(listed)
    rng = random.Random(2024)
    if args.count and len(posts) > args.count:
        posts = rng.sample(posts, args.count)
    titles = {str(number): post["title"] for number, post in enumerate(posts)}
    kinds = {
        "first": titles,
        "unfinished_in_ten": {key: unfinished(title) for key, title in titles.items()},
        "mistyped_in_three": {key: mistyped(title, rng) for key, title in titles.items()},
    }
    return posts, {kind: {key: query for key, query in asked.items() if query} for kind, asked in kinds.items()}


def write_titles(args, site_dir):
    """The same posts and queries for other engines; tests/comparison asks them."""
    listed = list_posts(args, site_dir, "--sections")
    posts, kinds = title_queries(args, listed)
    queries = [{"kind": kind, "query": query, "path": posts[int(key)]["path"]}
               for kind, asked in kinds.items() for key, query in asked.items()]
    kept = ("path", "url", "title", "language", "sections")
    written = {"folder": str(site_dir.resolve()), "posts": [{key: post[key] for key in kept} for post in listed],
               "queries": queries}
    args.write.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    return {"site": site_dir.resolve().name, "posts": len(listed), "titles": len(posts), "queries": len(queries)}


def measure_titles(args, site_dir):
    if args.write:
        return write_titles(args, site_dir)
    posts, kinds = title_queries(args, list_posts(args, site_dir))
    result = {"site": site_dir.resolve().name, "titles": len(posts)}
    failures = []
    with Index(args.build, site_dir) as index:
        for kind, asked in kinds.items():
            worst, options = TITLE_KINDS[kind]
            found, _ = index.ask(asked, 10, options)
            places = {key: rank_of(trec_name(posts[int(key)]["path"]), found[key]) for key in asked}
            good = sum(place is not None and place <= worst for place in places.values())
            result[kind] = good if kind == "first" else f"{good} of {len(asked)}"
            failures += [
                {"query": asked[key], "path": posts[int(key)]["path"], "rank": place}
                for key, place in places.items() if place is None or place > worst
            ]
    if args.failures:
        result["failures"] = failures
    return result


def vocabulary(folder):
    """{word of letters: how often it occurs} of an index, as Xapian's own tool lists it."""
    generation = max(path for path in folder.iterdir() if path.is_dir())
    listed = subprocess.run(["xapian-delve", "-a", "-v", "-1", generation], check=True, capture_output=True)
    words = {}
    for line in listed.stdout.decode(errors="replace").splitlines():
        term, _, counts = line.partition(" ")
        if term.isalpha() and term.isascii() and term.islower():
            words[term] = int(counts.split()[-1])
    return words


def measure_words(args, site_dir):
    rng = random.Random(2024)
    with Index(args.build, site_dir) as index:
        words = vocabulary(index.site_folder())
        frequent = sorted(word for word, count in words.items() if count >= 3)
        pairs = [(slip(word, rng), word) for word in rng.sample(frequent, min(2000, len(frequent))) if len(word) >= 6]
        if args.slips:
            pairs = [(typed.lower(), meant.lower()) for typed, meant in tsv(args.slips)]
        pairs = [(typed, meant) for typed, meant in pairs if typed.isalpha() and typed not in words and meant in words]
        right = sum(index.corrected(typed) == meant for typed, meant in pairs)
        kept = rng.sample(frequent, min(args.count or len(frequent), len(frequent)))
        wrong = [word for word in kept if index.corrected(word) is not None]
    result = {"site": site_dir.resolve().name, "slips": len(pairs), "found": right, "words": len(kept),
              "corrected": len(wrong)}
    if args.failures:
        result["failures"] = wrong
    return result


def rank_of(post, found):
    return found.index(post) + 1 if post in found else None


def main():
    args = arguments()
    measure = {"judged": measure_judged, "titles": measure_titles, "words": measure_words}[args.what]
    for folder in args.folders:
        print(json.dumps(measure(args, folder), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
