// SPDX-License-Identifier: GPL-3.0-or-later
// What a box may filter by and count: one table for all dialects, and the conditions it allows.
#pragma once

#include "common/query.hpp"
#include "common/search_types.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace blogsearch {

struct Attribute {
  std::string_view name;            // "tags"
  QueryField field;                 // of a whole value; any: the attribute is a moment
  std::optional<FacetField> facet;  // absent: it has no values to count
  bool is_year = false;             // of moments: a number such as 2024
};

// nullptr: there is none.
const Attribute* find_attribute(std::string_view name);
// "tags, categories, ...": those with which conditions can be made, those that can be counted or
// have a range, and those that have values to search among.
std::string filterable_attributes();
std::string countable_attributes();
std::string listed_attributes();

enum class Comparison : std::uint8_t { equal, not_equal, less, at_most, greater, at_least };

struct ComparisonSign {
  std::string_view sign;
  Comparison comparison;
};
std::span<const ComparisonSign> comparison_signs();  // "=", "!=", ...

// All throw Error(bad_parameter) for what the attribute does not have. A moment is written as
// seconds since 1970 or as 2024, 2024-01 or 2024-01-31.
Query make_comparison(const Attribute& attribute, Comparison comparison, std::string_view value);
Query make_range(const Attribute& attribute, std::string_view first, std::string_view last);
// Posts with any value. A list that may be empty is always there.
Query make_presence(const Attribute& attribute);

Query make_nothing();  // no post
Query negate(Query query);

}  // namespace blogsearch
