#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""indexer --watch under a searchd: what is saved is found, whatever saves it."""

import os
import shutil
import signal
import statistics
import subprocess
import time

from lib import Blog, Searchd, arguments, check, post, stop, wait_until


class Watched:
    """A blog, an indexer that watches it, a searchd over its index."""

    def __init__(self, blog, *more, env=None):
        self.blog = blog
        self.log = blog.home / "watch.log"
        self.file = open(self.log, "w")
        self.process = blog.start("--watch", *more, stdout=self.file, env=env)
        self.wait_for("watching ")
        self.searchd = Searchd(blog)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.searchd.__exit__()
        self.file.close()

    def said(self):
        return self.log.read_text()

    def wait_for(self, text, times=1):
        wait_until(lambda: self.said().count(text) >= times, f"{text!r} in {self.said()[-500:]}")

    def found(self, word, count=1, seconds=20.0):
        return wait_until(lambda: self.searchd.count(word) == count, f"{count} of {word}", seconds)


def latency(watched, times):
    taken = []
    for turn in range(times):
        time.sleep(0.15)
        watched.blog.write(turn, f"latency{turn}word")
        taken.append(watched.found(f"latency{turn}word"))
    print(f"from saving to finding, {times} saves: median {statistics.median(taken):.0f} ms, "
          f"90 % below {statistics.quantiles(taken, n=10)[8]:.0f} ms, most {max(taken):.0f} ms")


def as_vim(path, text):
    swap = path.with_name(f".{path.name}.swp")
    swap.write_text("swap")
    probe = path.with_name("4913")
    probe.write_text("")
    probe.unlink()
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()
    swap.unlink()


def as_emacs(path, text):
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("me@machine.1")
    path.with_name(f"#{path.name}#").write_text(text)
    shutil.copy(path, path.with_name(path.name + "~"))
    path.write_text(text)
    path.with_name(f"#{path.name}#").unlink()
    lock.unlink()


def as_atomic(path, text):  # VS Code, sed -i, rsync
    temporary = path.with_name(f".{path.name}.tmp123")
    temporary.write_text(text)
    temporary.replace(path)


def editors(watched):
    for number, save in enumerate((as_vim, as_emacs, as_atomic)):
        word = f"savedby{save.__name__.replace('_', '')}"
        save(watched.blog.path(number), post(number, word))
        watched.found(word)
        check(watched.searchd.count("swap") == 0, "a swap file was indexed")


def folders(watched):
    site = watched.blog.site
    new = site / "new" / "deep" / "er"
    new.mkdir(parents=True)
    (new / "a.md").write_text(post(900, "deepword"))
    watched.found("deepword")
    (site / "new").rename(site / "renamed")
    watched.found("deepword")
    wait_until(lambda: "renamed/deep/er/a" in watched.searchd.search("deepword")[1]["hits"][0]["url"], "the new URL")
    (site / "renamed" / "deep" / "er" / "b.md").write_text(post(901, "afterrename"))
    watched.found("afterrename")
    outside = watched.blog.home / "outside"
    (site / "renamed").rename(outside)
    watched.found("deepword", 0)
    outside.rename(site / "back")
    watched.found("deepword")
    shutil.rmtree(site / "back")
    watched.found("deepword", 0)


def storm(watched, files):
    """As a checkout: hundreds of files come, and hundreds go."""
    runs = watched.said().count(" found = ")
    for number in range(1000, 1000 + files):
        watched.blog.write(number, "stormword")
        if number % 50 == 0:
            time.sleep(0.01)
    watched.found("stormword", files)
    for number in range(1000, 1000 + files):
        watched.blog.path(number).unlink()
    watched.found("stormword", 0)
    runs = watched.said().count(" found = ") - runs
    check(runs < files // 10, f"{runs} runs for one storm")  # 2 or 3, unless this test itself is held up
    print(f"a storm of {2 * files} files: {runs} runs")


def overflow(watched):
    """More events than the kernel keeps while the indexer is held up."""
    limit = int(open("/proc/sys/fs/inotify/max_queued_events").read())
    if limit > 40_000:
        return print(f"overflow not tried: the kernel keeps {limit} events")
    watched.process.send_signal(signal.SIGSTOP)
    noise = watched.blog.site / "noise.md"
    for turn in range(limit // 2 + 500):  # two events of the same file in turn are not merged
        noise.write_text("x")
        noise.unlink()
    (watched.blog.site / "lost").mkdir()
    (watched.blog.site / "lost" / "a.md").write_text(post(902, "overflowword"))
    watched.process.send_signal(signal.SIGCONT)
    watched.found("overflowword")
    (watched.blog.site / "lost" / "b.md").write_text(post(903, "afteroverflow"))
    watched.found("afteroverflow")


def disappearance(watched):
    site = watched.blog.site
    away = watched.blog.home / "away"
    site.rename(away)
    watched.wait_for("is no folder")
    check(watched.searchd.count("kettle") > 0, "the index went with the folder")
    away.rename(site)
    watched.blog.write(5, "returned")
    watched.found("returned")
    # Removed, and made anew: first without a post.
    shutil.copytree(site, away)
    shutil.rmtree(site)
    site.mkdir()
    watched.wait_for("has no posts any more")
    check(watched.searchd.count("returned") == 1, "the index was emptied")
    site.rmdir()
    away.rename(site)
    watched.blog.write(6, "returnedagain")
    watched.found("returnedagain")


def bad_posts(watched):
    bad = watched.blog.site / "bad.md"
    bad.write_text("---\ntitle: a: b\n---\nx\n")
    watched.wait_for("skipped bad.md:2")
    watched.blog.write(7, "afterbad")
    watched.found("afterbad")
    check(watched.said().count("skipped bad.md:2") == 1, "a bad post is told once")
    bad.write_text("---\ntitle: good\n---\nmendedword\n")
    watched.found("mendedword")
    bad.write_text("---\ntitle: a: b\n---\nx\n")
    watched.wait_for("skipped bad.md:2", 2)
    bad.unlink()


def others(watched):
    """Somebody else writes the same index, or removes it."""
    watched.blog.write(8, "byhand")
    watched.blog.must_run("--wait")
    watched.found("byhand")
    watched.blog.must_run("--wait", "--rebuild")
    watched.blog.write(8, "afterothers")
    watched.found("afterothers")
    watched.blog.index.rename(watched.blog.home / "removed")
    watched.blog.write(8, "afterremoval")
    wait_until(lambda: watched.searchd.search("afterremoval")[1].get("total") == 1, "the index is back")


def settings(options):
    """A Jekyll site's configuration and data, and our own settings."""
    with Blog(options) as blog:
        config = blog.home / "settings.yaml"
        config.write_text("ranking:\n  title: 4\n")
        (blog.site / "_posts").mkdir()
        (blog.site / "_config.yml").write_text("title: One\npermalink: /:year/:title/\n")
        (blog.site / "_posts" / "2024-01-05-a-post.md").write_text("---\ntitle: A post\n---\nconfigword\n")
        with Watched(blog, "--config", str(config)) as watched:
            url = lambda: watched.searchd.search("configword")[1]["hits"][0]["url"]
            check(url().endswith("/2024/a-post/"), url())
            (blog.site / "_config.yml").write_text("title: One\npermalink: /blog/:title/\n")
            wait_until(lambda: url().endswith("/blog/a-post/"), "the new permalinks")
            (blog.site / "_config.yml").write_text("title: [\n")
            watched.wait_for("trying again")
            check(url().endswith("/blog/a-post/"), "a broken configuration changes nothing")
            (blog.site / "_config.yml").write_text("title: Two\npermalink: /x/:title/\n")
            wait_until(lambda: url().endswith("/x/a-post/"), "the mended configuration")
            runs = watched.said().count("1 changed")
            as_atomic(config, "ranking:\n  title: 8\n")
            wait_until(lambda: watched.said().count("1 changed") > runs, "the new settings")
            config.write_text("rankin: 3\n")
            watched.wait_for("settings.yaml:1")
            config.write_text("site:\n  base_url: https://two.example\n")
            wait_until(lambda: url().startswith("https://two.example/x/"), "the new base URL")


def releases(options):
    """The site's folder is a link that a deploy exchanges."""
    with Blog(options) as blog:
        blog.site.rmdir()
        for name in ("one", "two"):
            (blog.home / name).mkdir()
            (blog.home / name / "a.md").write_text(post(1, f"release{name}"))
        blog.site.symlink_to("one")
        with Watched(blog) as watched:
            watched.found("releaseone")
            (blog.home / "next").symlink_to("two")
            (blog.home / "next").rename(blog.site)
            watched.found("releasetwo")
            (blog.home / "two" / "b.md").write_text(post(2, "intotwo"))
            watched.found("intotwo")


def handles(process, number):
    """Does the program handle this signal already? As the kernel tells of it."""
    with open(f"/proc/{process.pid}/status") as status:
        caught = next(line for line in status if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def endings(options, times):
    """SIGTERM at any moment, also within a build: exit code 0, and the index as before or after."""
    with Blog(options, 300) as blog:
        blog.must_run()
        for turn in range(times):
            for number in range(300):
                blog.write(number, f"turn{turn}")
            process = blog.start("--watch", stdout=subprocess.PIPE)
            how = signal.SIGINT if turn % 2 else signal.SIGTERM
            wait_until(lambda: handles(process, how), "a handler of signals")
            time.sleep(0.4 * turn / times)
            code = stop(process, how)
            check(code == 0, f"ended with {code}: {process.stdout.read()}")
            process.stdout.close()
            counts = {blog.count(f"turn{turn}"), blog.count("kettle") if turn == 0 else blog.count(f"turn{turn - 1}")}
            check(counts <= {0, 300}, f"half an update is visible: {counts}")
            blog.must_run()


def main():
    options = arguments(__doc__, posts=400, saves=10, storm=600, endings=8)
    with Blog(options, options.posts) as blog, Watched(blog) as watched:
        latency(watched, options.saves)
        editors(watched)
        folders(watched)
        storm(watched, options.storm)
        overflow(watched)
        bad_posts(watched)
        disappearance(watched)
        others(watched)
        check(watched.searchd.is_alive(), "searchd ended")
        check(stop(watched.process) == 0, "SIGTERM")
        check(watched.said().endswith("stopped\n"), watched.said()[-200:])
    settings(options)
    releases(options)
    endings(options, options.endings)


main()
