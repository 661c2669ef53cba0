#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run without changes writes nothing, and reads no post."""

import pathlib
import resource
import time

from lib import Blog, arguments, check


def traces(folder):
    """All that a write would leave behind: of every file and of every folder."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.stat()
        found[str(path)] = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def reads_none(blog, shim):
    """With a disk from which no post can be read."""
    env = {"LD_PRELOAD": str(shim), "FAIL_CALL": "read", "FAIL_AT": "1", "FAIL_ON": "1", "FAIL_ERRNO": "5", "FAIL_BELOW": str(blog.site)}
    check("fail_io: failed" not in blog.must_run(env=env), "a post was read")
    blog.write(1)
    check("fail_io: failed" in blog.must_run(env=env), "this test sees no reading")


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main():
    options = arguments(__doc__, posts=2000)
    with Blog(options, options.posts) as blog:
        blog.site.joinpath("draft.md").write_text("---\ndraft: true\n---\nx\n")
        time.sleep(2.1)  # what was written just now is not trusted
        blog.must_run()
        before = traces(blog.index)
        start = processor_seconds()
        said = blog.must_run()
        took = processor_seconds() - start
        check(f"{options.posts} unchanged + 1 hidden" in said, said)
        check(traces(blog.index) == before, "something was written")
        # The hidden one is known by its hash, too.
        shim = pathlib.Path(options.build) / "tests" / "reliability" / "libfail_io.so"
        if shim.exists():  # not beside sanitizers
            reads_none(blog, shim)
    print(f"a run over {options.posts} unchanged posts: {took * 1000:.0f} ms of processor time, nothing written, nothing read")


main()
