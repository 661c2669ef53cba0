#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is the answer that docs/http-api.md shows the one that comes? check_docs.py SEARCH INDEX"""

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


def main():
    search, index = sys.argv[1:]
    shown = re.search(r"```json\n(\{\n.*?\n\})\n```", (DOCS / "http-api.md").read_text(encoding="utf-8"), re.DOTALL)
    command = [search, "--index", index, "--json", "--limit", "1", "homogenization"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    expected, actual = (without_what_varies(json.loads(text)) for text in (shown.group(1), printed))
    if expected != actual:
        sys.exit(f"docs/http-api.md shows\n{json.dumps(expected)}\nbut this comes\n{json.dumps(actual)}")


if __name__ == "__main__":
    main()
