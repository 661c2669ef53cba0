// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/cors.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::string_view kEveryOrigin = "*";
// Those that the clients of our dialects send; content-type, since JSON needs a preflight.
constexpr std::string_view kAllowedHeaders =
    "authorization, content-type, x-meili-api-key, x-meilisearch-client, x-algolia-api-key, "
    "x-algolia-application-id, x-algolia-agent";
constexpr std::string_view kAllowedPrefix = "x-algolia-";  // of others
constexpr std::string_view kExposedHeaders = "ETag, Retry-After";
constexpr std::string_view kPreflightSeconds = "86400";

bool is_header_name(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

// kAllowedHeaders and those of `requested` that belong to Algolia's clients.
std::string allowed_headers(std::string_view requested) {
  std::string allowed(kAllowedHeaders);
  while (!requested.empty()) {
    const std::string_view word = requested.substr(0, requested.find(','));
    requested.remove_prefix(std::min(word.size() + 1, requested.size()));
    const std::string name = lower_ascii(trim(word));
    if (name.starts_with(kAllowedPrefix) && is_header_name(name) &&
        allowed.find(name) == std::string::npos)
      allowed.append(", ").append(name);
  }
  return allowed;
}

bool is_preflight(const HttpRequest& request) {
  return request.method == "OPTIONS" && !request.header("Access-Control-Request-Method").empty();
}

void answer_preflight(const HttpRequest& request, HttpResponse& response) {
  const std::string methods(header_of(response, "Allow"));
  if (methods.empty()) return;  // no such path
  set_header(response, "Access-Control-Allow-Methods", methods);
  set_header(response, "Access-Control-Allow-Headers",
             allowed_headers(request.header("Access-Control-Request-Headers")));
  set_header(response, "Access-Control-Max-Age", std::string(kPreflightSeconds));
}

class Cors {
 public:
  explicit Cors(std::vector<std::string> origins)
      : origins_(std::move(origins)), every_(allows(kEveryOrigin)) {}

  HttpResponse operator()(const HttpRequest& request, const HttpHandler& next) const {
    HttpResponse response = next(request);
    if (origins_.empty()) return response;
    if (!every_) add_to_header(response, "Vary", "Origin");  // for a cache, also where it is absent
    // With "*" a page that embeds only what says so (COEP) may use our scripts and styles, too.
    if (every_) set_header(response, "Cross-Origin-Resource-Policy", "cross-origin");
    const std::string origin = every_ ? std::string(kEveryOrigin) : request.header("Origin");
    if (!allows(origin)) return response;
    set_header(response, "Access-Control-Allow-Origin", origin);
    set_header(response, "Access-Control-Expose-Headers", std::string(kExposedHeaders));
    if (is_preflight(request)) answer_preflight(request, response);
    return response;
  }

 private:
  [[nodiscard]] bool allows(std::string_view origin) const {
    return std::ranges::find(origins_, origin) != origins_.end();
  }

  std::vector<std::string> origins_;
  bool every_;
};

}  // namespace

Step allow_origins(std::vector<std::string> origins) {
  return Cors(std::move(origins));
}

}  // namespace blogsearch
