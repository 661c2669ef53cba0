// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters of a path: one table that parses and checks them, and describes them.
#pragma once

#include "common/query.hpp"
#include "common/search_types.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace blogsearch {

// The kinds of values, each with the place in the request that receives it.
template <typename Request>
struct TextValue {
  std::string Request::*target;
  bool required = false;  // must be given, and not be empty
};
template <typename Request>
struct NumberValue {
  int Request::*target;
  int min, max;
};
template <typename Request>
struct SwitchValue {  // 0 or 1
  bool Request::*target;
};
template <typename Request>
struct SortValue {  // a name of Sort
  Sort Request::*target;
};
template <typename Request>
struct NameValue {  // a text that is not empty
  std::string Request::*target;
};
// May be repeated.
template <typename Request>
struct NamesValue {
  std::vector<std::string> Request::*target;
};
// A value that posts must have. May be repeated: then all, or any of them.
template <typename Request>
struct FilterValue {
  Query Request::*target;
  QueryField field;
  bool any = false;
};
// The first day of posts that are wanted, or of those that are not any more.
template <typename Request>
struct DateValue {
  Query Request::*target;
  std::optional<Query> (*make)(std::string_view date);
};
template <typename Request>
struct FacetsValue {  // names of FacetField, with commas between; empty: none
  std::vector<FacetField> Request::*target;
};

template <typename Request>
struct Parameter {
  std::string_view name;
  std::variant<TextValue<Request>, NumberValue<Request>, SwitchValue<Request>, SortValue<Request>,
               NameValue<Request>, NamesValue<Request>, FilterValue<Request>, DateValue<Request>,
               FacetsValue<Request>>
      value;
  std::string_view meaning;

  [[nodiscard]] bool may_repeat() const {
    return std::holds_alternative<NamesValue<Request>>(value) ||
           std::holds_alternative<FilterValue<Request>>(value);
  }
};

// What was given, by name, in its order; any bytes.
using GivenParameters = std::vector<std::pair<std::string, std::string>>;

struct ParameterName {
  std::string_view name;
  bool may_repeat = false;
};

// Where in `names` each one given stands; those to be passed over are left out. Throws
// ParameterError for one that is unknown or repeated.
std::vector<std::pair<std::size_t, std::string_view>> known_parameters(
    const GivenParameters& given, std::span<const ParameterName> names);

// What the orders are called.
struct SortName {
  std::string_view name;
  Sort sort;
};
std::span<const SortName> sort_names();
std::string_view name_of(Sort sort);

// The values; each throws ParameterError for one that cannot be.
std::string parse_text(std::string_view value);
std::string parse_name(std::string_view name, std::string_view value);
int parse_number(std::string_view name, std::string_view value, int min, int max);
bool parse_switch(std::string_view name, std::string_view value);
Sort parse_sort(std::string_view name, std::string_view value);
Query parse_filter(std::string_view name, std::string_view value, QueryField field);
Query parse_date(std::string_view name, std::string_view value,
                 std::optional<Query> (*make)(std::string_view));
std::vector<FacetField> parse_facets(std::string_view name, std::string_view value);
// Of a filter on `field` that is there already, `part` is one more value that will do.
void add_alternative(Query& query, Query part);
[[noreturn]] void throw_missing(std::string_view name);

// Puts one value where it belongs. One overload for each kind of value.
template <typename Request>
struct ParameterSetter {
  std::string_view name, value;
  Request& request;

  void operator()(const TextValue<Request>& kind) const {
    request.*kind.target = parse_text(value);
  }
  void operator()(const NumberValue<Request>& kind) const {
    request.*kind.target = parse_number(name, value, kind.min, kind.max);
  }
  void operator()(const SwitchValue<Request>& kind) const {
    request.*kind.target = parse_switch(name, value);
  }
  void operator()(const SortValue<Request>& kind) const {
    request.*kind.target = parse_sort(name, value);
  }
  void operator()(const NameValue<Request>& kind) const {
    request.*kind.target = parse_name(name, value);
  }
  void operator()(const NamesValue<Request>& kind) const {
    (request.*kind.target).push_back(parse_name(name, value));
  }
  void operator()(const FilterValue<Request>& kind) const {
    Query filter = parse_filter(name, value, kind.field);
    if (kind.any) {
      add_alternative(request.*kind.target, std::move(filter));
    } else {
      add_condition(request.*kind.target, std::move(filter));
    }
  }
  void operator()(const DateValue<Request>& kind) const {
    add_condition(request.*kind.target, parse_date(name, value, kind.make));
  }
  void operator()(const FacetsValue<Request>& kind) const {
    request.*kind.target = parse_facets(name, value);
  }
};

// Throws ParameterError for a parameter that is unknown, repeated, or has a value it cannot have;
// what is not given keeps its value in `request`. Names that others add to every link (utm_...,
// fbclid, a leading underscore) are passed over. Bytes that are no UTF-8 are repaired.
template <typename Request>
Request parse_parameters(std::span<const Parameter<Request>> table, const GivenParameters& given,
                         Request request = {}) {
  std::vector<ParameterName> names;
  for (const Parameter<Request>& parameter : table)
    names.push_back({parameter.name, parameter.may_repeat()});
  for (const auto& [known, value] : known_parameters(given, names))
    std::visit(ParameterSetter<Request>{names[known].name, value, request}, table[known].value);
  for (const Parameter<Request>& parameter : table) {
    const auto* text = std::get_if<TextValue<Request>>(&parameter.value);
    if (text != nullptr && text->required && (request.*text->target).empty())
      throw_missing(parameter.name);
  }
  return request;
}

}  // namespace blogsearch
