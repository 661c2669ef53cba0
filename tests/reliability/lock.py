#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two indexers at once: the second says who is at work, or waits."""

import fcntl
import os
import pathlib
import subprocess

from lib import Blog, arguments, check, stop, wait_until


class Holder:
    """This test holds the lock, as an indexer at work would."""

    def __init__(self, blog):
        self.path = (blog.index / "blog" / "lock").resolve()
        self.file = open(self.path, "r+b")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        fcntl.lockf(self.file, fcntl.LOCK_EX, 1)  # tells whose it is

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()


def has_open(process, path):
    folder = pathlib.Path(f"/proc/{process.pid}/fd")
    return any(os.path.realpath(file) == str(path) for file in folder.iterdir())


def as_it_is_then(blog):
    """Who waits indexes the site as it is when it is its turn: another may have indexed more meanwhile."""
    settings = blog.home / "settings.yaml"
    settings.write_text("site: {base_url: 'https://old.example'}")
    with Holder(blog) as holder:
        waiting = blog.start("--wait", "--config", str(settings))
        wait_until(lambda: has_open(waiting, holder.path), "--wait at the lock")
        blog.write(900, "latecomer")
        settings.write_text("site: {base_url: 'https://new.example'}")
    check(waiting.wait(timeout=60) == 0, "the one that waited failed")
    check(blog.count("latecomer") == 1, "what came while it waited is not indexed")
    check(blog.search("latecomer")[1]["hits"][0]["url"].startswith("https://new.example/"), "settings of before it waited were used")
    blog.path(900).unlink()
    blog.must_run()


def main():
    options = arguments(__doc__)
    with Blog(options, 300) as blog:
        blog.must_run()
        with Holder(blog) as holder:
            code, said = blog.run()
            check(code == 2, f"the second ended with {code}: {said}")
            check(f"another indexer is writing to {blog.index}/blog (process {os.getpid()}, since 20" in said, said)
            check("--wait" in said, said)
            blog.write(300)
            waiting = blog.start("--wait")
            wait_until(lambda: has_open(waiting, holder.path), "--wait at the lock")
            watching = blog.start("--watch", stdout=subprocess.PIPE)
            said = next((line for line in watching.stdout if "waiting for it" in line), None)
            check(said is not None, "--watch did not wait")
            check(stop(watching) == 0, "--watch cannot be ended while it waits")
            watching.stdout.close()
            check(waiting.poll() is None, "--wait did not wait")
            check(blog.count("kettle") == 300, "the lock kept nobody out")
        check(waiting.wait(timeout=60) == 0, "the one that waited failed")
        check(blog.count("kettle") == 301, "the one that waited did nothing")
        as_it_is_then(blog)
    print("the second says who has the lock and since when; --wait and --watch wait")


main()
