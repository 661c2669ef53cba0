// SPDX-License-Identifier: GPL-3.0-or-later
// What Meilisearch's clients ask: one table of parameters.
// https://www.meilisearch.com/docs/reference/api/search
#pragma once

#include "searchd/dialects/box_search.hpp"
#include "searchd/http_message.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct MeilisearchQuery {
  BoxQuery box;
  std::string index;                          // "indexUid"; empty: not said
  std::vector<std::string> retrieve = {"*"};  // fields, as names_field() takes them
  std::vector<std::string> highlight;
  std::vector<std::string> crop;
  int crop_words = 10;
  BoxMarks marks;
  bool positions = false;                  // showMatchesPosition
  bool scores = false;                     // showRankingScore
  std::optional<int> page, hits_per_page;  // counted from 1; the answer then tells the pages
};

// All throw ParameterError for a parameter that is unknown, cannot be done or has a bad value.
// `is_in_multi`: indexUid says which index.
MeilisearchQuery read_meilisearch_query(const nlohmann::ordered_json& body, bool is_in_multi);
// GET: lists are texts with commas between.
MeilisearchQuery read_meilisearch_query(
    const std::vector<std::pair<std::string, std::string>>& given);

// {"facetName", "facetQuery", ...} of POST /indexes/{uid}/facet-search.
struct MeilisearchFacetQuery {
  MeilisearchQuery search;
  std::string name, text;
};
MeilisearchFacetQuery read_meilisearch_facet_query(nlohmann::ordered_json body);

// Chooses site, order and shape by the index's name, by the fields asked for and by the client.
void choose_meilisearch_index(const SearchBackend& backend, std::string_view index,
                              const HttpRequest& request, MeilisearchQuery& query);

}  // namespace blogsearch
