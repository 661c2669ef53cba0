# SPDX-License-Identifier: GPL-3.0-or-later
"""Xapian's own Omega: omindex reads HTML pages, the CGI program answers, a process for each question."""

import os
import resource
import subprocess
from urllib.parse import urlencode

from engines.engine import Engine, write_pages

OMEGA = "/usr/lib/cgi-bin/omega/omega"
TEMPLATE = (
    "$set{flag_spelling_correction,true}$if{$cgi{PARTIAL},$set{flag_partial,true}}"
    "$httpheader{Content-Type,text/plain}$suggestion\n"
    "$hitlist{$field{url}\t$field{caption}\t$snippet{$field{sample}}\n}"
)


class Omega(Engine):
    def prepare(self):
        write_pages(self.site, self.folder / "pages")
        (self.folder / "templates").mkdir()
        (self.folder / "templates/found").write_text(TEMPLATE, encoding="utf-8")
        (self.folder / "omega.conf").write_text(
            f"database_dir {self.folder}\ntemplate_dir {self.folder}/templates\nlog_dir {self.folder}\n"
            f"cdb_dir {self.folder}\n", encoding="utf-8")

    def index_command(self):
        return ["omindex", "--spelling", "--db", self.folder / "index", "--url", "/", self.folder / "pages"]

    def start(self):
        return 0

    def search(self, query, limit, unfinished):
        """All words; where nothing is found, what it suggests, then any word."""
        begin = children_ms()
        suggestion, found = self.run(query, limit, unfinished, "and")
        if not found and suggestion:
            _, found = self.run(suggestion, limit, unfinished, "and")
        if not found:
            _, found = self.run(query, limit, unfinished, "or")
        return found, children_ms() - begin

    def peak_mb(self):
        return None

    def run(self, query, limit, unfinished, operator):
        asked = {"P": query, "DB": "index", "FMT": "found", "HITSPERPAGE": limit, "DEFAULTOP": operator}
        if unfinished:
            asked["PARTIAL"] = 1
        environment = {**os.environ, "OMEGA_CONFIG_FILE": f"{self.folder}/omega.conf", "REQUEST_METHOD": "GET",
                       "QUERY_STRING": urlencode(asked)}
        printed = subprocess.run([OMEGA], env=environment, capture_output=True, check=True).stdout
        suggestion, *hits = printed.decode(errors="replace").partition("\n\n")[2].split("\n")
        urls = [hit.partition("\t")[0] for hit in hits if hit.startswith("/")]
        return suggestion, [int(url[1:].partition(".")[0]) for url in urls]


def children_ms():
    """Processor time of all that ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000
