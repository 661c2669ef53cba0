// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes from a client of Meilisearch: bodies and query strings.
#include "searchd/dialects/box_search.hpp"
#include "tests/fuzz/server.hpp"

using namespace blogsearch;

namespace {

constexpr std::array kDoors = {Door{"POST", "/indexes/blog/search"},
                               Door{"GET", "/indexes/*/search"}, Door{"POST", "/multi-search"},
                               Door{"POST", "/indexes/*/facet-search"},
                               Door{"POST", "/indexes/hugo_sections/search"}};

void check_result(const nlohmann::json& result) {
  require(result["hits"].is_array() && result["hits"].size() <= std::size_t{kMaxBoxHits},
          "a page of hits");
  require(result["processingTimeMs"].is_number(), "how long it took");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const HttpResponse response = answer_through(kDoors, as_text(data, size));
  const nlohmann::json json = read_answer(response);
  if (response.status != 200) {
    require(json["code"].is_string() && !json["message"].empty(), "an error says what it is");
  } else if (json.contains("results")) {
    for (const auto& result : json["results"]) check_result(result);
  } else if (!json.contains("facetHits")) {
    check_result(json);
  }
  return 0;
}
