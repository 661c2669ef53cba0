#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the built programs on one site and prints one JSON object; README.md says what each figure is."""

import argparse
import http.client
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = "bench"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site_dir", type=Path)
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench", help="folder of the built programs")
    parser.add_argument("--queries", type=int, default=500, help="how many queries are made from titles")
    parser.add_argument("--runs", type=int, default=1, help="how often the site is indexed anew; medians are printed")
    return parser.parse_args()


def run(command):
    """Runs a program to its end; its wall and CPU seconds and its peak memory. Ends us if it fails."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return {
        "seconds": round(time.monotonic() - start, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "peak_mb": round(usage.ru_maxrss / 1024, 1),
    }


def medians(measured):
    return {key: statistics.median(m[key] for m in measured) for key in measured[0]}


def folder_bytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def queries_from(titles, count):
    """One to four neighbouring words of a title; the same ones for the same titles."""
    chance = random.Random(2024)
    words = [found for found in (re.findall(r"\w[\w'’.+#-]*", title) for title in sorted(titles)) if found]
    queries = []
    for _ in range(count if words else 0):
        title = chance.choice(words)
        length = min(chance.randint(1, 4), len(title))
        begin = chance.randint(0, len(title) - length)
        queries.append(" ".join(title[begin : begin + length]))
    return queries


def index(args, folder, posts):
    indexer = [args.build / "indexer/indexer", "--site", SITE]
    full = []
    for number in range(args.runs):
        full.append(run([*indexer, "--index", folder / f"index{number}", args.site_dir]))
    measured = medians(full)
    measured["posts_per_second"] = round(len(posts) / measured["seconds"], 1)
    return measured, run([*indexer, "--index", folder / "index0", args.site_dir])


def in_process(args, folder, queries):
    file = folder / "queries.txt"
    file.write_text("".join(query + "\n" for query in queries))
    tool = args.build / "tests/bench/bench_query"
    printed = subprocess.run(
        [tool, "--index", folder / "index0", "--site", SITE, file], check=True, capture_output=True, text=True
    )
    return json.loads(printed.stdout)


def listening_port(process):
    """searchd was told port 0; which one it got, from its sockets."""
    inodes = {link[8:-1] for link in open_files(process.pid) if link.startswith("socket:[")}
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in inodes:
            return int(fields[1].split(":")[1], 16)
    return None


def open_files(pid):
    folder = f"/proc/{pid}/fd"
    for name in os.listdir(folder):
        try:
            yield os.readlink(f"{folder}/{name}")
        except OSError:
            pass  # closed meanwhile


def start_searchd(args, folder):
    command = [args.build / "searchd/searchd", "--index", folder / "index0", "--listen", "127.0.0.1:0"]
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        port = listening_port(process)
        if port:
            return process, port, time.monotonic() - start
        time.sleep(0.002)
    sys.exit("searchd does not start")


def percentiles(times):
    ordered = sorted(times)
    return {
        "p50_ms": round(ordered[len(ordered) // 2], 3),
        "p99_ms": round(ordered[int(0.99 * (len(ordered) - 1))], 3),
        "max_ms": round(ordered[-1], 3),
    }


def ask(connection, path):
    start = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    return (time.monotonic() - start) * 1000


def memory_mb(pid, line):
    found = re.search(rf"^{line}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    return round(int(found.group(1)) / 1024, 1)


def over_http(args, folder, queries):
    process, port, ready = start_searchd(args, folder)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        path = f"/search?site={SITE}&q="
        for query in queries:
            ask(connection, path + urllib.parse.quote(query))
        times = [ask(connection, path + urllib.parse.quote(query)) for query in queries]
        floor = [ask(connection, "/healthz") for _ in range(200)]
        return {
            "ready_seconds": round(ready, 3),
            **percentiles(times),
            "healthz_p50_ms": percentiles(floor)["p50_ms"],
            "peak_mb": memory_mb(process.pid, "VmHWM"),
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def main():
    args = arguments()
    listed = subprocess.run(
        [args.build / "tests/bench/list_posts", args.site_dir], check=True, capture_output=True, text=True
    )
    posts = [json.loads(line) for line in listed.stdout.splitlines()]
    text_bytes = sum(post["text_bytes"] for post in posts)
    queries = queries_from({post["title"] for post in posts}, args.queries)
    if not queries:
        sys.exit(f"no posts with titles in {args.site_dir}")
    with tempfile.TemporaryDirectory(prefix="blogsearch-bench-") as name:
        folder = Path(name)
        full, unchanged = index(args, folder, posts)
        index_bytes = folder_bytes(folder / "index0")
        result = {
            "site": args.site_dir.resolve().name,
            "posts": len(posts),
            "text_bytes": text_bytes,
            "index_full": full,
            "index_unchanged": unchanged,
            "index_bytes": index_bytes,
            "index_per_text": round(index_bytes / max(text_bytes, 1), 2),
            "query_in_process": in_process(args, folder, queries),
            "query_http": over_http(args, folder, queries),
        }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
