// SPDX-License-Identifier: GPL-3.0-or-later
// searchd without its sockets, over the sample sites: what the targets of its dialects ask. All
// steps and routes are the real ones.
#pragma once

#include "indexer/site.hpp"
#include "indexer/update.hpp"
#include "searchd/query_string.hpp"
#include "searchd/service.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/temp_dir.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace blogsearch {

// One way to ask: the first byte of an input, a digit in the seeds, says which; the rest of it is
// the body of a POST or the query of a GET.
struct Door {
  const char* method;
  const char* path;
};

inline void index_sample(const TempDir& index, const std::string& site) {
  UpdateOptions options;
  options.site_dir = index.path() / site;
  options.threads = 1;
  update_index(*open_site(std::string(BLOGSEARCH_TEST_DATA "/") + site, {}), options);
}

// Two sites, "blog" and "hugo".
inline HttpHandler& sample_server() {
  static const TempDir index;
  static const TempDir counts;
  static Service service = [] {
    index_sample(index, "blog");
    index_sample(index, "hugo");
    Config config;
    config.search.time_limit_ms = 2000;  // sanitizers are slow
    config.log.requests = false;
    config.server.cache_bytes = 0;
    config.stats.folder = counts.path().string();
    return Service(index.path(), config);
  }();
  static HttpHandler handler = service.functions().make_handler();
  return handler;
}

// The answer to `input` through one of `doors`.
inline HttpResponse answer_through(std::span<const Door> doors, std::string_view input) {
  const auto choice = static_cast<unsigned char>(input.empty() ? 0 : input.front() - '0');
  const Door& door = doors[choice % doors.size()];
  const std::string rest(input.substr(input.empty() ? 0 : 1));
  HttpRequest request;
  request.method = door.method;
  request.path = door.path;
  if (request.method == "POST") {
    request.body = rest;
  } else {
    request.query = rest;
    request.parameters = parse_query_string(rest);
  }
  HttpResponse response = sample_server()(request);
  constexpr std::array kRight = {200, 400, 404, 503};
  require(std::ranges::find(kRight, response.status) != kRight.end(), "a status that is right");
  return response;
}

// An answer in JSON: it can be read, and its text is UTF-8.
inline nlohmann::json read_answer(const HttpResponse& response) {
  require(response.content_type.find("json") != std::string::npos, "JSON says that it is");
  nlohmann::json json = nlohmann::json::parse(response.body.text(), nullptr, false);
  require(!json.is_discarded(), "an answer is JSON");
  return json;
}

}  // namespace blogsearch
