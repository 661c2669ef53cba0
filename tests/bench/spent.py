#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""spent.py COMMAND...: runs it and prints its wall and CPU seconds, its peak memory, and how it ended, as JSON.

A program of its own: what is started by a large process is counted with the memory of that.
"""

import json
import os
import subprocess
import sys
import time

start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps({
    "status": os.waitstatus_to_exitcode(status),
    "wall_s": time.monotonic() - start,
    "cpu_s": usage.ru_utime + usage.ru_stime,
    "peak_mb": usage.ru_maxrss / 1024,
}))
