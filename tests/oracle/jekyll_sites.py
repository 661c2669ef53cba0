#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what the real Jekyll makes of whole sites with what our indexer makes of them.

Per site and fact (URL, moment, tags, categories, headings' ids, words of the text): how many posts
agree, and with --show each difference. Themes, plugins and layouts are left out on Jekyll's side.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
FACTS = ["url", "time", "tags", "categories", "ids", "words"]
SKIPPED = {"audio", "canvas", "video", "script", "style", "template", "svg", "math", "noscript", "iframe", "object", "select"}
INLINE = set("a abbr b bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr".split())


class Text(HTMLParser):
    """The text of rendered HTML, with alternative texts, without footnote marks and back links."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces, self.skipped = [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        is_mark = tag == "sup" and str(attrs.get("id", "")).startswith("fnref")
        is_back = tag == "a" and "reversefootnote" in str(attrs.get("class", ""))
        is_contents = attrs.get("id") == "markdown-toc"
        if tag in SKIPPED or is_mark or is_back or is_contents:
            self.skipped.append(tag)
        elif self.skipped and self.skipped[-1] == tag:
            self.skipped.append(tag)
        if tag == "img" and not self.skipped:
            self.pieces.append(" " + (attrs.get("alt") or "") + " ")
        if tag not in INLINE:
            self.pieces.append(" ")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()

    def handle_endtag(self, tag):
        if self.skipped and self.skipped[-1] == tag:
            self.skipped.pop()
        if tag not in INLINE:
            self.pieces.append(" ")

    def handle_data(self, data):
        if not self.skipped:
            self.pieces.append(data)


def words_of_html(html):
    parser = Text()
    parser.feed(html)
    parser.close()
    return words("".join(parser.pieces))


# Markup that a page shows because its generator did not read it: addresses of links, tags, WordPress's captions.
LEFT_MARKUP = re.compile(r"""\]\([^()\s]*(\s+["'][^\n]*?["'])?\)|</?[a-zA-Z][^<>]*>|\[/?(?:caption|gallery)\b(?:[^\]\n]*?\bcaption=["“”]([^"“”\n]*)["“”])?[^\]\n]*\]""")


def words(text):
    """What is said, in any order; punctuation, which may be typeset, and marks of emphasis apart."""
    text = LEFT_MARKUP.sub(lambda match: f" {match[2] or ''} ", text.replace("\u00ad", ""))
    return Counter(re.findall(r"[^\W_]+", text.casefold()))


def run(command, site):
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    posts = [json.loads(line) for line in done.stdout.split("\n") if line]
    return posts, done.stderr


def facts_of(post):
    return {
        "url": post["url"],
        "time": post.get("time"),
        "tags": post["tags"],
        "categories": post["categories"],
        "ids": [id for id in post["ids"] if id] if "ids" in post else None,
        "words": words_of_html(post["html"]) if "html" in post else words(post.get("text", "")),
    }


def difference(fact, theirs, ours):
    if fact == "words":
        return f"only theirs {dict(theirs - ours)}; only ours {dict(ours - theirs)}"
    if fact == "ids":
        return f"only theirs {list(Counter(theirs) - Counter(ours))}; only ours {list(Counter(ours) - Counter(theirs))}"
    return f"{theirs!r} / {ours!r}"


def compare(site, args, totals):
    theirs, _ = run(["ruby", str(HERE / "jekyll_read.rb"), str(site)], site)
    ours, errors = run([str(args.build / "tests/bench/list_posts"), str(site)], site)
    failed = [post for post in theirs if "path" not in post]
    if failed:
        print(f"{site.name}: Jekyll cannot read it: {failed[0]['error']}")
        return
    theirs_by_path, ours_by_path = {p["path"]: p for p in theirs}, {p["path"]: p for p in ours}
    counts = Counter()
    shown = []
    for path in sorted(theirs_by_path.keys() | ours_by_path.keys()):
        their, our = theirs_by_path.get(path), ours_by_path.get(path)
        counts["posts"] += 1
        if their is None or our is None:
            counts["shown"] += 1
            shown.append(("shown", path, "only in " + ("ours" if their is None else "theirs")))
            continue
        if "error" in their:
            counts["unrendered"] += 1
            shown.append(("unrendered", path, their["error"]))
        a, b = facts_of(their), facts_of(our)
        for fact in FACTS:
            if fact in ("ids", "words") and "error" in their:
                continue
            if a[fact] != b[fact]:
                counts[fact] += 1
                shown.append((fact, path, difference(fact, a[fact], b[fact])))
    totals.update(counts)
    print(f"{site.name}: {counts['posts']} posts; different: " + ", ".join(f"{f} {counts[f]}" for f in ["shown", "unrendered"] + FACTS))
    for fact, path, text in shown:
        if not args.show or fact in args.show:
            print(f"  {fact} {path}: {text[: args.width]}")
    if args.errors and errors:
        print("  " + errors.rstrip().replace("\n", "\n  "))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path, help="folders of Jekyll sites")
    parser.add_argument("--build", type=Path, default=HERE.parent.parent / "build/dev")
    parser.add_argument("--show", action="append", help="only differences of this fact; 'none' for figures alone")
    parser.add_argument("--width", type=int, default=400, help="characters of each difference")
    parser.add_argument("--errors", action="store_true", help="also what our indexer says")
    args = parser.parse_args()
    totals = Counter()
    for site in args.sites:
        compare(site.resolve(), args, totals)
    print("all:", dict(totals))


if __name__ == "__main__":
    main()
