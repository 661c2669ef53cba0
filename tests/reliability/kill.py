#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 at random instants: the index answers as before or after, and the next run repairs it."""

import random
import signal
import time

from lib import Blog, Searchd, arguments, check, stop

POSTS = 200


def seen_by(blog, searchd, turn):
    """How many posts say that they are of this turn: by a running searchd, and by a new search."""
    counts = {searchd.count(f"turn{turn}"), blog.count(f"turn{turn}")}
    check(searchd.count("river OR kettle OR bread OR garden") > 0, "the site is empty")
    return counts


def main():
    options = arguments(__doc__, kills=500)
    inside = visible = 0
    with Blog(options, POSTS) as blog:
        start = time.monotonic()
        blog.must_run()
        longest = time.monotonic() - start
        with Searchd(blog) as searchd:
            for turn in range(options.kills):
                # All of the posts, which builds anew, or a few, which are changed in place.
                changed = range(POSTS) if turn % 2 else random.sample(range(POSTS), 7)
                for number in changed:
                    blog.write(number, f"turn{turn}")
                process = blog.start(*(["--rebuild"] if turn % 4 == 1 else []))
                time.sleep(random.random() * longest * (1.2 if turn % 2 else 0.3))
                killed = process.poll() is None
                stop(process, signal.SIGKILL)
                inside += killed
                counts = seen_by(blog, searchd, turn)
                check(counts <= {0, len(changed)}, f"turn {turn}: {counts} of {len(changed)} posts are visible")
                check(killed or counts == {len(changed)}, f"turn {turn}: ended, but not visible")
                visible += counts == {len(changed)}
                blog.must_run()
                check(seen_by(blog, searchd, turn) == {len(changed)}, f"turn {turn}: the next run did not repair")
                if turn % 10 == 0:
                    code, said = blog.run("--verify")
                    check(code == 0, said)
            check(searchd.is_alive(), "searchd ended")
        blog.must_run()
        left = {path.name for path in (blog.index / "blog").iterdir()}
        check(left <= {"CURRENT", "lock", "seen", blog.generation().name}, f"left behind: {left}")
    check(inside > 0, "no kill came before the end of a run")
    print(f"{options.kills} kills, {inside} of them inside a run, {visible} after its end: "
          "none lost a post or showed half an update")


main()
