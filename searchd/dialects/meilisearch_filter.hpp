// SPDX-License-Identifier: GPL-3.0-or-later
// Meilisearch's filters: `tags = "x" AND date >= 1700000000`.
// https://www.meilisearch.com/docs/learn/filtering_and_sorting/filter_expression_reference
#pragma once

#include "common/query.hpp"

#include <nlohmann/json.hpp>

namespace blogsearch {

// A text, or a list of texts and lists of texts: the outer list wants all, an inner one any; null
// is every post. Throws Error(bad_parameter) for what cannot be read or done.
Query read_meilisearch_filter(const nlohmann::ordered_json& filter);

}  // namespace blogsearch
