#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk, a read-only one, one that is away: the index answers as before or after, the next run repairs."""

import os
import pwd
import random
import subprocess

from lib import Blog, Searchd, arguments, check, skip

POSTS = 150


def mount(*what):
    return subprocess.run(["mount", *what], capture_output=True).returncode == 0


def fill(path, leave):
    """Leaves so many bytes of the file system free."""
    ballast = path / "ballast"
    free = os.statvfs(path).f_bavail * os.statvfs(path).f_frsize
    with open(ballast, "wb") as file:
        file.write(bytes(max(0, free - leave)))
    return ballast


def full(blog, searchd, options):
    failed = 0
    for turn in range(options.times):
        changed = range(POSTS) if turn % 2 else random.sample(range(POSTS), 5)
        for number in changed:
            blog.write(number, f"turn{turn}")
        ballast = fill(blog.index, random.choice([0, 4096, 20_000, 100_000, 400_000, 1_000_000]))
        code, said = blog.run(*(["--rebuild"] if turn % 4 == 3 else []))
        check(code in (0, 2), f"turn {turn}: ended with {code}: {said}")
        check(code == 0 or "run again" in said or "No space" in said, f"not clear: {said}")
        failed += code == 2
        counts = {searchd.count(f"turn{turn}"), blog.count(f"turn{turn}")}
        check(counts <= {0, len(changed)}, f"turn {turn}: {counts} of {len(changed)} posts are visible")
        ballast.unlink()
        blog.must_run()
        counts = {searchd.count(f"turn{turn}"), blog.count(f"turn{turn}")}
        check(counts == {len(changed)}, f"turn {turn}: the next run did not repair: {counts}")
    check(failed > 0, "the disk was never full")
    print(f"{options.times} runs on a nearly full disk, {failed} of them failed: nothing lost, all mended by the next")


def read_only(blog, searchd):
    before = blog.count("kettle OR river")
    blog.write(1, "readonly")
    check(mount("-o", "remount,ro", str(blog.index)), "cannot remount")
    code, said = blog.run()
    check(code == 2 and "Read-only file system" in said, f"on a read-only disk: {code}: {said}")
    check(blog.count("kettle OR river") == before, "search on a read-only disk")
    check(searchd.count("kettle OR river") == before, "searchd on a read-only disk")
    check(mount("-o", "remount,rw", str(blog.index)), "cannot remount")
    blog.must_run()
    check(searchd.count("readonly") == 1, "not mended")


def away(blog, searchd):
    """The site's index vanishes and comes back under a running searchd."""
    aside = blog.index / ".aside"
    (blog.index / "blog").rename(aside)
    status, said = searchd.search("kettle")
    check(status == 503 and "no index" in said["error"]["message"], f"without an index: {status}: {said}")
    code, said = blog.search("kettle")
    check(code == 2 and "run indexer" in said, f"search without an index: {code}: {said}")
    aside.rename(blog.index / "blog")
    check(searchd.count("readonly") == 1, "the index is back, but not served")


def unreadable(blog):
    """For a user who may not read it."""
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chmod(blog.home, 0o755)
    os.chmod(blog.generation(), 0o700)
    done = subprocess.run([blog.program("search"), "--index", str(blog.index), "kettle"], user=nobody,
                          env=blog.environment(), capture_output=True, text=True)
    check(done.returncode == 2 and "Permission denied" in done.stderr, f"{done.returncode}: {done.stderr}")
    done = subprocess.run(blog.command(), user=nobody, env=blog.environment(), capture_output=True, text=True)
    check(done.returncode == 2 and "Permission denied" in done.stderr, f"{done.returncode}: {done.stderr}")


def main():
    options = arguments(__doc__, times=200)
    with Blog(options, POSTS) as blog:
        blog.index.mkdir()
        if os.getuid() != 0 or not mount("-t", "tmpfs", "-o", "size=6M", "none", str(blog.index)):
            skip("a small file system cannot be mounted here: this needs root")
        try:
            blog.must_run()
            with Searchd(blog) as searchd:
                full(blog, searchd, options)
                read_only(blog, searchd)
                away(blog, searchd)
                unreadable(blog)
                check(searchd.is_alive(), "searchd ended")
        finally:
            subprocess.run(["umount", "-l", str(blog.index)], check=False)


main()
