// SPDX-License-Identifier: GPL-3.0-or-later
// Where a request begins and ends. Strict (RFC 9112, sections 2 to 6), since a proxy in front that
// reads a doubtful request differently lets one client smuggle requests into another's connection.
#pragma once

#include "searchd/http_error.hpp"
#include "searchd/server_limits.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

struct RequestHead {
  HttpRequest request;            // without parameters, body and client
  bool http_1_0 = false;          // else HTTP/1.1
  std::size_t body_bytes = 0;     // to be read before it is answered
  bool keep_alive = true;         // the connection can be used for another request
  bool expects_continue = false;  // the client waits for "100 Continue" before it sends the body
  std::size_t held_bytes = 0;     // of memory, about
};

// The number of bytes up to and with the blank line that ends the head at the start of `bytes`;
// absent: more are needed. `searched`: 0 at first, then what the last call left there, so that a
// head that comes byte by byte is searched once.
std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t& searched);

// What is wrong with a head of which only `bytes` have come, if it can be told already.
std::optional<HttpError> early_problem(std::string_view bytes, const ServerLimits& limits);

// What is wrong with a whole head, `bytes` with its blank line; absent: nothing. `head` receives
// what was read, up to the problem: who refuses the request can tell for whom and in which form.
std::optional<HttpError> parse_head(std::string_view bytes, const ServerLimits& limits,
                                    RequestHead& head);

}  // namespace blogsearch
