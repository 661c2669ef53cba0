#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flipped bits, cut-off, zeroed and missing files: never a crash, never a wrong answer; indexer mends it."""

import collections
import random
import shutil

from lib import Blog, Searchd, arguments, check

QUERIES = ["kettle", "only3", '"kettle river" OR bread', "tag:bread", "*", "wintr", "har*"]


def answers(blog, queries):
    found = []
    for query in queries:
        code, answer = blog.search(query, limit=5)
        if isinstance(answer, dict):
            answer.pop("took_ms")
        found.append((code, answer))
    return found


def damage(path):
    content = bytearray(path.read_bytes())
    how = random.choice(["flip"] * 6 + ["cut", "zero", "gone", "longer"])
    if how == "flip" and content:
        bit = random.randrange(len(content) * 8)
        content[bit // 8] ^= 1 << bit % 8
    elif how == "cut":
        del content[random.randrange(len(content) + 1):]
    elif how == "zero" and content:
        at = random.randrange(len(content))
        content[at:at + 512] = bytes(len(content[at:at + 512]))
    elif how == "longer":
        content += random.randbytes(1 + random.randrange(9000))
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(content)
    return f"{how} {path.name}"


def main():
    options = arguments(__doc__, flips=3000)
    outcomes = collections.Counter()
    with Blog(options, 40) as blog:
        blog.must_run()
        for number in (3, 5, 7):  # so that it was changed in place, too
            blog.write(number, "harbourside")
        blog.must_run()
        right = dict(zip(QUERIES, answers(blog, QUERIES)))
        check(all(code == 0 for code, _ in right.values()), f"the queries find nothing: {right}")
        sound = blog.home / "sound"
        blog.index.rename(sound)
        for turn in range(options.flips):
            shutil.rmtree(blog.index, ignore_errors=True)
            shutil.copytree(sound, blog.index)
            files = [path for path in blog.index.rglob("*") if path.is_file()]
            what = f"turn {turn}, {damage(random.choice(files))}"
            query = random.choice(QUERIES)
            (code, answer), = answers(blog, [query])
            is_right = (code, answer) == right[query]
            refused = code == 2 and isinstance(answer, str) and "run indexer" in answer
            check(is_right or refused, f"{what}: {query} gives {code}: {answer}")
            outcomes["right answers" if is_right else "refused with a reason"] += 1
            if turn % 10 == 0:
                with Searchd(blog) as searchd:
                    status, said = searchd.search(query, limit=5)
                    check(status == (200 if is_right else 503) or (status == 400 and not is_right), f"{what}: searchd answers {status}: {said}")
                    if turn % 20 == 0:
                        blog.must_run()  # mends it under the running searchd
                        check(searchd.count("kettle") == right["kettle"][1]["total"], f"{what}: searchd does not see the mended index")
                    check(searchd.is_alive(), f"{what}: searchd ended")
            if turn % 5 == 0:
                code, said = blog.run("--verify")
                check(code == (0 if is_right or turn % 20 == 0 else 2), f"{what}: --verify ends with {code}: {said}")
                check(code == 0 or "run indexer" in said, said)
                blog.must_run()
                check(answers(blog, [query]) == [right[query]], f"{what}: not mended")
                code, said = blog.run("--verify")
                check(code == 0, f"{what}: mended, but {said}")
    print(f"{options.flips} damaged indexes: " + ", ".join(f"{count} {what}" for what, count in outcomes.items()))


main()
