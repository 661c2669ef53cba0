# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reliability tests share: a blog to break, our programs, and questions to searchd."""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
WORDS = ("kettle bread river garden winter letter window bicycle station market "
         "paper summer kitchen mountain candle harbour orchard basket lantern meadow").split()


def arguments(description, **counts):
    """--build, --seed and one number for each of `counts` (its default)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--build", default=str(HERE.parents[1] / "build" / "dev"),
                        help="the build directory (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    for name, default in counts.items():
        parser.add_argument("--" + name, type=int, default=default, help="default: %(default)s")
    options = parser.parse_args()
    random.seed(options.seed)
    check.seed = options.seed
    return options


def post(number, word="kettle"):
    """Text of a post that has its own word, `word`, and some of everybody's."""
    body = " ".join(random.choice(WORDS) for _ in range(60))
    return f"---\ntitle: Post {number}\ntags: [{WORDS[number % 20]}]\n---\n\nonly{number} {word} {body}\n"


class Blog:
    """A folder of posts and an index directory, both temporary."""

    def __init__(self, options, posts=0, index=None):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="blogsearch-"))
        self.site = self.home / "blog"
        self.site.mkdir()
        self.index = pathlib.Path(index) if index else self.home / "index"
        self.build = pathlib.Path(options.build)
        for number in range(posts):
            self.write(number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)

    def path(self, number):
        return self.site / f"{number:05}.md"

    def write(self, number, word="kettle"):
        self.path(number).write_text(post(number, word))

    def program(self, name):
        return str(self.build / name / name)

    def command(self, *more):
        return [self.program("indexer"), "--index", str(self.index), *more, str(self.site)]

    def environment(self, more=None):
        return {**os.environ, "BLOGSEARCH_CONFIG": "", **(more or {})}

    def run(self, *more, env=None, timeout=120, prefix=()):
        """One run of indexer: exit code and all it said."""
        done = subprocess.run([*prefix, *self.command(*more)], env=self.environment(env), timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def must_run(self, *more, **how):
        code, said = self.run(*more, **how)
        check(code == 0, f"indexer ended with {code}: {said}")
        return said

    def start(self, *more, env=None, stdout=subprocess.DEVNULL):
        return subprocess.Popen(self.command(*more), env=self.environment(env), stdout=stdout,
                                stderr=subprocess.STDOUT, text=True)

    def search(self, query, limit=1):
        """search --json: exit code, answer or what it said."""
        done = subprocess.run([self.program("search"), "--index", str(self.index), "--json", "--limit", str(limit), query],
                              env=self.environment(), timeout=60, capture_output=True, text=True)
        try:
            return done.returncode, json.loads(done.stdout)
        except json.JSONDecodeError:
            return done.returncode, done.stdout + done.stderr

    def count(self, query):
        code, answer = self.search(query)
        check(code in (0, 1), f"search {query} ended with {code}: {answer}")
        return answer["total"]

    def generation(self):
        site = self.index / "blog"
        return site / (site / "CURRENT").read_text().strip()


class Searchd:
    """searchd over a blog's index, on a free port; `settings`: the text of a settings file;
    `how`: as whom it runs, for Popen."""

    def __init__(self, blog, log=None, settings=None, **how):
        config = blog.home / "settings.yaml"
        config.write_text(settings or "")
        self.log = open(log or os.devnull, "w")
        read, write = os.pipe()
        self.process = subprocess.Popen([blog.program("searchd"), "--index", str(blog.index), "--listen", "127.0.0.1:0"],
                                        env=blog.environment({"BLOGSEARCH_CONFIG": str(config)} if settings else None),
                                        stdout=self.log, stderr=write, **how)
        os.close(write)
        self.said = os.fdopen(read)
        # What it says later is not read: it drops lines that nobody takes.
        listening = next((line for line in self.said if "address=" in line), None)
        check(listening, "searchd does not start")
        self.address = listening.split("address=")[1].split()[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.said.close()
        self.log.close()

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://{self.address}{path}", timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def search(self, query, **more):
        return self.get("/search?" + urllib.parse.urlencode({"q": query, **more}))

    def count(self, query):
        status, answer = self.search(query, limit=1)
        check(status == 200, f"searchd answers {status}: {answer}")
        # A loosened or corrected answer is not an answer to this query.
        return 0 if answer["missing"] or answer["corrected"] else answer["total"]

    def is_alive(self):
        return self.process.poll() is None


def check(condition, message):
    if not condition:
        sys.exit(f"FAILED (--seed {check.seed}): {message}")


check.seed = 0  # arguments() sets it


def wait_until(condition, what, seconds=20.0):
    """Waits until condition() is true; how many milliseconds it took."""
    start = time.monotonic()
    while not condition():
        check(time.monotonic() - start < seconds, f"after {seconds:.0f} s still not: {what}")
        time.sleep(0.002)
    return (time.monotonic() - start) * 1000


def skip(reason):
    """ctest shows a test that ends with 77 as skipped."""
    print(f"SKIPPED: {reason}")
    sys.exit(77)


def stop(process, how=signal.SIGTERM, seconds=20):
    process.send_signal(how)
    return process.wait(timeout=seconds)
