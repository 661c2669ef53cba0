// SPDX-License-Identifier: GPL-3.0-or-later
// Algolia's three ways to filter:
// https://www.algolia.com/doc/api-reference/api-parameters/filters/, facetFilters and
// numericFilters.
#pragma once

#include "common/query.hpp"
#include "searchd/dialects/filter_reader.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace blogsearch {

// All throw Error(bad_parameter) for what cannot be read or done. `conditions`: those of all three
// ways together.

// `tags:math AND (date >= 1700000000 OR NOT lang:en)`
Query read_algolia_filters(std::string_view filters, FilterConditions& conditions);
// ["lang:en", ["tags:math", "tags:-draft"]]: the outer list wants all, an inner one any. Also as a
// text: "lang:en,tags:math", or the list as JSON.
Query read_facet_filters(const nlohmann::ordered_json& filters, FilterConditions& conditions);
// ["date>=1700000000", ["year=2024", "year:2019 TO 2021"]], likewise.
Query read_numeric_filters(const nlohmann::ordered_json& filters, FilterConditions& conditions);

}  // namespace blogsearch
