#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""searchd needs no right to write the index: it runs as a user who may not, sees each change, and opens nothing for writing."""

import os
import pathlib
import subprocess

from lib import Blog, Searchd, arguments, check, wait_until

NOBODY = 65534


def snapshot(folder):
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


def opened_for_writing(process, folder):
    found = []
    for link in pathlib.Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            flags = pathlib.Path(f"/proc/{process.pid}/fdinfo/{link.name}").read_text().split("flags:")[1].split()[0]
            target = os.readlink(link)
        except FileNotFoundError:  # closed meanwhile
            continue
        if int(flags, 8) & os.O_ACCMODE != os.O_RDONLY and target.startswith(str(folder)):
            found.append(target)
    return found


def may_not_read(blog, user):
    """What cannot be read is told as that, not as an index that is missing."""
    closed = [(blog.index, 0o755), (blog.index / "blog", 0o755), (blog.index / "blog" / "CURRENT", 0o644),
              (blog.generation() / "MANIFEST", 0o644)]
    for path, mode in closed:
        path.chmod(0)
        with Searchd(blog, settings="stats: {days: 0}", **user) as searchd:
            for where in ("/search?q=kettle", "/healthz"):
                status, said = searchd.get(where)
                check(status == 503 and "Permission denied" in said["error"]["message"], f"{path} closed: {where}: {status} {said}")
            asked = subprocess.run([blog.program("search"), "--index", str(blog.index), "kettle"], env=blog.environment(),
                                   capture_output=True, text=True, **user)
            check(asked.returncode == 2 and "Permission denied" in asked.stderr and "run indexer" not in asked.stderr,
                  f"{path} closed: {asked}")
            path.chmod(mode)
            wait_until(lambda: searchd.search("kettle")[0] == 200, f"{path} is open again, and not served")


def main():
    options = arguments(__doc__)
    is_root = os.geteuid() == 0
    with Blog(options, 40) as blog:
        blog.must_run()
        blog.home.chmod(0o755)  # as mkdtemp() makes it, nobody else may enter
        before = snapshot(blog.index)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root else {}
        with Searchd(blog, settings="stats: {days: 0}", **user) as searchd:
            for _ in range(50):
                for query in ("kettle", "bread river", "wintr", "har*"):
                    check(searchd.search(query)[0] == 200, f"{query} is not answered")
            check(not (found := opened_for_writing(searchd.process, blog.index)), f"opened for writing: {found}")
            check(snapshot(blog.index) == before, "searchd has changed the folder of the index")
            for turn, how in enumerate(([], ["--rebuild"], [])):
                blog.write(0, f"changed{turn}word")
                blog.must_run(*how)
                check(searchd.count(f"changed{turn}word") == 1, f"run {turn} of indexer is not noticed")
            check(not (found := opened_for_writing(searchd.process, blog.index)), f"opened for writing: {found}")
        if is_root:
            done = subprocess.run(blog.command(), user=NOBODY, group=NOBODY, extra_groups=[], env=blog.environment(),
                                  capture_output=True, text=True)
            check(done.returncode == 2, f"that user could write: {done}")
            may_not_read(blog, user)
    print(f"searchd as {'nobody' if is_root else 'this user'}: sees all that is written and opens nothing for writing")


main()
