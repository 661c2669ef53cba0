# SPDX-License-Identifier: GPL-3.0-or-later
"""A blog that changes every second, and the indexer that watches it."""

import ctypes
import random
import shutil
import subprocess
import sys
import threading
import time

SYLLABLES = "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to".split()
STATE_POSTS = 20
REBUILD = 200  # each so many states comes with a whole new index
AT_FDCWD, RENAME_EXCHANGE = -100, 2


def make_words(count):
    maker = random.Random(1)
    words = {"".join(maker.choice(SYLLABLES) for _ in range(maker.randrange(2, 5))) for _ in range(count)}
    return sorted(words)


def exchange(one, other):
    """Two paths change places in one step: nobody sees half of it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(AT_FDCWD, bytes(one), AT_FDCWD, bytes(other), RENAME_EXCHANGE) != 0:
        raise OSError(ctypes.get_errno(), f"cannot exchange {one} and {other}")


class Blog:
    """Posts that stay, and a folder of a few that are all changed at once."""

    def __init__(self, home, build, posts):
        self.home, self.build = home, build
        self.site = home / "blog"
        self.site.mkdir()
        self.words = make_words(3000)
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        for number in range(posts):
            text = " ".join(self.pick(300))
            (self.site / f"post-{number:05}.md").write_text(f"---\ntitle: {' '.join(self.pick(4))}\n---\n\n{text}\n")
        self.state = 0
        self.write_state(self.site / "state")
        self.prepare()

    def pick(self, count):
        return random.choices(self.words, self.weights, k=count)

    def write_state(self, folder):
        folder.mkdir()
        for number in range(STATE_POSTS):
            (folder / f"{number:02}.md").write_text(
                f"---\ntitle: State{self.state} post {number}\n---\n\nunmistakable {' '.join(self.pick(50))}\n")

    def prepare(self):
        """The next state, not yet in the site."""
        self.state += 1
        shutil.rmtree(self.home / "next", ignore_errors=True)
        self.write_state(self.home / "next")

    def change(self):
        """Gives the site the next state; returns its name."""
        name = f"State{self.state}"
        exchange(self.home / "next", self.site / "state")
        self.prepare()
        return name

    def indexer(self, *more, **how):
        command = [self.build / "indexer" / "indexer", "--wait", "--index", self.home / "index", *more, self.site]
        return subprocess.Popen(command, text=True, **how)

    def index(self):
        if self.indexer(stdout=subprocess.DEVNULL).wait() != 0:
            sys.exit("indexer failed")


class Watch:
    """`indexer --watch`, which makes found what is saved."""

    def __init__(self, blog):
        self.log = blog.home / "watch.log"
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = blog.indexer("--watch", stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while "watching " not in self.log.read_text(encoding="utf-8"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"indexer --watch did not start: {self.log.read_text(encoding='utf-8')}")
            time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=30)


class Changes(threading.Thread):
    """Another state at each full second. A second is left out if no answer has shown the state before by then."""

    def __init__(self, blog, seen):
        super().__init__()
        self.blog, self.seen = blog, seen  # seen: by state, when the first answer with it came
        self.ended, self.made, self.left_out, self.rebuilds = threading.Event(), {}, 0, []

    def run(self):
        beat, last = time.monotonic(), None
        while not self.ended.wait(max(0.0, beat - time.monotonic())):
            beat += 1
            if last and last not in self.seen:
                self.left_out += 1
                continue
            now = time.monotonic()
            last = self.blog.change()
            self.made[last] = now
            if self.blog.state % REBUILD == 0:
                self.rebuilds.append(self.blog.indexer("--rebuild", stdout=subprocess.DEVNULL))

    def stop(self):
        self.ended.set()
        self.join()
        return [rebuild.wait() for rebuild in self.rebuilds]

    def delays(self):
        """Milliseconds from each change to the first answer that shows it, the shortest first."""
        return sorted((self.seen[state] - at) * 1000 for state, at in self.made.items() if state in self.seen)

    def told(self):
        delays = self.delays()
        if not delays:
            return "no change was seen"
        return (f"{len(self.made)} changes, {len(delays)} of them seen, half within {delays[len(delays) // 2]:.0f} ms, 99 of 100 within "
                f"{delays[int(len(delays) * 0.99)]:.0f} ms; {self.left_out} seconds left out, {len(self.rebuilds)} new indexes built meanwhile")
