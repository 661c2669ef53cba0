#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Are the answers that docs/http-api.md shows the ones that come? check_docs.py SEARCH INDEX"""

import json
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def without_what_varies(answer):
    answer = {key: value for key, value in answer.items() if key not in ("site", "took_ms")}
    answer["hits"] = [{key: value for key, value in hit.items() if key != "score"} for hit in answer["hits"]]
    return answer


def printed(search, index, *arguments):
    command = [search, "--index", index, "--json", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    search, index = sys.argv[1:]
    docs = (DOCS / "http-api.md").read_text(encoding="utf-8")
    answer = json.loads(re.search(r"```json\n(\{\n.*?\n\})\n```", docs, re.DOTALL).group(1))
    suggestions = json.loads(re.search(r"```json\n(\[.*\])\n```", docs).group(1))
    pairs = [
        (without_what_varies(answer), without_what_varies(printed(search, index, "--limit", "1", "homogenization"))),
        (suggestions, printed(search, index, "--limit", "3", "--suggest", suggestions[0])),
    ]
    for expected, actual in pairs:
        if expected != actual:
            sys.exit(f"docs/http-api.md shows\n{json.dumps(expected)}\nbut this comes\n{json.dumps(actual)}")


if __name__ == "__main__":
    main()
