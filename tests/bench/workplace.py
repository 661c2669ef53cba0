# SPDX-License-Identifier: GPL-3.0-or-later
"""What all measurements of one run of bench.py share: a copy of the site, its posts, queries, and where things lie."""

import json
import shutil
import sys
from pathlib import Path

import queries
from machine import output

SITE = "bench"
HERE = Path(__file__).resolve().parent


class Workplace:
    def __init__(self, build, folder, site):
        self.build = build
        self.folder = folder
        self.site = folder / "site"  # a copy, since a page of it is changed
        shutil.copytree(site, self.site, symlinks=True)
        listed = output([build / "tests/bench/list_posts", "--sections", self.site]).splitlines()
        self.posts = [json.loads(line) for line in listed]
        if not any(post["title"] for post in self.posts):
            sys.exit(f"no posts with titles in {site}")
        self.text_bytes = sum(post["text_bytes"] for post in self.posts)
        self.plain = queries.plain(self.posts)
        self.mix = queries.mix(self.posts)
        self.write("texts", "".join(f"{post['title']}\0{post['text']}\0" for post in self.posts))
        self.write("words", "".join(" ".join(words) + "\n" for words in self.plain))
        self.write("plain", "".join(queries.search(words) + "\n" for words in self.plain))
        self.write("mix", "".join(query + "\n" for _, query in self.mix))

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def __truediv__(self, name):
        return self.folder / name

    def program(self, name):
        """Of ours, by the folder in which its source stands."""
        return self.build / name

    def settings(self, name, text):
        """A settings file, so that none of this machine is read."""
        self.write(name, text)
        return ["--config", self.folder / name]

    def indexer(self, index="index", site=None):
        return [self.program("indexer/indexer"), *self.settings("indexer.yaml", "{}\n"), "--index", self / index,
                "--site", SITE, site or self.site]


def remove(path: Path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
