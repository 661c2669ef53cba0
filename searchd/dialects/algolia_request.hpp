// SPDX-License-Identifier: GPL-3.0-or-later
// What Algolia's clients ask: one table of parameters.
// https://www.algolia.com/doc/api-reference/search-api-parameters/
#pragma once

#include "searchd/dialects/box_search.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace blogsearch {

struct AlgoliaQuery {
  BoxQuery box;
  std::string index;                          // "indexName"; empty: not said
  std::vector<std::string> retrieve = {"*"};  // fields, as names_field() takes them
  std::vector<std::string> highlight = {"*"};
  std::vector<std::string> snippet;  // without the numbers of words behind the colons
  BoxMarks marks;
  std::string facet, facet_text;  // of a search among the values of a facet; empty: of hits
  int facet_hits = 10;
  std::string params;  // as they came, which the answer repeats
};

// `body`: parameters by name, or "params" with a query string, or both. Throws ParameterError for a
// parameter that is unknown, cannot be done or has a bad value.
AlgoliaQuery read_algolia_query(const nlohmann::ordered_json& body);

// Chooses site, order and shape by the index's name and by the fields asked for.
void choose_algolia_index(const SearchBackend& backend, AlgoliaQuery& query);

}  // namespace blogsearch
