// SPDX-License-Identifier: GPL-3.0-or-later
// What a route sees of HTTP: plain values, no sockets and no library.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {

struct HttpRequest {
  std::string method;  // "GET", "HEAD", "POST", ...
  std::string path;    // percent-decoded, any bytes
  std::vector<std::pair<std::string, std::string>>
      parameters;    // decoded, any bytes, in their order
  std::string body;     // of a POST; at most ServerLimits::body bytes
  std::string segment;  // of the path: what "{name}" of the route stands for
};

struct HttpHeader {
  std::string name, value;
};

struct HttpResponse {
  int status = 200;
  std::string content_type;  // with its charset; empty: an answer without a body
  std::string body;
  std::vector<HttpHeader> headers = {};  // others than type, length, connection and date
};

// May throw Error, which becomes the answer (http_error.hpp). Called by one thread only.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace blogsearch
