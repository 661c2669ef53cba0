// SPDX-License-Identifier: GPL-3.0-or-later
// What one client may take: bytes and time. Nothing a client sends goes beyond these.
#pragma once

#include <chrono>
#include <cstddef>

namespace blogsearch {

struct ServerLimits {
  using Time = std::chrono::milliseconds;

  // Bytes and counts.
  std::size_t line = 8'192;           // the request line (414), any header line (431)
  std::size_t head = 16'384;          // request line and headers together (431)
  std::size_t headers = 100;          // header lines (431)
  std::size_t body = 65'536;          // of a POST (413)
  std::size_t buffered = 33'554'432;  // of all connections together; then the slowest are closed
  std::size_t connections = 4'096;    // at once; then the one that waited longest is closed

  // How long a connection may stay as it is.
  Time idle{75'000};       // between requests; longer than nginx keeps its own to us (60 s)
  Time read_head{5'000};   // from the first byte of a request to its blank line
  Time read_body{10'000};  // from the blank line to the last byte
  Time write{20'000};      // for the client to take the answer
  Time linger{2'000};      // for the client to see a refusal and stop sending
  Time drain{5'000};       // for all of them together, when the server stops
  Time drain_idle{300};    // `idle` while the server stops
};

}  // namespace blogsearch
