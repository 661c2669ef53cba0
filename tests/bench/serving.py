# SPDX-License-Identifier: GPL-3.0-or-later
"""What HTTP costs: searchd without and with its cache, beside cpp-httplib alone. wrk asks."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager

import queries
from machine import cpu_seconds, memory_mb, output
from searchd import Searchd, on_cores
from workplace import HERE, SITE

SECONDS = 4
QUERIES_FOR_MEMORY = 10_000


def wrk(port, pid, targets, connections, cores=None, encoding=""):
    """Requests a second, and requests for each second of the server's CPU time. `encoding`: what is taken beside plain text."""
    command = [*on_cores(cores), "wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", f"{HERE}/wrk_report.lua",
               f"http://127.0.0.1:{port}/"]
    before = cpu_seconds(pid)
    printed = output(command, env={**os.environ, "TARGETS": str(targets), "ENCODING": encoding})
    spent = cpu_seconds(pid) - before
    report = json.loads(printed.partition("report ")[2])
    if report["failed"]:
        sys.exit(f"wrk: {report['failed']} of {report['requests']} requests failed")
    return report["requests"] / report["seconds"], report["requests"] / spent


def targets(place, name, lines):
    place.write(name, "".join(f"/search?site={SITE}&{line}\n" for line in lines))
    return place / name


def uncached(place):
    """All of searchd on one core, wrk on the other."""
    cores = sorted(os.sched_getaffinity(0))
    lines = (place / "plain").read_text(encoding="utf-8").splitlines()
    with Searchd(place, workers=1, cache_bytes=0, cores=cores[:1]) as searchd:
        searchd.get(lines[0])
        rate, per_cpu = wrk(searchd.port, searchd.process.pid, targets(place, "targets", lines), 8, cores[1:])
    return {"uncached.per_s": rate, "uncached.per_cpu_s": per_cpu}


def cached(place, answer_bytes):
    """One answer again and again, and a constant as long as it: the server on one core, wrk on the other."""
    cores = sorted(os.sched_getaffinity(0))
    lines = (place / "plain").read_text(encoding="utf-8").splitlines()
    with Searchd(place, cores=cores[:1]) as searchd:
        line = min(lines, key=lambda query: abs(len(searchd.get(query)) - answer_bytes))
        size = len(searchd.get(line))
        asked = targets(place, "targets", [line])
        ours = wrk(searchd.port, searchd.process.pid, asked, 64, cores[1:])
        packed = wrk(searchd.port, searchd.process.pid, asked, 64, cores[1:], "gzip")
    with raw_http(place, size, cores[:1]) as (port, pid):
        theirs = wrk(port, pid, asked, 64, cores[1:])
    return {
        "cached.per_s": ours[0],
        "cached.per_cpu_s": ours[1],
        "cached.answer_bytes": size,
        "gzipped.per_s": packed[0],
        "gzipped.per_cpu_s": packed[1],
        "httplib.per_s": theirs[0],
        "httplib.per_cpu_s": theirs[1],
    }


@contextmanager
def raw_http(place, size, cores):
    command = [*on_cores(cores), str(place.program("tests/bench/raw_http")), "--bytes", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline()), process.pid
        finally:
            process.kill()


def start(place):
    """From nothing to the first answer to a search, on files that the system has in memory."""
    line = (place / "plain").read_text(encoding="utf-8").splitlines()[0]
    with Searchd(place) as searchd:
        ready = time.monotonic() - searchd.started
        searchd.get(line)
        answered = time.monotonic() - searchd.started
    return {"start.listening_ms": ready * 1000, "start.answered_ms": answered * 1000}


def memory(place):
    asked = queries.plain(place.posts, QUERIES_FOR_MEMORY, seed=2026)
    with Searchd(place) as searchd:
        for words in asked:
            searchd.get(queries.search(words))
        pid = searchd.process.pid
        return {"memory.rss_mb": memory_mb(pid, "VmRSS"), "memory.peak_mb": memory_mb(pid, "VmHWM")}
