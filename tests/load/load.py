#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What searchd promises under load, tried on a searchd of its own: load.py SEARCHD INDEX [--seconds N]

Idle and slow clients delay nobody; whatever is sent, memory stays bounded; more than it can do is refused at
once, and what is taken is answered; after a while of all kinds of requests it has as much memory and as many
descriptors as before. Prints a line for each, and exits with 1 if one is broken.
"""

import argparse
import contextlib
import random
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

WORDS = "the of and a search blog how to write new post water first year test news code release".split()


class Searchd:
    """One on a free port; with room for few in its queue, so that it comes to refuse."""

    def __init__(self, program, index, folder, queue=16):
        settings = Path(folder) / "settings.yaml"
        settings.write_text(
            f"server: {{listen: '127.0.0.1:0', queue: {queue}}}\nlog: {{requests: false}}\nstats: {{days: 0}}\n",
            encoding="utf-8",
        )
        command = [program, "--config", str(settings), "--index", index]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            found = re.search(r"listening address=127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        else:
            sys.exit("searchd did not start")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port))
        connection.settimeout(30)
        return connection

    def status(self, key):
        """A line of /proc/PID/status, in bytes."""
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(rf"^{key}:\s+(\d+) kB", text, re.MULTILINE).group(1)) * 1024

    def descriptors(self):
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


def get(target, headers=""):
    return f"GET {target} HTTP/1.1\r\nHost: a\r\n{headers}\r\n".encode()


def read_answer(connection):
    """The status; 0 where the connection ended before an answer was whole."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return 0
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    missing = (int(length.group(1)) if length else 0) - len(body)
    while missing > 0:
        part = connection.recv(65536)
        if not part:
            return 0
        missing -= len(part)
    return int(head[9:12])


def ask(searchd, target):
    """Status and seconds, on a new connection."""
    begin = time.monotonic()
    with contextlib.closing(searchd.connect()) as connection:
        connection.sendall(get(target, "Connection: close\r\n"))
        return read_answer(connection), time.monotonic() - begin


def idle_and_slow(searchd, _seconds):
    crowd = []
    for number in range(2000):
        connection = searchd.connect()
        if number % 2:
            connection.sendall(b"G")
        crowd.append(connection)
    times = [ask(searchd, "/healthz")[1] * 1000 for _ in range(100)]
    for connection in crowd:
        connection.close()
    median, worst = statistics.median(times), sorted(times)[98]
    return median < 50, f"2000 idle and slow clients: a new one waits {median:.1f} ms, 99 of 100 {worst:.1f} ms"


def bombs():
    much = b"x" * 4_000_000
    post = b"POST /search HTTP/1.1\r\nHost: a\r\n"
    line = get("/search?q=water")[:-2]
    return [
        b"GET /" + much,
        line + b"X: " + much,
        line + b"X: y\r\n" * 500_000,
        post + b"Transfer-Encoding: chunked\r\n\r\n400000\r\n" + much,
        post + b"Content-Length: 1000000000\r\n\r\n" + much,
        post + b"Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n" + much,
        post + b"Content-Length: 65536\r\n\r\n" + much[:65000],
        get("/search?" + "a&" * 4000),
        get("/search?limit=100&q=" + "%28a+OR+" * 1000),
        get("/search?q=water", "Range: bytes=0-" + ",0-" * 1300 + "\r\n"),
        get("/search?limit=100") * 5000,
    ]


def bounded_memory(searchd, _seconds):
    crowd = []
    for _ in range(50):
        for bomb in bombs():
            connection = searchd.connect()
            connection.setblocking(False)
            with contextlib.suppress(OSError):
                while bomb:
                    bomb = bomb[connection.send(bomb) :]
            crowd.append(connection)
    statuses = {ask(searchd, "/healthz")[0]}  # 503 perhaps: some of these do search, as fast as they may
    for connection in crowd:
        connection.close()
    time.sleep(2)
    statuses.add(ask(searchd, "/healthz")[0])
    peak = searchd.status("VmHWM") / 1e6
    return statuses <= {200, 503} and 200 in statuses and peak < 256, f"whatever is sent: {peak:.0f} MB at most"


def overload(searchd, seconds):
    """Many more clients than workers, all asking at once."""
    counts, times, lock, end = {}, [], threading.Lock(), time.monotonic() + seconds

    def client():
        while time.monotonic() < end:
            query = "+".join(random.sample(WORDS, 8)) + f"+{random.random()}"
            try:
                status, took = ask(searchd, f"/search?q={query}")
            except OSError:
                status, took = 0, 0
            with lock:
                counts[status] = counts.get(status, 0) + 1
                if status == 200:
                    times.append(took * 1000)

    threads = [threading.Thread(target=client) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status, after = ask(searchd, "/healthz")
    right = set(counts) <= {200, 503} and status == 200 and after < 1
    slow = sorted(times)[int(len(times) * 0.99)] if times else 0
    told = ", ".join(f"{count} x {code}" for code, count in sorted(counts.items()))
    return right, f"64 clients at once: {told}; 99 of 100 of the answered within {slow:.0f} ms, healthy {after * 1000:.0f} ms later"


def no_leak(searchd, seconds):
    def some(count):
        for _ in range(count):
            word = random.choice(WORDS)
            with contextlib.closing(searchd.connect()) as connection:
                connection.sendall(
                    random.choice(
                        [
                            get(f"/search?q={word}"),
                            get(f"/suggest?q={word[:2]}", "Accept-Encoding: gzip\r\n"),
                            get("/nothing"),
                            b"rubbish\r\n\r\n",
                            b"GET /sea",
                            get("/metrics"),
                        ]
                    )
                )
                if random.random() < 0.7:
                    connection.shutdown(socket.SHUT_WR)
                    with contextlib.suppress(OSError):
                        read_answer(connection)

    some(2000)  # what is kept is there then
    time.sleep(1)
    memory, descriptors = searchd.status("VmRSS"), searchd.descriptors()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        some(500)
    time.sleep(1)
    more = searchd.status("VmRSS") / memory - 1
    now = searchd.descriptors()
    return more < 0.05 and now <= descriptors + 2, (
        f"after {seconds} s of all kinds of requests: {more * 100:+.1f} % memory, {descriptors} -> {now} descriptors"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("searchd")
    parser.add_argument("index")
    parser.add_argument("--seconds", type=int, default=30, help="for each of the two that take their time")
    arguments = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard), hard))
    kept = True
    for promise in (idle_and_slow, overload, no_leak, bounded_memory):
        with tempfile.TemporaryDirectory() as folder:
            searchd = Searchd(arguments.searchd, arguments.index, folder)
            try:
                right, told = promise(searchd, arguments.seconds)
            finally:
                searchd.process.terminate()
                ended = searchd.process.wait(timeout=30)
            kept = kept and right and ended == 0
            print("ok    " if right and ended == 0 else "BROKEN", told, flush=True)
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
