// SPDX-License-Identifier: GPL-3.0-or-later
// What a route sees of HTTP: plain values, no sockets and no library.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

struct HttpHeader {
  std::string name, value;
};

struct HttpRequest {
  std::string method;  // "GET", "HEAD", "POST", ...
  std::string path;    // percent-decoded, any bytes
  std::vector<std::pair<std::string, std::string>>
      parameters;            // decoded, any bytes, in their order
  std::string body;          // of a POST; at most ServerLimits::body bytes
  std::string segment = {};  // of the path: what "{name}" of the route stands for

  std::vector<HttpHeader> headers = {};  // as sent, in their order; values have no control
                                         // characters but \t, else any bytes
  std::string query = {};                // what `parameters` was read from
  // Who asks: an address as text, "192.0.2.7" or "2001:db8::7"; behind a trusted proxy the one that
  // it names. Empty: a Unix socket, and no proxy that says more.
  std::string client = {};
  std::chrono::steady_clock::time_point received = {};  // when its last byte had come

  // The value of a header, whose name may be in any case; of several with this name all, with
  // ", " between them (RFC 9110, 5.3). Empty: not sent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

// The bytes of an answer. Copies share them, so that what is kept for many answers lies in memory
// once, and is compressed once. Thread-safe, as it never changes.
class HttpBody {
 public:
  using Encode = std::function<std::string(const std::string&)>;

  HttpBody() = default;
  HttpBody(std::string text);  // NOLINT(google-explicit-constructor): a text is a body
  // NOLINTNEXTLINE(google-explicit-constructor)
  HttpBody(const char* text) : HttpBody(std::string(text)) {}

  [[nodiscard]] const std::string& text() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return text().size(); }
  // What `encode` makes of it: asked for the first time, after that the same again.
  [[nodiscard]] HttpBody encoded(const Encode& encode) const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;  // empty: no bytes
};

struct HttpResponse {
  int status = 200;
  std::string content_type;  // with its charset; empty: an answer without a body
  HttpBody body;
  std::vector<HttpHeader> headers = {};  // others than type, length, connection and date
};

// May throw Error, which becomes the answer (http_error.hpp). Called by one thread only.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace blogsearch
