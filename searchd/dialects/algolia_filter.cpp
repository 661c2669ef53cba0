// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/algolia_filter.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "searchd/dialects/attributes.hpp"
#include "searchd/dialects/filter_reader.hpp"
#include "searchd/dialects/json_body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 9> kSymbols = {"!=", ">=", "<=", "=", ">",
                                                      "<",  ":",  "(",  ")"};

const Attribute& attribute_named(std::string_view name) {
  const Attribute* attribute = find_attribute(name == "_tags" ? "tags" : name);
  if (attribute == nullptr)
    throw Error(ErrorCode::bad_parameter,
                fmt::format("there is no attribute '{}' to filter by; there are: {}",
                            escape_control(cut_utf8(name, 40)), filterable_attributes()));
  return *attribute;
}

Query read_condition(FilterReader& reader) {
  const std::string name = reader.take_value("a condition");
  for (const ComparisonSign& one : comparison_signs()) {
    if (reader.take_symbol(one.sign))
      return make_comparison(attribute_named(name), one.comparison, reader.take_value("a value"));
  }
  if (!reader.take_symbol(":"))  // a value alone is a tag
    return make_comparison(attribute_named("tags"), Comparison::equal, name);
  const Attribute& attribute = attribute_named(name);
  const std::string value = reader.take_value("a value");
  if (reader.take_word("TO")) return make_range(attribute, value, reader.take_value("a value"));
  return make_comparison(attribute, Comparison::equal, value);
}

// "tags:math", "tags:-draft": what stands behind the colon is the value, whatever it holds.
Query read_facet_filter(const std::string& filter, FilterConditions& conditions) {
  conditions.add();
  const auto colon = filter.find(':');
  if (colon == std::string::npos)
    throw Error(ErrorCode::bad_parameter, fmt::format("'{}' is no filter: write ATTRIBUTE:VALUE",
                                                      escape_control(cut_utf8(filter, 40))));
  const Attribute& attribute = attribute_named(filter.substr(0, colon));
  std::string_view value = std::string_view(filter).substr(colon + 1);
  const bool negated = value.starts_with('-');
  if (value.starts_with('-') || value.starts_with("\\-")) value.remove_prefix(1);
  return make_comparison(attribute, negated ? Comparison::not_equal : Comparison::equal, value);
}

Query read_numeric_filter(const std::string& filter, FilterConditions& conditions) {
  return read_algolia_filters(filter, conditions);
}

using ReadOne = Query (*)(const std::string&, FilterConditions&);

// A text with commas, or JSON as text, is a list, too.
Json as_list(const Json& filters) {
  if (!filters.is_string()) return filters;
  return from_query_string(ValueKind::texts, filters.get<std::string>());
}

[[noreturn]] void bad_form() {
  throw Error(ErrorCode::bad_parameter, "filters are a list of texts and lists of texts");
}

Query read_choices(const Json& list, ReadOne read_one, FilterConditions& conditions) {
  Query any;
  for (const Json& one : list) {
    if (!one.is_string()) bad_form();
    Query query = read_one(one.get<std::string>(), conditions);
    if (any.kind == Query::Kind::all) {
      any = std::move(query);
    } else {
      add_choice(any, std::move(query));
    }
  }
  return any;
}

Query read_list(const Json& filters, ReadOne read_one, FilterConditions& conditions) {
  if (filters.is_null()) return {};
  const Json list = as_list(filters);
  if (!list.is_array()) bad_form();
  Query all;
  for (const Json& one : list) {
    if (!one.is_string() && !one.is_array()) bad_form();
    Query query = one.is_array() ? read_choices(one, read_one, conditions)
                                 : read_one(one.get<std::string>(), conditions);
    if (query.kind != Query::Kind::all) add_condition(all, std::move(query));
  }
  return all;
}

}  // namespace

Query read_algolia_filters(std::string_view filters, FilterConditions& conditions) {
  FilterReader reader(filters, kSymbols, conditions);
  return read_filter(reader, read_condition);
}

Query read_facet_filters(const Json& filters, FilterConditions& conditions) {
  return read_list(filters, read_facet_filter, conditions);
}

Query read_numeric_filters(const Json& filters, FilterConditions& conditions) {
  return read_list(filters, read_numeric_filter, conditions);
}

}  // namespace blogsearch
