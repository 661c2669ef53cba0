# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs programs and says what they took."""

import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def run(command, **settings):
    """Runs a program to its end: wall and CPU seconds and peak memory, with its children. Ends us if it fails."""
    printed = output([sys.executable, Path(__file__).parent / "spent.py", *command], **settings)
    spent = json.loads(printed)
    if spent.pop("status") != 0:
        sys.exit(f"{command[0]} failed")
    return spent


def output(command, **settings):
    """What a program prints. Ends us if it fails; what it said against it is on stderr already."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=False, text=True, **settings)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    return done.stdout


def cpu_seconds(pid):
    """Of a running process with all its threads, in steps of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_mb(pid, line):
    """A line of /proc/PID/status: VmRSS now, VmHWM at most."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(rf"^{line}:\s+(\d+) kB", text, re.MULTILINE).group(1)) / 1024


def folder_bytes(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def percentiles(times):
    ordered = sorted(times)
    return {
        "p50_ms": ordered[len(ordered) // 2],
        "p99_ms": ordered[int(0.99 * (len(ordered) - 1))],
        "mean_ms": statistics.fmean(ordered),
    }


def named(prefix, figures):
    return {f"{prefix}.{key}": value for key, value in figures.items()}


def medians(runs):
    """Of each figure, over the runs that have it."""
    keys = dict.fromkeys(key for figures in runs for key in figures)
    return {key: statistics.median(figures[key] for figures in runs if key in figures) for key in keys}
