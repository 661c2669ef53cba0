# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx 2, over its MySQL protocol. It keeps no text, so its answers have numbers only."""

import re
from xml.sax.saxutils import escape

from engines.engine import Server, all_or_any, fields_of

SETTINGS = """source posts {{
  type = xmlpipe2
  xmlpipe_command = cat {folder}/posts.xml
}}
index posts {{
  source = posts
  path = {folder}/index/posts
  dict = keywords
  morphology = stem_en
  min_prefix_len = 1
  ngram_len = 1
  ngram_chars = U+3000..U+2FA1F
}}
searchd {{
  listen = 127.0.0.1:{port}:mysql41
  pid_file = {folder}/searchd.pid
  log = {folder}/searchd.log
  binlog_path =
}}
"""
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<sphinx:docset><sphinx:schema>
<sphinx:field name="title"/><sphinx:field name="headings"/><sphinx:field name="text"/>
</sphinx:schema>
"""
WEIGHTS = "field_weights=(title=10, headings=3, text=1)"


def clean_xml(text):
    return escape(re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text))


class Sphinx(Server):
    connection = None

    def prepare(self):
        (self.folder / "index").mkdir()
        self.configure(1)
        with (self.folder / "posts.xml").open("w", encoding="utf-8") as out:
            out.write(HEAD)
            for number, post in enumerate(self.site["posts"], 1):  # 0 is no number for it
                title, headings, text = map(clean_xml, fields_of(post))
                out.write(f'<sphinx:document id="{number}"><title>{title}</title><headings>{headings}</headings>'
                          f"<text>{text}</text></sphinx:document>\n")
            out.write("</sphinx:docset>\n")

    def configure(self, port):
        (self.folder / "sphinx.conf").write_text(SETTINGS.format(folder=self.folder, port=port), encoding="utf-8")

    def index_command(self):
        return ["/usr/bin/indexer", "--config", self.folder / "sphinx.conf", "posts"]

    def serve_command(self, port):
        self.configure(port)
        return ["/usr/bin/searchd", "--config", self.folder / "sphinx.conf", "--nodetach"]

    def ask(self, query, limit, unfinished):
        return all_or_any(query, unfinished, " | ", lambda asked: self.select(asked, limit))

    def select(self, query, limit):
        with self.connected().cursor() as cursor:
            cursor.execute(f"SELECT id FROM posts WHERE MATCH(%s) LIMIT %s OPTION {WEIGHTS}", (query, limit))
            return [number - 1 for number, *_ in cursor.fetchall()]

    def connected(self):
        import pymysql

        if not self.connection:
            try:
                self.connection = pymysql.connect(host="127.0.0.1", port=self.port)
            except pymysql.err.OperationalError as error:  # as the others say that nobody listens
                raise ConnectionRefusedError(str(error)) from error
        return self.connection
