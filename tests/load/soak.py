#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""searchd under load, while its index changes every second: soak.py --build BUILD [--seconds 600] [--posts 2000]

Measures what it can do, then asks 70 % of that for --seconds, while posts are saved at each full second and `indexer --watch`
makes them found: each change is seen before the next, no request fails, no answer is of half an update, and memory, threads and
descriptors do not grow. The same with hundreds of clients that are slow, silent or send rubbish. Then four times as much as it
can do: what is served is served as fast as where the queue is full, the rest gets 503 at once, and a second later all is well.
Prints a line for each, exits with 1 if one is broken. Below a minute times and sizes say little: they are shown then, and not
judged.
"""

import argparse
import contextlib
import json
import pathlib
import random
import resource
import socket
import statistics
import sys
import tempfile
import threading
import time

from changes import STATE_POSTS, Blog, Changes, Watch
from crowd import capacity, run_crowd
from load import Searchd

LONG = 60  # seconds: from here on times and sizes are judged


class Requests:
    """What readers ask: searches as they are typed, completions, and all posts of the state, which tell a mix."""

    def __init__(self, blog):
        self.blog = blog
        self.seen = {}  # by state: when an answer showed it first

    def __call__(self):
        kind = random.random()
        if kind < 0.2:
            return "/search?q=unmistakable&limit=100", self.check_state
        if kind < 0.4:
            return f"/suggest?q={random.choice(self.blog.words)[:3]}", self.check
        words = "+".join(self.blog.pick(random.choice((1, 1, 2, 2, 3))))
        return f"/search?q={words}&prefix=1", self.check

    def check(self, status, body):
        if status != 200:
            return f"status {status}"
        json.loads(body)
        return None

    def check_state(self, status, body):
        if status != 200:
            return f"status {status}"
        hits = json.loads(body)["hits"]
        states = {hit["title"].split()[0] for hit in hits}
        for state in states:
            self.seen.setdefault(state, time.monotonic())
        if len(hits) != STATE_POSTS or len(states) != 1:
            return f"a mix: {len(hits)} hits of {sorted(states)}"
        return None


class HardRequests(Requests):
    """Eight words each, no two alike: nothing of it is kept from before."""

    def __call__(self):
        return f"/search?q={'+'.join(self.blog.pick(8))}+x{random.getrandbits(40)}", self.check

    def check(self, status, body):
        return None if status == 503 else super().check(status, body)


class Sizes:
    """Memory, threads and descriptors of searchd, read ten times a second."""

    def __init__(self, searchd):
        self.searchd, self.seen = searchd, []

    def __call__(self):
        threads = pathlib.Path(f"/proc/{self.searchd.process.pid}/task").iterdir()
        self.seen.append((self.searchd.status("VmRSS") / 1e6, len(list(threads)), self.searchd.descriptors()))

    def growth(self):
        """Each at the beginning, once what is kept is there, and at the end: medians of a fifth of the time."""
        part = max(1, len(self.seen) // 5)
        middle = lambda rows: tuple(statistics.median(column) for column in zip(*rows))
        return middle(self.seen[part:2 * part]), middle(self.seen[-part:])


class Nuisances(threading.Thread):
    """Clients that open a connection and do no good with it, again and again."""

    def __init__(self, address, count=300):
        super().__init__()
        self.address, self.count, self.ended, self.made = address, count, threading.Event(), 0

    def run(self):
        crowd = []
        while not self.ended.is_set():
            while len(crowd) < self.count:
                crowd.append([random.choice((self.silent, self.slow, self.slow, self.garbage, self.half, self.reset)),
                              socket.create_connection(self.address), b"GET /search?q=" + b"x" * 4000])
                crowd[-1][1].setblocking(False)
                self.made += 1
            for one in crowd:
                try:
                    one[0](one)
                except OSError:
                    one[1].close()
            crowd = [one for one in crowd if one[1].fileno() >= 0]
            self.ended.wait(0.05)
        for one in crowd:
            one[1].close()

    @staticmethod
    def silent(one):
        if random.random() < 0.02:
            one[1].close()

    @staticmethod
    def slow(one):
        one[1].send(one[2][:1])
        one[2] = one[2][1:] or one[1].close() or b""

    @staticmethod
    def garbage(one):
        one[1].send(random.randbytes(random.randrange(1, 3000)))

    @staticmethod
    def half(one):
        one[1].send(b"POST /multi-search HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n{")
        one[1].shutdown(socket.SHUT_WR)

    @staticmethod
    def reset(one):
        one[1].send(one[2][:random.randrange(100)])
        one[1].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        one[1].close()

    def stop(self):
        self.ended.set()
        self.join()


def tell(right, text):
    print("ok    " if right else "BROKEN", text, flush=True)
    return right


def soak(blog, searchd, requests, rate, seconds):
    sizes, changes = Sizes(searchd), Changes(blog, requests.seen)
    changes.start()
    tally = run_crowd(("127.0.0.1", searchd.port), rate, seconds, requests, pulse=sizes)
    ended = changes.stop()
    (memory, threads, descriptors), (more, threads_now, descriptors_now) = sizes.growth()
    grows = more > memory * 1.05 + 2 or threads_now > threads or descriptors_now > descriptors + 2
    is_late = len(changes.made) < seconds * 0.98 or len(changes.delays()) < len(changes.made) - 1
    right = not tally.problems and bool(changes.delays()) and not any(ended) and not ((grows or is_late) and seconds >= LONG)
    return tally, tell(right, f"{seconds} s at {rate:.0f} requests a second: {tally.told()}; {changes.told()}; "
                              f"{memory:.1f} -> {more:.1f} MB, {threads:.0f} -> {threads_now:.0f} threads, {descriptors:.0f} -> {descriptors_now:.0f} descriptors"
                              + (f"; {dict(tally.problems)}" if tally.problems else ""))


def nuisance(searchd, requests, rate, seconds, before):
    crowd = Nuisances(("127.0.0.1", searchd.port))
    crowd.start()
    tally = run_crowd(("127.0.0.1", searchd.port), rate, min(seconds, 30), requests)
    crowd.stop()
    is_slow = tally.share(200, 0.5) > before.share(200, 0.5) + 20
    right = not tally.problems and not (is_slow and seconds >= LONG)
    return tell(right, f"{crowd.made} slow, silent, broken and rude clients in {min(seconds, 30)} s, at the same rate: {tally.told()}"
                       + (f"; {dict(tally.problems)}" if tally.problems else ""))


def overload(searchd, blog, seconds):
    address, requests = ("127.0.0.1", searchd.port), HardRequests(blog)
    rate, before = capacity(address, 5, requests, 64)
    tally = run_crowd(address, rate * 4, min(seconds, 20), requests, most=2000)
    time.sleep(1)
    after = run_crowd(address, rate * 0.3, 3, requests)
    is_slow = tally.wait(200, 0.99) > 2 * before.wait(200, 0.99) or tally.wait(503, 0.99) > tally.wait(200, 0.5) or after.count(503)
    right = not tally.problems and not after.problems and tally.count(200) > 0 and not (is_slow and seconds >= LONG)
    told = f"; {dict(tally.problems)}" if tally.problems else ""
    tell(True, f"of hard requests {rate:.0f} a second, where 64 wait at all times: {before.told(before.wait)}")
    return tell(right, f"{rate * 4:.0f} hard requests a second for {min(seconds, 20)} s: {tally.told(tally.wait)}{told}; a second later: {after.told()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/dev"))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--rate", type=float, help="requests a second that it can do, instead of measuring it")
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard), hard))
    with contextlib.ExitStack() as ends:
        home = pathlib.Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="blogsearch-", ignore_cleanup_errors=True)))
        blog = Blog(home, options.build, options.posts)
        blog.index()
        searchd = Searchd(options.build / "searchd" / "searchd", home / "index", home, queue=64)
        ends.callback(searchd.process.kill)
        requests = Requests(blog)
        address = ("127.0.0.1", searchd.port)
        capacity(address, 2, requests, 4)
        watch = Watch(blog)
        ends.callback(watch.process.kill)
        changes = Changes(blog, requests.seen)
        changes.start()
        rate, tally = capacity(address, min(options.seconds, 20), requests, 16)
        changes.stop()
        tell(not tally.problems, f"{options.posts} posts, another state each second: {rate:.0f} requests a second; {tally.told()}")
        rate = options.rate or rate
        tally, kept = soak(blog, searchd, requests, rate * 0.7, options.seconds)
        kept &= nuisance(searchd, requests, rate * 0.7, options.seconds, tally)
        kept &= overload(searchd, blog, options.seconds)
        kept &= tell(watch.stop() == 0, "and indexer --watch ends well")
        searchd.process.terminate()
        ended = searchd.process.wait(timeout=30)
        kept &= tell(ended == 0, f"and searchd ends with {ended}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
