#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The git hook of docs/operations.md, as it stands there: what is pushed is found."""

import os
import re
import shutil
import subprocess

from lib import HERE, Blog, arguments, check, post, skip


def hook_of_the_docs(blog, path_to_programs):
    text = (HERE.parents[1] / "docs" / "operations.md").read_text()
    hook = re.search(r"```sh\n(#!/bin/sh\n# post-receive.*?)```", text, re.DOTALL)
    check(hook, "docs/operations.md has no hook")
    return (hook.group(1).replace("/srv/my-blog", str(blog.site)).replace("/var/lib/blogsearch", str(blog.index))
            .replace("indexer --", f"{path_to_programs} --"))


def main():
    options = arguments(__doc__)
    if not shutil.which("git"):
        skip("git is not installed")
    with Blog(options) as blog:
        blog.site.rmdir()
        work, bare = blog.home / "work", blog.home / "my-blog.git"

        def git(*command):
            done = subprocess.run(["git", "-c", "user.name=me", "-c", "user.email=me@example.org", *command], cwd=work,
                                  capture_output=True, text=True, env={**os.environ, "BLOGSEARCH_CONFIG": "", "HOME": str(blog.home)})
            check(done.returncode == 0, f"git {command}: {done.stderr}")
            return done.stderr

        def push():
            git("add", "-A")
            git("commit", "-q", "-m", "posts")
            return git("push", "-q", "origin", "main")

        work.mkdir()
        git("init", "-q", "--bare", "-b", "main", str(bare))
        hook = bare / "hooks" / "post-receive"
        hook.write_text(hook_of_the_docs(blog, blog.program("indexer")))
        hook.chmod(0o755)
        git("init", "-q", "-b", "main")
        git("remote", "add", "origin", str(bare))
        for number in range(3):
            (work / f"{number}.md").write_text(post(number))
        said = push()
        check("3 new" in said, f"the pusher is not told: {said}")
        check(blog.count("only1") == 1, "what was pushed is not found")
        (work / "1.md").rename(work / "renamed.md")
        (work / "2.md").unlink()
        (work / "bad.md").write_text("---\ntitle: a: b\n---\n")
        said = push()
        check("skipped bad.md:2" in said and "2 removed" in said, f"the pusher is not told: {said}")
        check(blog.count("only1") == 1 and blog.count("only2") == 0, "not as pushed")
        git("checkout", "-q", "-b", "draft")
        (work / "draft.md").write_text(post(9))
        git("add", "-A")
        git("commit", "-q", "-m", "draft")
        git("push", "-q", "origin", "draft")
        check(blog.count("only9") == 0, "another branch was indexed")
    print("what is pushed is found, what is taken away is gone, and the pusher reads what was skipped")


main()
