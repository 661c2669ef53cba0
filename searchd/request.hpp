// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of GET /search (and what else answers a search), /suggest and /related: a table
// each.
#pragma once

#include "common/search.hpp"
#include "searchd/parameters.hpp"

#include <span>

namespace blogsearch {

std::span<const Parameter<SearchRequest>> search_parameters();
std::span<const Parameter<SuggestRequest>> suggest_parameters();
std::span<const Parameter<RelatedRequest>> related_parameters();

// What GET /search.atom asks for where nothing else is said: the newest posts.
SearchRequest feed_defaults();

// All throw as parse_parameters() does. `defaults`: what is not given.
SearchRequest parse_search_request(const GivenParameters& given, SearchRequest defaults = {});
SuggestRequest parse_suggest_request(const GivenParameters& given);
RelatedRequest parse_related_request(const GivenParameters& given);

}  // namespace blogsearch
