# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines whose index a reader's browser loads: node runs their own code, ../browser.mjs."""

from collections import Counter

from engines.engine import HERE, Worker, write_pages


class Browser(Worker):
    def __init__(self, name, *rest):
        super().__init__(*rest)
        self.name = name

    def prepare(self):
        (self.folder / "index").mkdir()

    def command(self, what):
        node = ["node", "--max-old-space-size=12000"]
        return [*node, HERE / "browser.mjs", what, self.name, self.site_file, self.folder]

    def index_command(self):
        return self.command("index")

    def serve_command(self):
        return self.command("serve")


class Pagefind(Browser):
    """Its own program indexes pages as a generator would have rendered them."""

    def __init__(self, name, options, *rest):
        super().__init__(name, *rest)
        self.options = options

    def prepare(self):
        write_pages(self.site, self.folder / "pages")

    def index_command(self):
        languages = Counter(post["language"] for post in self.site["posts"])
        language = languages.most_common(1)[0][0] or "en"
        folders = ["--site", self.folder / "pages", "--output-path", self.folder / "index"]
        return [HERE / "node_modules/.bin/pagefind", *folders, "--force-language", language, *self.options]
