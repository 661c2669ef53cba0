// SPDX-License-Identifier: GPL-3.0-or-later
// One search for a box: the step between a dialect's question and its answer.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/dialects/box_document.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Of one page: as for GET /search, and one more, by which instant-meilisearch sees whether there is
// a next page.
inline constexpr int kMaxBoxHits = 101;
inline constexpr int kMaxBoxOffset = 100'000;  // likewise
inline constexpr int kMaxBoxQueries = 32;      // searches in one request
inline constexpr int kMaxFacetHits = 100;      // values that a search among values gives

// The length of a snippet for dialects that count words; the blank behind each counts.
inline int characters_of(int words) {
  constexpr int most_words = 300;
  constexpr int characters_per_word = 6;
  return std::min(words, most_words) * characters_per_word;
}

struct BoxQuery {
  SearchRequest request;
  BoxShape shape = BoxShape::posts;
  std::vector<std::string> facets;  // attributes that can be counted
};

struct BoxFacet {
  std::string name;  // as asked for
  std::vector<FacetCount> counts;
  std::optional<std::pair<double, double>> range;  // of numbers: the least and the greatest
};

struct BoxAnswer {
  std::vector<BoxDocument> documents;
  std::size_t total = 0;  // posts
  double took_ms = 0;
  std::vector<BoxFacet> facets;
};

// A request as boxes mean it: what is typed may go on.
BoxQuery new_box_query();

// Which site an index name stands for: a site's name, or "*" for all, and perhaps a wish behind it:
// "_date_desc", "_date_asc" (the order), "_sections" (the shape).
void choose_index(const SearchBackend& backend, std::string_view name, BoxQuery& query);

// Throws as backend.search does.
BoxAnswer search_for_box(const SearchBackend& backend, const BoxQuery& query);

// The values of an attribute, among the posts that are found, of which a word begins with `text`;
// empty: all. Throws Error(bad_parameter) for an attribute that has no values to count.
BoxFacet search_facet(const SearchBackend& backend, const BoxQuery& query,
                      const std::string& attribute, std::string_view text, int limit);

// Checks names of attributes to be counted, "*" for all. Throws Error(bad_parameter).
std::vector<std::string> choose_facets(const std::vector<std::string>& names);

}  // namespace blogsearch
