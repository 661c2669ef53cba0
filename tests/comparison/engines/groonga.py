# SPDX-License-Identifier: GPL-3.0-or-later
"""Groonga, over its own HTTP. Words are indexed after the posts were loaded, which is its fast way."""

import json
import urllib.request
from urllib.parse import urlencode

from engines.engine import Server, all_or_any, fields_of

SCHEMA = """table_create Posts TABLE_NO_KEY
column_create Posts number COLUMN_SCALAR UInt32
column_create Posts title COLUMN_SCALAR ShortText
column_create Posts headings COLUMN_SCALAR Text
column_create Posts text COLUMN_SCALAR Text
load --table Posts
"""
LEXICON = """table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerAuto
column_create Terms posts COLUMN_INDEX|WITH_POSITION|WITH_SECTION Posts title,headings,text
"""
COLUMNS = "scorer_tf_idf(title) * 10 || scorer_tf_idf(headings) * 3 || scorer_tf_idf(text)"


class Groonga(Server):
    def prepare(self):
        (self.folder / "index").mkdir()
        with (self.folder / "commands").open("w", encoding="utf-8") as commands:
            commands.write(SCHEMA + "[\n")
            for number, post in enumerate(self.site["posts"]):
                title, headings, text = fields_of(post)
                row = {"number": number, "title": title, "headings": headings, "text": text}
                commands.write(json.dumps(row, ensure_ascii=False) + ",\n")
            commands.write("]\n" + LEXICON)

    def index_command(self):
        return ["sh", "-c", f"groonga -n {self.folder}/index/db < {self.folder}/commands"]

    def serve_command(self, port):
        return ["groonga", "-s", "--protocol", "http", "--bind-address", "127.0.0.1", "--port", port,
                self.folder / "index/db"]

    def ask(self, query, limit, unfinished):
        return all_or_any(query, unfinished, " OR ", lambda asked: self.select(asked, limit))

    def select(self, query, limit):
        parameters = urlencode({
            "table": "Posts", "match_columns": COLUMNS, "query": query, "limit": limit,
            "sort_keys": "-_score", "output_columns": "number,title,snippet_html(text)",
        })
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/d/select?{parameters}") as answer:
            _, (rows, *_) = json.load(answer)
        return [row[0] for row in rows[2:]]
