// SPDX-License-Identifier: GPL-3.0-or-later
// Completions of what is being typed, from what the site's posts say: each one finds something when
// it is searched for.
#pragma once

#include "common/config.hpp"
#include "common/open_site.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// In the order in which they are offered.
enum class SuggestionKind : std::uint8_t { title, heading, tag, category, word };
std::string_view name_of(SuggestionKind kind);

struct Suggestion {
  std::string text;  // as the post has it; in quotes where it would mean something else as a query
  SuggestionKind kind = SuggestionKind::title;
  std::string url;  // of the post or section that it leads to; empty: to several
};

struct SuggestRequest {
  std::string text;                 // what has been typed so far; any bytes
  std::string site;                 // empty: the only site there is
  int limit = 8;                    // 0..kMaxSuggestions
  std::optional<std::int64_t> now;  // as in SearchRequest
};
inline constexpr int kMaxSuggestions = 20;

struct Suggestions {
  std::string text, site;  // what was asked
  std::vector<Suggestion> found;
};

// Titles that begin so, the shortest first; titles that have these words; headings; tags;
// categories; words that stand in one post with the others. Where there is nothing, the same for
// what may have been meant. What is found in the time limit of a search. May throw Xapian::Error.
Suggestions suggest_in(OpenSite& site, const SuggestRequest& request, const Config& config);

}  // namespace blogsearch
