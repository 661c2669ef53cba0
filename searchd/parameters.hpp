// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters of a path: one table that parses and checks them, and describes them.
#pragma once

#include "common/query.hpp"

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
struct Parameter {
  std::string_view name;
  std::variant<TextValue<Request>, NumberValue<Request>, SwitchValue<Request>, SortValue<Request>>
      value;
  std::string_view meaning;
};

// What was given, by name, in its order; any bytes.
using GivenParameters = std::vector<std::pair<std::string, std::string>>;

// Where in `names` each one given stands; those to be passed over are left out. Throws
// ParameterError for one that is unknown or repeated.
std::vector<std::pair<std::size_t, std::string_view>> known_parameters(
    const GivenParameters& given, std::span<const std::string_view> names);

// The values; each throws ParameterError for one that cannot be.
std::string parse_text(std::string_view value);
int parse_number(std::string_view name, std::string_view value, int min, int max);
bool parse_switch(std::string_view name, std::string_view value);
Sort parse_sort(std::string_view name, std::string_view value);
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
};

// Throws ParameterError for a parameter that is unknown, repeated, or has a value it cannot have;
// what is not given keeps the default of `Request`. Names that others add to every link (utm_...,
// fbclid, a leading underscore) are passed over. Bytes that are no UTF-8 are repaired.
template <typename Request>
Request parse_parameters(std::span<const Parameter<Request>> table, const GivenParameters& given) {
  std::vector<std::string_view> names;
  for (const Parameter<Request>& parameter : table) names.push_back(parameter.name);
  Request request;
  for (const auto& [known, value] : known_parameters(given, names))
    std::visit(ParameterSetter<Request>{names[known], value, request}, table[known].value);
  for (const Parameter<Request>& parameter : table) {
    const auto* text = std::get_if<TextValue<Request>>(&parameter.value);
    if (text != nullptr && text->required && (request.*text->target).empty())
      throw_missing(parameter.name);
  }
  return request;
}

}  // namespace blogsearch
