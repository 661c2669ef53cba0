# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine is for the comparison, and what several of them share.

A site is what `measure.py titles --write` wrote: { folder, posts: [{ path, url, title, language, sections }],
queries }.
A post is known to all engines by its number in `posts`. An engine works in a folder of its own.
"""

import html
import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.append(str(HERE.parent / "bench"))  # whose `machine` measures here, too

from machine import memory_mb  # noqa: E402  found by the line above


class Engine:
    process = None  # that answers

    def __init__(self, site_file, site, folder):
        self.site_file = site_file
        self.site = site
        self.folder = folder

    def prepare(self):
        """Writes what the engine reads. Not measured."""

    def index_command(self):
        """Makes the index from that; a command, measured as a process with its children."""
        raise NotImplementedError

    def index_bytes(self):
        """On disk, where files with holes take less than their length."""
        files = [file for file in (self.folder / "index").rglob("*") if file.is_file()]
        return sum(file.stat().st_blocks * 512 for file in files)

    def start(self):
        """Until it can answer; the milliseconds of processor time of that."""
        raise NotImplementedError

    def search(self, query, limit, unfinished):
        """Numbers of posts, the best first, and the milliseconds of processor time that it took."""
        raise NotImplementedError

    def peak_mb(self):
        return memory_mb(self.process.pid, "VmHWM")

    def loads_bytes(self):
        """What a reader's browser fetches before the first answer, if anything."""
        return None

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()


class Worker(Engine):
    """An engine in a process of its own that reads queries and writes answers, with what each took: JSON, one a line."""

    def serve_command(self):
        raise NotImplementedError

    def start(self):
        self.process = subprocess.Popen([str(word) for word in self.serve_command()], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        return self.read()["ready_ms"]

    def search(self, query, limit, unfinished):
        self.process.stdin.write(json.dumps({"query": query, "limit": limit, "unfinished": unfinished}) + "\n")
        self.process.stdin.flush()
        answer = self.read()
        self.loaded = answer.get("loads_bytes")
        return answer["found"], answer["ms"]

    def loads_bytes(self):
        return self.loaded

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.serve_command()[0]} ended")
        return json.loads(line)


class PythonWorker(Worker):
    """One whose file is its program, too: see work()."""

    file = None  # in which the class stands

    def index_command(self):
        return [sys.executable, self.file, "index", self.site_file, self.folder]

    def serve_command(self):
        return [sys.executable, self.file, "serve", self.folder]


class Server(Engine):
    """An engine that listens on a port."""

    spent_ms = 0  # until the last answer

    def serve_command(self, port):
        raise NotImplementedError

    def ask(self, query, limit, unfinished):
        """Numbers of posts; raises OSError while nobody listens."""
        raise NotImplementedError

    def start(self):
        begin = time.monotonic()
        self.port = free_port()
        self.process = subprocess.Popen([str(word) for word in self.serve_command(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                self.ask("a", 1, False)
                self.spent_ms = self.thread_ms()
                return self.spent_ms
            except OSError:
                if self.process.poll() is not None or time.monotonic() - begin > 60:
                    sys.exit(f"{self.process.args[0]} does not start")
                time.sleep(0.005)

    def search(self, query, limit, unfinished):
        found = self.ask(query, limit, unfinished)
        before, self.spent_ms = self.spent_ms, self.thread_ms()
        return found, self.spent_ms - before

    def thread_ms(self):
        """On the processor, of all its threads so far."""
        stats = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(stat.read_text(encoding="ascii").split()[0]) for stat in stats) / 1e6


def work(index, load):
    """A worker's command line: index SITE.json FOLDER, or serve FOLDER."""
    if sys.argv[1] == "index":
        index(*sys.argv[2:])
    else:
        serve(lambda: load(sys.argv[2]))


def all_or_any(query, unfinished, sign, select):
    """Posts with all words; where there are none, with any. For engines with "-" and brackets; `sign` stands for OR."""
    wanted, unwanted = parts_of(query, unfinished)
    if not wanted:
        return []
    without = [f"-{part}" for part in unwanted]
    return select(" ".join(wanted + without)) or select(" ".join([f"({sign.join(wanted)})", *without]))


def serve(load):
    """The other side of Worker: `load()` gives the function that searches."""
    begin = time.process_time()
    search = load()
    print(json.dumps({"ready_ms": (time.process_time() - begin) * 1000}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        begin = time.process_time()
        found = search(asked["query"], asked["limit"], asked["unfinished"])
        print(json.dumps({"found": found, "ms": (time.process_time() - begin) * 1000}), flush=True)


def parts_of(query, unfinished):
    """What was typed for engines with the usual signs: each word, or phrase in quotes, the last one perhaps with an
    asterisk; and apart from them what must not be there. A word with signs in it is a phrase; operators are left out."""
    wanted, unwanted = [], []
    for minus, phrase, word in re.findall(r'(?<!\S)(-?)(?:"([^"]*)"|(\S+))', query):
        text = re.sub(r'[\\"*^$=<>@()|!~/\s]+', " ", phrase or word).strip()
        if re.search(r"\w", text):
            (unwanted if minus else wanted).append(text if re.fullmatch(r"\w+", text) else f'"{text}"')
    if wanted and unfinished:
        before, last = re.fullmatch(r'"?(.*?)(\w+)\W*', wanted.pop()).groups()
        wanted += [*([f'"{before}"'] if before else []), last + "*"]
    return wanted, unwanted


def fields_of(post):
    """Title, headings and text."""
    sections = post["sections"]
    headings = "\n".join(section["heading"] for section in sections if section["heading"])
    return post["title"], headings, "\n".join(section["text"] for section in sections)


def write_pages(site, folder):
    """A small HTML page for each post, named by its number, as a generator would have rendered it."""
    folder.mkdir()
    for number, post in enumerate(site["posts"]):
        body = "\n".join(section_html(section) for section in post["sections"])
        title = html.escape(post["title"])
        head = f'<meta charset="utf-8"><title>{title}</title>'
        (folder / f"{number}.html").write_text(
            f'<!doctype html><html lang="{post["language"] or "en"}"><head>{head}</head>'
            f"<body><main data-pagefind-body><h1>{title}</h1>{body}</main></body></html>", encoding="utf-8")


def section_html(section):
    heading = f"<h2>{html.escape(section['heading'])}</h2>" if section["heading"] else ""
    return heading + "\n".join(f"<p>{html.escape(line)}</p>" for line in section["text"].split("\n"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
