#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each call to the disk fails once, and then for good: the index answers as before or after, the next run repairs."""

import errno
import pathlib
import random
import shutil

from lib import Blog, arguments, check, skip

CALLS = {
    "pwrite": [errno.EIO, errno.ENOSPC], "write": [errno.EIO, errno.ENOSPC], "fsync": [errno.EIO],
    "fdatasync": [errno.EIO], "rename": [errno.EIO, errno.ENOSPC], "open": [errno.EIO, errno.EMFILE],
    "read": [errno.EIO], "pread": [errno.EIO], "unlink": [errno.EIO], "mkdir": [errno.ENOSPC],
}
POSTS = 12


class Campaign:
    def __init__(self, blog, shim, step):
        self.blog = blog
        self.shim = shim
        self.step = step
        self.tried = self.failed = 0
        self.sound = blog.home / "sound"

    def restore(self):
        shutil.rmtree(self.blog.index, ignore_errors=True)
        shutil.copytree(self.sound, self.blog.index)

    def one(self, call, number, at, on, how):
        """False: the run never came so far."""
        self.restore()
        env = {"LD_PRELOAD": self.shim, "FAIL_CALL": call, "FAIL_AT": str(at), "FAIL_ON": str(on),
               "FAIL_ERRNO": str(number), "FAIL_BELOW": str(self.blog.index)}
        code, said = self.blog.run(*how, env=env)
        what = f"{call} {at}{' and on' if on else ''}, {errno.errorcode[number]}, indexer {' '.join(how)}"
        check(code in (0, 2), f"{what}: ended with {code}: {said}")
        fired = "fail_io: failed" in said
        self.tried += fired
        self.failed += code == 2
        now = self.blog.count("changedword")
        check(now in (0, 4), f"{what}: half an update is visible: {now}")
        check(code == 2 or now == 4, f"{what}: ended well, but nothing is visible")
        check(self.blog.count("kettle OR river OR changedword") == POSTS, f"{what}: posts are lost")
        if fired:
            self.blog.must_run()
            check(self.blog.count("changedword") == 4, f"{what}: the next run did not repair")
            code, said = self.blog.run("--verify")
            check(code == 0, f"{what}: {said}")
        return fired

    def run(self):
        for call, numbers in CALLS.items():
            for number in numbers:
                for how in ([], ["--rebuild"]):
                    on = random.randrange(2)
                    at = random.randrange(1, self.step + 1)
                    while self.one(call, number, at, on, how):
                        at += self.step


def main():
    options = arguments(__doc__, step=1)
    shim = pathlib.Path(options.build) / "tests" / "reliability" / "libfail_io.so"
    if not shim.exists():
        skip(f"{shim} was not built: not beside sanitizers")
    with Blog(options, POSTS) as blog:
        blog.must_run()
        campaign = Campaign(blog, str(shim), options.step)
        blog.index.rename(campaign.sound)
        for number in range(4):
            blog.write(number, "changedword")
        campaign.run()
    check(campaign.tried > 0, "nothing was made to fail")
    print(f"{campaign.tried} runs with a failing call, {campaign.failed} of them ended with an error: none lost or mixed anything")


if __name__ == "__main__":
    main()
