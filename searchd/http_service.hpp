// SPDX-License-Identifier: GPL-3.0-or-later
// What an HttpServer serves: the functions that it calls, and when.
#pragma once

#include "common/ip_address.hpp"
#include "searchd/http_error.hpp"
#include "searchd/http_message.hpp"
#include "searchd/metrics.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace blogsearch {

struct HttpService {
  // Once for each worker, before any request: a handler for that worker's thread.
  std::function<HttpHandler()> make_handler;

  // The next two are called by the one thread that all clients share, so they must be quick, and
  // must not throw but for want of memory. A request has no parameters and no body yet.

  // For each request, before a worker is used for it: fills in HttpRequest::client. `peer`: who has
  // connected; empty: through a Unix socket. A problem: the request is refused. Not set: all are
  // answered, and the client is the peer.
  std::function<std::optional<HttpError>(const std::optional<IpAddress>& peer, HttpRequest&)>
      admit = {};
  // The answer to a request that no worker gets: refused, or one that cannot be read, of which only
  // what stands before the problem is known. Not set: error_response().
  std::function<HttpResponse(const HttpRequest&, const HttpError&)> refuse = {};

  // Where the server shows what is going on; not set: nowhere.
  std::shared_ptr<ServerGauges> gauges = {};
};

}  // namespace blogsearch
