# SPDX-License-Identifier: GPL-3.0-or-later
"""A searchd of our own on a free port, for the time of a measurement."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode

from workplace import SITE

# A line in a log for each request and a limit for each client are not what is measured.
SETTINGS = "log: {requests: false}\nserver: {rate_limit: 0, workers: %d, cache_bytes: %d}\n"


class Searchd:
    def __init__(self, place, workers=0, cache_bytes=8388608, cores=None, index="index"):
        settings = place.settings("searchd.yaml", SETTINGS % (workers, cache_bytes))
        self.port = free_port()
        command = [*on_cores(cores), place.program("searchd/searchd"), *settings, "--index", place / index,
                   "--listen", f"127.0.0.1:{self.port}"]
        self.started = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in command], stderr=subprocess.DEVNULL)

    def __enter__(self):
        while True:
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
                self.connection.connect()
                return self
            except ConnectionRefusedError:
                if self.process.poll() is not None or time.monotonic() - self.started > 30:
                    sys.exit("searchd does not start")
                time.sleep(0.001)

    def __exit__(self, *_):
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def get(self, query):
        """The body of the answer to a query string."""
        self.connection.request("GET", f"/search?site={SITE}&{query}")
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"/search?{query}: {answer.status} {body[:200]!r}")
        return body

    def found(self, words):
        return json.loads(self.get(urlencode({"q": words})))["total"]


def on_cores(cores):
    """What stands before a command that may use these only."""
    return ["taskset", "-c", ",".join(map(str, cores))] if cores else []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
