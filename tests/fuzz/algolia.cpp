// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes from a client of Algolia: the bodies of one query and of many.
#include "tests/fuzz/server.hpp"

using namespace blogsearch;

namespace {

constexpr std::array kDoors = {Door{"POST", "/1/indexes/*/queries"},
                               Door{"POST", "/1/indexes/blog/query"},
                               Door{"POST", "/1/indexes/hugo_date_desc/query"}};

void check_result(const nlohmann::json& result) {
  if (result.contains("facetHits")) return;
  require(result["hits"].is_array() && result["nbHits"].is_number(), "a page of hits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const HttpResponse response = answer_through(kDoors, as_text(data, size));
  const nlohmann::json json = read_answer(response);
  if (response.status != 200) {
    require(json["status"] == response.status && !json["message"].empty(),
            "an error says what it is");
  } else if (json.contains("results")) {
    for (const auto& result : json["results"]) check_result(result);
  } else {
    check_result(json);
  }
  return 0;
}
