-- SPDX-License-Identifier: GPL-3.0-or-later
-- For wrk: asks the targets in the file $TARGETS in turn, taking answers in $ENCODING too, and prints what serving.py reads.
local requests = {}
local at = 0

function init()
  local encoding = os.getenv("ENCODING")
  if encoding and encoding ~= "" then wrk.headers["Accept-Encoding"] = encoding end
  for target in io.lines(os.getenv("TARGETS")) do
    requests[#requests + 1] = wrk.format("GET", target)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\nreport {"requests": %d, "seconds": %.6f, "failed": %d, "p99_ms": %.3f}\n',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(99) / 1000))
end
