# SPDX-License-Identifier: GPL-3.0-or-later
"""The engines by name; each is made with (site's file, site, folder)."""

from functools import partial

from engines.blogsearch import Blogsearch
from engines.browser import Browser, Pagefind
from engines.groonga import Groonga
from engines.omega import Omega
from engines.sphinx import Sphinx
from engines.sqlite_fts5 import SqliteFts5
from engines.tantivy_worker import Tantivy

ENGINES = {
    "blogsearch": Blogsearch,
    "omega": Omega,
    "sqlite-fts5": SqliteFts5,
    "groonga": Groonga,
    "sphinx": Sphinx,
    "tantivy": Tantivy,
    "pagefind": partial(Pagefind, "pagefind", []),
    "minisearch": partial(Browser, "minisearch"),
    "flexsearch": partial(Browser, "flexsearch"),
    "lunr": partial(Browser, "lunr"),
    "pagefind-tuned": partial(Pagefind, "pagefind-tuned", ["--include-characters", "+#"]),
    "minisearch-tuned": partial(Browser, "minisearch-tuned"),
    "flexsearch-tuned": partial(Browser, "flexsearch-tuned"),
    "lunr-tuned": partial(Browser, "lunr-tuned"),
}
