// SPDX-License-Identifier: GPL-3.0-or-later
// A request, as it was read, to its answer's bytes: cpp-httplib's writer around a handler, without
// its sockets, threads and routes (those fall to idle clients, endless heads, ranges and regular
// expressions).
#pragma once

#include "searchd/http_message.hpp"
#include "searchd/request_head.hpp"

#include <string>

namespace blogsearch {

// What the request decides about the form of its answer.
struct AnswerForm {
  bool head_only = false;   // it was HEAD
  bool http_1_0 = false;    // a client that does not keep connections unless it is told
  bool keep_alive = false;  // false: the connection is closed behind it
};
// With what every answer carries: Date, Cache-Control (no-cache, unless `response` knows better),
// Content-Length. A header with a line break in it is left out.
std::string write_response(const HttpResponse& response, const AnswerForm& form);

// For one thread, as its handler.
class Responder {
 public:
  explicit Responder(HttpHandler handler);

  // Whatever the handler throws becomes an answer (500, and a line in the log, for what is our
  // fault), as does a header with a line break in it.
  [[nodiscard]] std::string respond(RequestHead head, std::string body) const;

 private:
  HttpHandler handler_;
};

}  // namespace blogsearch
