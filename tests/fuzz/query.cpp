// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a query: read, described, searched for and completed over the sample blog.
#include "common/query.hpp"

#include "common/answer.hpp"
#include "common/error.hpp"
#include "common/search.hpp"
#include "indexer/site.hpp"
#include "indexer/update.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/temp_dir.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace blogsearch;

namespace {

Config settings() {
  Config config;
  config.search.time_limit_ms = 2000;  // sanitizers are slow
  return config;
}

Searcher& searcher() {
  static const TempDir index;
  static Searcher opened = [] {
    UpdateOptions options;
    options.site_dir = index.path() / "blog";
    update_index(*open_site(BLOGSEARCH_TEST_DATA "/blog", {}), options);
    return Searcher(index.path(), settings());
  }();
  return opened;
}

// Nothing but marks, and these in pairs.
void check_html(std::string_view html) {
  bool open = false;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view tag = open ? "</mark>" : "<mark>";
    require(html.substr(at).starts_with(tag), "no markup but marks");
    open = !open;
  }
  require(!open, "each mark ends");
}

// Of every key that says it is HTML.
void check_all_html(const nlohmann::json& json) {
  for (const auto& [key, value] : json.items()) {
    if (value.is_structured()) check_all_html(value);
    if (json.is_object() && key.ends_with("_html")) check_html(value.get<std::string>());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string typed(as_text(data, size));
  const Query query = parse_query(typed);
  describe(query);
  try {
    SearchRequest request;
    request.query = typed;
    request.prefix = size % 2 == 0;
    check_all_html(nlohmann::json::parse(to_json(searcher().search(request))));
    SuggestRequest suggest;
    suggest.text = typed;
    searcher().suggest(suggest);
  } catch (const Error& error) {
    require(error.code() == ErrorCode::time_limit, error.what());
  }
  return 0;
}
