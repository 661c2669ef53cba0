# SPDX-License-Identifier: GPL-3.0-or-later
"""blogsearch reads the site's own sources and answers over HTTP, with the settings it comes with; but it limits nobody."""

import http.client
import json
import os
from urllib.parse import urlencode

from engines.engine import HERE, Server

BUILD = os.environ.get("BLOGSEARCH_BUILD", HERE.parents[1] / "build/bench")


class Blogsearch(Server):
    connection = None

    def prepare(self):
        settings = self.folder / "settings.yaml"  # so that none of this machine are read
        settings.write_text("server: {rate_limit: 0}\n", encoding="utf-8")
        self.options = ["--config", settings, "--index", self.folder / "index"]
        self.numbers = {post["url"]: number for number, post in enumerate(self.site["posts"])}
        self.largest = 0

    def index_command(self):
        return [f"{BUILD}/indexer/indexer", *self.options, "--site", "compared", self.site["folder"]]

    def serve_command(self, port):
        return [f"{BUILD}/searchd/searchd", *self.options, "--listen", f"127.0.0.1:{port}"]

    def ask(self, query, limit, unfinished):
        if not self.connection:
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
            connection.connect()
            self.connection = connection
        self.connection.request("GET", "/search?" + urlencode({"q": query, "limit": limit, "prefix": int(unfinished)}))
        body = self.connection.getresponse().read()
        self.largest = max(self.largest, len(body))
        return [self.numbers[hit["url"]] for hit in json.loads(body)["hits"]]

    def loads_bytes(self):
        return self.largest
