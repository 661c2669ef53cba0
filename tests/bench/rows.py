# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wanted, a row each: a figure, or how many times a baseline of the same run it is."""

from dataclasses import dataclass


@dataclass
class Row:
    name: str
    figure: str
    baseline: str | None = None
    at_most: float | None = None
    at_least: float | None = None
    unit: str = ""

    def value(self, figures):
        """None where it was not measured."""
        if self.figure not in figures or (self.baseline and self.baseline not in figures):
            return None
        return figures[self.figure] / figures[self.baseline] if self.baseline else figures[self.figure]

    def verdict(self, value):
        """Empty where the row only shows how things stand."""
        too_much = self.at_most is not None and value > self.at_most
        too_little = self.at_least is not None and value < self.at_least
        if self.at_most is None and self.at_least is None:
            return ""
        return "NOT REACHED" if too_much or too_little else "reached"

    def wanted(self):
        unit = "times" if self.baseline else self.unit
        bounds = {"at most": self.at_most, "at least": self.at_least}
        return "".join(f"{name} {bound:g} {unit}" for name, bound in bounds.items() if bound is not None)


ROWS = [
    Row("full index, CPU", "index.cpu_s", "xapian.index_cpu_s", at_most=0.75, unit="s"),
    Row("full index, CPU, beside SQLite FTS5", "index.cpu_s", "fts5.index_cpu_s", unit="s"),
    Row("full index, wall", "index.wall_s", "xapian.index_wall_s", at_most=0.4, unit="s"),
    Row("full index, peak memory", "index.peak_mb", at_most=250, unit="MB"),
    Row("index, bytes for each byte of text", "index.bytes", "text_bytes", at_most=2.2, unit="bytes"),
    Row("nothing to do", "unchanged.wall_s", at_most=0.3, unit="s"),
    Row("one page changed, to visible", "changed.visible_s", at_most=0.15, unit="s"),
    Row("query, p50", "query.p50_ms", "xapian.match.p50_ms", at_most=4, unit="ms"),
    Row("query, p50, beside SQLite FTS5's match", "query.p50_ms", "fts5.match.p50_ms", unit="ms"),
    Row("mix of queries, p99", "mix.p99_ms", "query.p50_ms", at_most=8, unit="ms"),
    Row("searchd without cache, by CPU", "uncached.per_cpu_s", "query.per_cpu_s", at_least=0.75, unit="/s"),
    Row("searchd without cache, one core, by wall", "uncached.per_s", "query.per_cpu_s", at_least=0.75, unit="/s"),
    Row("searchd with cache, by CPU", "cached.per_cpu_s", "httplib.per_cpu_s", at_least=0.7, unit="/s"),
    Row("searchd with cache, by wall", "cached.per_s", "httplib.per_s", at_least=0.7, unit="/s"),
    Row("searchd with cache, compressed, by CPU", "gzipped.per_cpu_s", "httplib.per_cpu_s", at_least=0.7, unit="/s"),
    Row("searchd, first answer after start", "start.answered_ms", at_most=50, unit="ms"),
    Row("searchd, memory after 10,000 queries", "memory.rss_mb", at_most=60, unit="MB"),
    Row("10 times the pages: query, p50", "tenfold.query.p50_ms", "query.p50_ms", at_most=4, unit="ms"),
    Row("10 times the pages: mix, p99", "tenfold.mix.p99_ms", "mix.p99_ms", at_most=10, unit="ms"),
    Row("10 times the pages: full index, CPU", "tenfold.index.cpu_s", "index.cpu_s", at_most=12, unit="s"),
]


def short(number):
    """Three digits, or all of a whole number."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def aligned(lines):
    """The first column to the left, the others to the right."""
    first, *others = (max(map(len, column)) for column in zip(*lines))
    return "\n".join("  ".join([line[0].ljust(first), *map(str.rjust, line[1:], others)]).rstrip() for line in lines)


def table(figures):
    """What was measured of what is wanted, as text."""
    lines = [("", "measured", "baseline", "times", "wanted", "")]
    for row in ROWS:
        value = row.value(figures)
        if value is None:
            continue
        baseline = short(figures[row.baseline]) if row.baseline else ""
        lines.append((
            row.name, f"{short(figures[row.figure])} {row.unit}", baseline, short(value) if row.baseline else "",
            row.wanted(), row.verdict(value),
        ))
    return aligned(lines)


def difference(first, second):
    """The rows and then all figures of two results side by side, as text."""
    pairs = [(row.name, row.value(first), row.value(second)) for row in ROWS]
    pairs += [(key, first[key], second.get(key)) for key in first]
    lines = [("", "first", "second", "change")]
    for name, before, after in pairs:
        if before is not None and after is not None:
            change = f"{100 * (after - before) / before:+.1f} %" if before else ""
            lines.append((name, short(before), short(after), change))
    return aligned(lines)
