# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite FTS5, in process: sqlite_fts5.py index SITE.json FOLDER, sqlite_fts5.py serve FOLDER."""

import json
import sqlite3
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from engines.engine import PythonWorker, fields_of, parts_of, work  # noqa: E402  found by the line above

TABLE = "CREATE VIRTUAL TABLE posts USING fts5(title, headings, text, tokenize = 'porter unicode61')"
ASK = """SELECT rowid, title, snippet(posts, 2, '<mark>', '</mark>', '…', 30) FROM posts
         WHERE posts MATCH ? ORDER BY bm25(posts, 10, 3, 1) LIMIT ?"""


class SqliteFts5(PythonWorker):
    file = __file__


def index(site_file, folder):
    posts = json.loads(Path(site_file).read_text(encoding="utf-8"))["posts"]
    (Path(folder) / "index").mkdir()
    connection = sqlite3.connect(f"{folder}/index/posts.db")
    connection.execute(TABLE)
    rows = ((number, *fields_of(post)) for number, post in enumerate(posts))
    connection.executemany("INSERT INTO posts (rowid, title, headings, text) VALUES (?, ?, ?, ?)", rows)
    connection.commit()


def quoted(part):
    """So that no word is an operator."""
    if part.startswith('"'):
        return part
    return f'"{part[:-1]}"*' if part.endswith("*") else f'"{part}"'


def load(folder):
    connection = sqlite3.connect(f"{folder}/index/posts.db")

    def search(query, limit, unfinished):
        """All words; where nothing is found, any."""
        wanted, unwanted = parts_of(query, unfinished)
        for operator in (" AND ", " OR "):
            asked = " NOT ".join([f"({operator.join(map(quoted, wanted))})", *map(quoted, unwanted)])
            found = [row[0] for row in connection.execute(ASK, (asked, limit))] if wanted else []
            if found:
                break
        return found

    return search


if __name__ == "__main__":
    work(index, load)
