// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of GET /search: one table that parses and checks them, and describes them.
#pragma once

#include "common/search.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace blogsearch {

// The kinds of values, each with the place in the request that receives it.
struct TextValue {
  std::string SearchRequest::*target;
};
struct NumberValue {
  int SearchRequest::*target;
  int min, max;
};
struct SwitchValue {  // 0 or 1
  bool SearchRequest::*target;
};
struct SortValue {  // a name of kSortNames
  Sort SearchRequest::*target;
};

struct Parameter {
  std::string_view name;
  std::variant<TextValue, NumberValue, SwitchValue, SortValue> value;
  std::string_view meaning;
};

std::span<const Parameter> search_parameters();

// Throws ParameterError for a parameter that is unknown, repeated, or has a value it cannot have;
// what is not given keeps SearchRequest's default. Names that others add to every link (utm_...,
// fbclid, a leading underscore) are passed over. Bytes that are no UTF-8 are repaired.
SearchRequest parse_search_request(
    const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace blogsearch
