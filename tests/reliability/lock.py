#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two indexers at once: the second says who is at work, or waits."""

import signal
import time

from lib import Blog, arguments, check, stop, wait_until


def holds_lock(process):
    """Does the kernel list a lock of this process?"""
    with open("/proc/locks") as locks:
        return any(f" {process.pid} " in line for line in locks)


def main():
    options = arguments(__doc__)
    with Blog(options, 300) as blog:
        first = blog.start("--rebuild")
        wait_until(lambda: holds_lock(first), "the lock")
        first.send_signal(signal.SIGSTOP)
        code, said = blog.run()
        check(code == 2, f"the second ended with {code}: {said}")
        check(f"another indexer is writing to {blog.index}/blog (process {first.pid}, since 20" in said, said)
        check("--wait" in said, said)
        waiting = blog.start("--wait")
        time.sleep(0.5)
        check(waiting.poll() is None, "--wait did not wait")
        watching = blog.start("--watch")
        time.sleep(0.5)
        check(stop(watching) == 0, "--watch cannot be ended while it waits")
        first.send_signal(signal.SIGCONT)
        check(first.wait(timeout=60) == 0, "the first failed")
        check(waiting.wait(timeout=60) == 0, "the one that waited failed")
        held = blog.start("--rebuild")
        wait_until(lambda: holds_lock(held), "the lock")
        stop(held, signal.SIGKILL)
        blog.must_run()
        check(blog.count("kettle") == 300, "not all is indexed")
    print("the second says who has the lock and since when; --wait and --watch wait; a killed one holds nothing")


main()
