# SPDX-License-Identifier: GPL-3.0-or-later
"""Tantivy, in process: tantivy_worker.py index SITE.json FOLDER, tantivy_worker.py serve FOLDER."""

import json
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from engines.engine import PythonWorker, fields_of, work  # noqa: E402  found by the line above

FIELDS = ["title", "headings", "text"]
BOOSTS = {"title": 10.0, "headings": 3.0}
PREFIX = {field: (True, 0, True) for field in FIELDS}
SLIP = {field: (False, 1, True) for field in FIELDS}


class Tantivy(PythonWorker):
    file = __file__


def index(site_file, folder):
    import tantivy

    builder = tantivy.SchemaBuilder().add_unsigned_field("number", stored=True)
    for field in FIELDS:
        builder.add_text_field(field, stored=True, tokenizer_name="en_stem")
    posts = json.loads(Path(site_file).read_text(encoding="utf-8"))["posts"]
    (Path(folder) / "index").mkdir()
    writer = tantivy.Index(builder.build(), path=f"{folder}/index").writer()
    for number, post in enumerate(posts):
        writer.add_document(tantivy.Document(number=number, **dict(zip(FIELDS, fields_of(post)))))
    writer.commit()
    writer.wait_merging_threads()


def load(folder):
    import tantivy

    opened = tantivy.Index.open(f"{folder}/index")
    searcher = opened.searcher()

    def attempt(query, limit, all_words, fuzzy):
        parsed, _ = opened.parse_query_lenient(query, FIELDS, BOOSTS, fuzzy, conjunction_by_default=all_words)
        found = [searcher.doc(address) for _, address in searcher.search(parsed, limit).hits]
        snippets = tantivy.SnippetGenerator.create(searcher, parsed, opened.schema, "text")
        return [document["number"][0] for document in found if snippets.snippet_from_doc(document) is not None]

    def search(query, limit, unfinished):
        """All words; where nothing is found, all words with slips, then any word. What it would take for a field's name or
        an operator in a title is left out."""
        query = re.sub(r"[^\w\s\"'.,#+-]", " ", query)
        exact = PREFIX if unfinished else {}
        for all_words, fuzzy in ((True, exact), (True, SLIP), (False, exact)):
            found = attempt(query, limit, all_words, fuzzy)
            if found:
                break
        return found

    return search


if __name__ == "__main__":
    work(index, load)
