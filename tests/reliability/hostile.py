#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Posts and queries meant to harm: huge, endless, or full of markup, through the real programs."""

import json
import os
import re
import resource
import time
import urllib.parse

from lib import Blog, Searchd, arguments, check

MARKUP = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "<svg/onload=alert(1)>",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "</title><script>alert(1)</script>", "<mark>forged</mark>",
    "&lt;b&gt; &#60;i&#62;", "{{constructor.constructor('alert(1)')()}}", "a\r\nSet-Cookie: x=1", "\x1b[31mred\x1b[0m",
    "\u202egnp.exe", "\u2028line", "%0d%0aX: y", "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "\\..\\..\\x", "a\tb\u0000c",
    "<!--", "]]>", "<plaintext>", "${jndi:ldap://x/}", "`id`", "$(id)", "; DROP TABLE posts;--",
]
# What makes a careless pattern run for ever, and a careless query grow.
PATTERNS = [
    "a" * 4000 + "!", "(" * 2000 + "a" + ")" * 2000, "-" * 3000, '"' * 3001, "a*" * 1000, "a OR " * 800, "\\" * 3000, " " * 4000 + "a",
    "title:" * 600, "((a*)*)*" * 300, "é" * 1800, "中" * 1300, "a.b" * 1300, "a:" * 1500, "date:" + "9" * 3000, "0x" + "f" * 3000,
    "\U0001F600" * 1000, "a\u0300" * 1300, "-(" * 1500, "x" * 100_000, "AND " * 900, "a-b" * 1300, "'" * 3000, "a@" * 1800,
]


HUGE = ["fifty-megabytes.md", "sparse.md", "seven.md", "letters.md", "one-line.md"]


def quoted(text):
    return json.dumps(text)  # JSON is YAML


def write_markup(blog):
    for number, text in enumerate(MARKUP):
        (blog.site / f"markup{number}.md").write_text(
            "---\n" + "".join(f"{key}: {quoted(text)}\n" for key in ("title", "description", "author", "permalink", "lang", "image"))
            + f"tags: [{quoted(text)}]\ncategories: [{quoted(text)}]\naliases: [{quoted(text)}]\n---\n\n## {text}\n\nmarkupword {text}\n",
            errors="surrogatepass")


def write_huge(blog):
    big = blog.site / "fifty-megabytes.md"
    big.write_text("---\ntitle: Big\n---\n" + "many words of a big post\n" * 2_100_000)
    with open(blog.site / "sparse.md", "wb") as sparse:
        sparse.truncate(2 * 1024 ** 3)
    (blog.site / "seven.md").write_text("---\ntitle: Seven\n---\nsevenword " + "some words of it\n" * 430_000)
    (blog.site / "tags.md").write_text(
        "---\ntitle: Tags\ntags: [" + ", ".join(f"tag{number}" for number in range(10_000)) + "]\n---\nmanytags\n")
    (blog.site / "letters.md").write_text("---\ntitle: Letters\n---\n" + "a " * 1_000_000 + "lastletter\n")
    (blog.site / "long.md").write_text(
        f"---\ntitle: Long {'t' * 300}\ntags: [{'g' * 300}, {'é' * 300}]\nauthor: {'w' * 300}\npermalink: /{'u' * 300}/\n---\n"
        f"# {'h' * 300}\n{'b' * 300} {'中' * 300} longwords\n")
    (blog.site / ("n" * 240 + ".md")).write_text("---\ntitle: Name\n---\nlongname\n")
    (blog.site / "control\x1b[31m\nname.md").write_text("---\ntitle: [\n---\nx\n")
    (blog.site / "one-line.md").write_text("---\ntitle: One\n---\n" + "x" * 3_000_000 + " oneline\n")
    (blog.site / "deep.md").write_text("---\ntitle: Deep\n---\n" + "> " * 50_000 + "deepquote\n" + "![[]()" * 20_000 + "\n")


def check_hits(answer, what):
    for hit in answer["hits"]:
        for key in ("title_html", "snippet_html"):
            plain = re.sub(r"<mark>[^<>]*</mark>", "", hit[key])
            check("<" not in plain and ">" not in plain, f"{what}: markup in {key}: {hit[key]}")
        check(re.match(r"(https?:)?/", hit["url"]), f"{what}: a link that acts: {hit['url']}")
        check(not re.search(r"[\x00-\x1f\x7f]", json.dumps(hit, ensure_ascii=False)), f"{what}: control characters: {hit}")


def cpu_ms(searchd):
    """Of the process so far: the clock on the wall says little on a busy machine."""
    fields = open(f"/proc/{searchd.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def ask(searchd, query, what, limit_ms=300):
    start = cpu_ms(searchd)
    status, answer = searchd.search(query, limit=100)
    took = cpu_ms(searchd) - start
    check(status in (200, 400, 414, 431), f"{what}: {status}: {answer}")
    check(took < limit_ms, f"{what}: {took:.0f} ms of processor time")
    if status == 200:
        check_hits(answer, what)
    return status, answer, took


def main():
    options = arguments(__doc__)
    with Blog(options, 20) as blog:
        write_markup(blog)
        write_huge(blog)
        start = time.monotonic()
        code, said = blog.run()
        seconds = time.monotonic() - start
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        check(code == 0, f"indexer ended with {code}: {said}")
        check("fifty-megabytes.md: 50 MiB large" in said and "sparse.md: 2048 MiB large" in said, said)
        check("\x1b" not in said and all(line.strip() for line in said.splitlines()), f"control characters are said: {said!r}")
        with Searchd(blog) as searchd:
            for word, title in (("sevenword", "Seven"), ("manytags", "Tags"), ("tag:tag9999", "Tags"), ("lastletter", "Letters"),
                                ("longwords", "Long"), ("longname", "Name"), ("oneline", "One"), ("deepquote", "Deep")):
                _, answer, _ = ask(searchd, word, word, 1500)  # to show a passage it reads the whole post
                check(answer["hits"] and answer["hits"][0]["title"].startswith(title), f"{word} does not find {title}")
            for path in HUGE:  # what follows asks for much of what they have
                (blog.site / path).unlink()
            blog.must_run()
            status, answer, _ = ask(searchd, "markupword", "markupword")
            check(answer["total"] == len(MARKUP), f"{answer['total']} of {len(MARKUP)} posts of markup are found")
            slowest = 0
            for text in MARKUP + PATTERNS + [a + b for a in MARKUP[:4] for b in PATTERNS[:4]]:
                _, _, took = ask(searchd, text, repr(text[:40]))
                slowest = max(slowest, took)
                status, _ = searchd.get("/suggest?" + urllib.parse.urlencode({"q": text[:3000]}))
                check(status in (200, 400, 414), f"/suggest of {text[:40]!r}: {status}")
            check(searchd.is_alive(), "searchd ended")
            peak = int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{searchd.process.pid}/status").read()).group(1)) // 1024
            check(peak < 256, f"searchd took {peak} MB")
    print(f"indexed in {seconds:.1f} s with at most {memory} MB; {len(MARKUP) + len(PATTERNS)} strings asked, "
          f"the slowest {slowest:.0f} ms of processor time, "
          f"searchd at most {peak} MB: no markup, no control character, no failed answer")


main()
