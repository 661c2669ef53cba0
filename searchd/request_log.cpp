// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request_log.hpp"

#include "common/log.hpp"
#include "common/text.hpp"
#include "searchd/query_string.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostShown = 200;  // bytes of a path or a query

std::string shown(std::string_view text) {
  return std::string(cut_utf8(text, kMostShown));
}

// A query string without the key that Algolia's clients put into it.
std::string without_key(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::string_view one = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(one.size() + 1, query.size()));
    const auto parsed = parse_query_string(one);
    if (!parsed.empty() && lower_ascii(parsed.front().first) == "x-algolia-api-key") continue;
    kept.append(kept.empty() ? "" : "&").append(one);
  }
  return kept;
}

void log_request(const LogConfig& config, const HttpRequest& request, const HttpResponse& response,
                 std::chrono::nanoseconds took) {
  std::vector<LogField> fields = {
      {"method", request.method},
      {"path", shown(request.path)},
      {"status", std::to_string(response.status), true},
      {"bytes", std::to_string(response.body.size()), true},
      {"ms", fmt::format("{:.1f}", std::chrono::duration<double, std::milli>(took).count()), true},
  };
  if (config.queries) fields.push_back({"query", shown(without_key(request.query))});
  if (config.clients) fields.push_back({"client", request.client});
  log(LogLevel::info, "request", fields);
}

}  // namespace

Step count_and_log(RequestMetrics& metrics, RouteOf route_of, LogConfig config) {
  return [&metrics, route_of = std::move(route_of), config](const HttpRequest& request,
                                                            const HttpHandler& next) {
    HttpResponse response = next(request);
    const bool unread = request.received == Clock::time_point();  // refused before its last byte
    const auto took = unread ? std::chrono::nanoseconds(0) : Clock::now() - request.received;
    metrics.count(route_of(request), response.status, took);
    if (config.requests) log_request(config, request, response, took);
    return response;
  };
}

}  // namespace blogsearch
