// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of GET /search, /suggest and /related: a table each.
#pragma once

#include "common/search.hpp"
#include "searchd/parameters.hpp"

#include <span>

namespace blogsearch {

std::span<const Parameter<SearchRequest>> search_parameters();
std::span<const Parameter<SuggestRequest>> suggest_parameters();
std::span<const Parameter<RelatedRequest>> related_parameters();

// All throw as parse_parameters() does.
SearchRequest parse_search_request(const GivenParameters& given);
SuggestRequest parse_suggest_request(const GivenParameters& given);
RelatedRequest parse_related_request(const GivenParameters& given);

}  // namespace blogsearch
