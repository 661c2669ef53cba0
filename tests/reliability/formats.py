#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An index of each format that ever was: refused with a reason, built anew beside, served without a restart.

formats/N.tar.xz holds the index that the indexer of format N made of SITE. A new format adds one.
"""

import re
import tarfile

from lib import HERE, Blog, Searchd, arguments, check

SITE = {
    "one.md": "---\ntitle: A kettle of the first format\ndate: 2024-01-05\ntags: [kitchen]\n---\n"
              "## The lid\nWater boils in the old kettle.\n",
    "two.md": "---\ntitle: A lantern\n---\nLight in the garden, and a kettle beside it.\n",
}


def current_format():
    schema = (HERE.parents[1] / "common" / "schema.hpp").read_text()
    return int(re.search(r"kFormatVersion = (\d+)", schema).group(1))


def unpack(blog, archive):
    with tarfile.open(archive) as tar:
        tar.extractall(blog.index)
    for name, text in SITE.items():
        (blog.site / name).write_text(text)


def an_older_one(options, archive, version):
    with Blog(options) as blog:
        unpack(blog, archive)
        reason = f"has format {version}, this program reads {current_format()}"
        code, said = blog.search("kettle")
        check(code == 2 and reason in said and "run indexer" in said, f"search: {code}: {said}")
        code, said = blog.run("--verify")
        check(code == 2 and f"has format {version}" in said and "run indexer" in said, f"--verify: {code}: {said}")
        with Searchd(blog) as searchd:
            status, said = searchd.search("kettle")
            check(status == 503 and reason in said["error"]["message"], f"searchd: {status}: {said}")
            status, said = searchd.get("/healthz")
            check(status == 503 and reason in str(said), f"/healthz: {status}: {said}")
            old = blog.generation()
            blog.must_run()
            check(blog.generation() != old, "built in place, not beside")
            check(not old.exists(), "the old one is still there")
            check(searchd.count("kettle") == 2, "searchd does not serve the new one")
            check(searchd.get("/healthz")[1]["status"] == "ok", "still not well")
        check("1 changed" not in blog.must_run(), "the second run has something to do")


def main():
    options = arguments(__doc__)
    tried = []
    for archive in sorted((HERE / "formats").glob("*.tar.xz")):
        version = int(archive.name.split(".")[0])
        check(version < current_format(), f"{archive.name} is of the present format or a later one")
        an_older_one(options, archive, version)
        tried.append(version)
    check(tried == list(range(1, current_format())), f"formats kept: {tried}, the present one is {current_format()}")
    print(f"indexes of format {tried}: refused with a reason, built anew, served")


main()
