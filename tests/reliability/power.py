#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Power cuts: ext4 on a loop device is shut down without its log, while indexer writes."""

import fcntl
import os
import pathlib
import random
import shutil
import struct
import subprocess
import tempfile
import time

from lib import Blog, arguments, check, skip

POSTS = 120
EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def quietly(*command):
    return subprocess.run(command, capture_output=True, text=True)


def cut_power(folder):
    directory = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(directory, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
    finally:
        os.close(directory)


class Disk:
    """A file system in a file, mounted."""

    def __init__(self, home):
        self.image = home / "disk.img"
        self.folder = home / "disk"
        self.folder.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(96 * 1024 * 1024)
        made = quietly("mkfs.ext4", "-q", "-F", str(self.image))
        if made.returncode != 0:
            skip(f"mkfs.ext4: {made.stderr}")

    def mount(self):
        return quietly("mount", "-o", "loop", str(self.image), str(self.folder))

    def unmount(self):
        for _ in range(50):
            if quietly("umount", str(self.folder)).returncode == 0:
                return
            time.sleep(0.1)
        quietly("umount", "-l", str(self.folder))


def one_cut(blog, disk, turn, longest):
    """Runs until the cut; what was acknowledged before it, and what was under way."""
    acknowledged = None
    end = time.monotonic() + random.random() * longest * 2.5
    state = 0
    while True:
        word = f"cut{turn}state{state}"
        changed = range(POSTS) if (turn + state) % 3 == 0 else random.sample(range(POSTS), 4)
        for number in changed:
            blog.write(number, word)
        process = blog.start()
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        if process.poll() is None or time.monotonic() >= end:
            done = process.poll() == 0
            cut_power(disk.folder)
            process.kill()
            process.wait()
            if done:
                acknowledged = (word, len(changed))
            return acknowledged, (word, len(changed))
        check(process.returncode == 0, f"indexer ended with {process.returncode}")
        acknowledged = (word, len(changed))
        state += 1


def main():
    options = arguments(__doc__, cuts=100)
    if os.getuid() != 0:
        skip("loop devices need root")
    if not shutil.which("mkfs.ext4"):
        skip("mkfs.ext4 is not installed (package e2fsprogs)")
    with tempfile.TemporaryDirectory(prefix="blogsearch-") as home:
        disk = Disk(pathlib.Path(home))
        mounted = disk.mount()
        if mounted.returncode != 0:
            skip(f"a loop device cannot be mounted here: {mounted.stderr.strip()}")
        before = after = 0
        try:
            with Blog(options, POSTS, index=disk.folder / "index") as blog:
                start = time.monotonic()
                blog.must_run()
                longest = time.monotonic() - start
                for turn in range(options.cuts):
                    acknowledged, under_way = one_cut(blog, disk, turn, longest)
                    disk.unmount()
                    check(disk.mount().returncode == 0, "the file system cannot be mounted any more")
                    now = blog.count(under_way[0])
                    check(now in (0, under_way[1]), f"cut {turn}: {now} of {under_way} are visible")
                    if acknowledged and now == 0:
                        kept = blog.count(acknowledged[0])
                        check(kept == acknowledged[1], f"cut {turn}: {kept} of the acknowledged {acknowledged}")
                    check(acknowledged != under_way or now > 0, f"cut {turn}: what was acknowledged is lost: {under_way}")
                    before += now == 0
                    after += now > 0
                    blog.must_run()
                    check(blog.count(under_way[0]) == under_way[1], f"cut {turn}: the next run did not repair")
                    code, said = blog.run("--verify")
                    check(code == 0, said)
        finally:
            disk.unmount()
    print(f"{options.cuts} power cuts: {before} left the index as before the run, {after} as after it; none lost or corrupt")


main()
