#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers during swaps and changes in place: each answer is of one state, and none fails."""

import random
import threading
import urllib.error

from lib import Blog, Searchd, arguments, check, post

POSTS = 30


def write_all(blog, turn):
    for number in range(POSTS):
        blog.path(number).write_text(post(number).replace("title: Post", f"title: State{turn} post"))


def states_in(answer):
    return {hit["title"].split()[0] for hit in answer["hits"]}


class Reader(threading.Thread):
    def __init__(self, searchd):
        super().__init__()
        self.searchd = searchd
        self.answers = 0
        self.states = set()
        self.problem = None
        self.stop = False

    def run(self):
        while not self.stop and not self.problem:
            try:
                status, answer = self.searchd.search(random.choice(["*", "kettle", "kettle OR river"]), limit=100)
            except (urllib.error.URLError, OSError) as error:
                self.problem = f"a request failed: {error}"
                return
            states = states_in(answer) if status == 200 else set()
            if status != 200 or len(states) != 1 or len(answer["hits"]) != POSTS:
                self.problem = f"{status}, {len(answer.get('hits', []))} hits of {states}: {str(answer)[:300]}"
            self.states |= states
            self.answers += 1


def main():
    options = arguments(__doc__, swaps=1000, readers=3)
    with Blog(options) as blog:
        write_all(blog, 0)
        blog.must_run()
        # A worker holds what it has read until it is asked again: no more of them than readers.
        with Searchd(blog, settings="server: {workers: 2}") as searchd:
            readers = [Reader(searchd) for _ in range(options.readers)]
            for reader in readers:
                reader.start()
            for turn in range(1, options.swaps + 1):
                write_all(blog, turn)
                blog.must_run(*(["--rebuild"] if turn % 2 else []))
                check(states_in(searchd.search("*", limit=100)[1]) == {f"State{turn}"}, "a new index is not noticed at once")
                if any(reader.problem for reader in readers):
                    break
            for reader in readers:
                reader.stop = True
            for reader in readers:
                reader.join()
                check(not reader.problem, reader.problem)
        generations = len(list((blog.index / "blog").glob("gen-*")))
        check(generations <= 2, f"{generations} generations are kept")
        blog.must_run()
        check(len(list((blog.index / "blog").glob("gen-*"))) == 1, "the space of old ones is not given back")
    answers = sum(reader.answers for reader in readers)
    seen = len(set().union(*(reader.states for reader in readers)))
    print(f"{options.swaps} new states, {answers} answers of {seen} of them to {options.readers} readers: none failed, none was a mix")


main()
