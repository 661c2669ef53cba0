// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed, as a value: knows nothing of an index, prints itself, can be compared. Grammar:
// docs/query-syntax.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Where a word is looked for ("title:word"), or what a value must be ("tag:linux").
enum class QueryField : std::uint8_t {
  any,
  title,
  heading,
  code,  // words in a part of the post
  tag,
  category,
  author,
  language,
  url,  // a whole value
};

// The order of the posts.
enum class Sort : std::uint8_t { relevance, date_ascending, date_descending };

struct Query {
  enum class Kind : std::uint8_t {
    all,     // every post
    text,    // `text` in `field`; as a phrase if `phrase`; its last word as a beginning if `prefix`
    filter,  // `field` has the value `text`
    dates,   // from day `first` to day `last`, both included
    all_of,
    any_of,
    none_of,  // of `parts`
  };

  Kind kind = Kind::all;
  QueryField field = QueryField::any;
  std::string text;
  bool phrase = false;  // of a filter: exactly this value, not just its words
  bool prefix = false;
  std::int64_t first = 0,
               last = 0;  // seconds since 1970: the first second of `first`, the last one of `last`
  std::vector<Query> parts;

  bool operator==(const Query&) const = default;
};

// Any bytes are a valid query and mean something; what is beyond the limits below is left out.
// Never throws but for memory.
Query parse_query(std::string_view typed);

// Posts that have exactly this value.
Query make_filter(QueryField field, std::string_view value);
// Posts from this day on, or before it: "2024", "2024-01" or "2024-01-31", the first day of which
// counts, as in "after:2024-01". Absent: not such a date.
std::optional<Query> make_after(std::string_view date);
std::optional<Query> make_before(std::string_view date);
Query make_dates(std::int64_t first, std::int64_t last);
// Of all that `query` gives, what `part` gives too.
void add_condition(Query& query, Query part);
// What `query` gives, and what `part` gives.
void add_choice(Query& query, Query part);

inline constexpr std::size_t kMaxQueryBytes = 4096;
inline constexpr std::size_t kMaxQueryWords = 200;  // texts, filters and ranges
inline constexpr int kMaxQueryDepth = 16;           // brackets in brackets

// One line: (and homogenization "exact phrase" (not tag:draft)).
std::string describe(const Query& query);

}  // namespace blogsearch
