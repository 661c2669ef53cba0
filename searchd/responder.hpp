// SPDX-License-Identifier: GPL-3.0-or-later
// A request's bytes to its answer's bytes: cpp-httplib's parser and writer around a handler,
// without its sockets, threads and routes (those fall to idle clients, endless heads, ranges and
// regular expressions).
#pragma once

#include "searchd/http_message.hpp"
#include "searchd/request_head.hpp"

#include <memory>
#include <string>

namespace blogsearch {

// Not thread-safe: one for each worker, as its handler.
class Responder {
 public:
  explicit Responder(HttpHandler handler);
  ~Responder();
  Responder(Responder&&) noexcept;
  Responder& operator=(Responder&&) noexcept;

  // Whatever the handler throws becomes an answer (500, and a line in the log, for what is our
  // fault).
  std::string respond(RequestHead head, std::string body);

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

// An answer that no handler has made, after which the connection is closed. `method`: of the
// request, as far as it could be read.
std::string write_refusal(const HttpResponse& response, std::string_view method);

}  // namespace blogsearch
