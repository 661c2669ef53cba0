#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite FTS5 beside Xapian, on the same ready text.

fts5.py index TEXTS DATABASE     TEXTS: title and text of each post, a NUL behind each; prints CPU seconds
fts5.py match DATABASE QUERIES   words only, one query a line; prints milliseconds of CPU time of each
"""

import re
import sqlite3
import statistics
import sys
import time
from pathlib import Path

TABLE = "CREATE VIRTUAL TABLE posts USING fts5(title, text, tokenize = 'porter unicode61')"
MATCH = "SELECT rowid FROM posts WHERE posts MATCH ? ORDER BY rank LIMIT 10"


def index(texts, database):
    parts = Path(texts).read_text(encoding="utf-8").split("\0")
    start = time.process_time()
    connection = sqlite3.connect(database)
    connection.execute(TABLE)
    connection.executemany("INSERT INTO posts VALUES (?, ?)", zip(parts[0::2], parts[1::2]))
    connection.commit()
    connection.close()
    print(f"{time.process_time() - start:.3f}")


def all_words(query):
    """In quotes, so that none is an operator."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", query))


def match(database, queries):
    connection = sqlite3.connect(database)
    for query in Path(queries).read_text(encoding="utf-8").splitlines():
        times = []
        for _ in range(4):
            start = time.thread_time()
            connection.execute(MATCH, (all_words(query),)).fetchall()
            times.append((time.thread_time() - start) * 1000)
        print(f"{statistics.median(times[1:]):.4f}")


def main():
    commands = {"index": index, "match": match}
    if len(sys.argv) != 4 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
