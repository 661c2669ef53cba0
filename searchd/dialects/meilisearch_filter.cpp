// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/meilisearch_filter.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "searchd/dialects/attributes.hpp"
#include "searchd/dialects/filter_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 11> kSymbols = {"!=", ">=", "<=", "=", ">", "<",
                                                       "(",  ")",  "[",  "]", ","};

constexpr std::array<std::string_view, 3> kNotHere = {"CONTAINS", "STARTS", "_geoRadius"};

const Attribute& read_attribute(FilterReader& reader) {
  const std::string name = reader.take_value("an attribute");
  const Attribute* attribute = find_attribute(name);
  if (attribute == nullptr)
    throw Error(
        ErrorCode::bad_parameter,
        fmt::format("Attribute `{}` is not filterable. Available filterable attributes are: "
                    "`{}`.",
                    escape_control(cut_utf8(name, 40)), filterable_attributes()));
  return *attribute;
}

// "[a, b]"
Query read_choices(FilterReader& reader, const Attribute& attribute) {
  reader.expect_symbol("[");
  Query query = make_nothing();
  for (bool is_first = true; !reader.take_symbol("]"); is_first = false) {
    Query one = make_comparison(attribute, Comparison::equal, reader.take_value("a value or ]"));
    if (is_first) {
      query = std::move(one);
    } else {
      reader.count_condition();
      add_choice(query, std::move(one));
    }
    if (!reader.take_symbol(",") &&
        !(reader.next().kind == FilterToken::Kind::symbol && reader.next().text == "]"))
      reader.fail(", or ]");
  }
  return query;
}

// What may stand behind NOT as well.
std::optional<Query> read_test(FilterReader& reader, const Attribute& attribute) {
  if (reader.take_word("IN")) return read_choices(reader, attribute);
  if (reader.take_word("EXISTS")) return make_presence(attribute);
  return std::nullopt;
}

Query read_state(FilterReader& reader, const Attribute& attribute) {
  const bool negated = reader.take_word("NOT");
  if (!reader.take_word("NULL")) reader.fail("NULL");
  Query present = make_presence(attribute);
  return negated ? present : negate(std::move(present));
}

Query read_condition(FilterReader& reader) {
  const Attribute& attribute = read_attribute(reader);
  for (const ComparisonSign& one : comparison_signs()) {
    if (reader.take_symbol(one.sign))
      return make_comparison(attribute, one.comparison, reader.take_value("a value"));
  }
  if (reader.take_word("NOT")) {
    auto test = read_test(reader, attribute);
    if (!test) reader.fail("IN or EXISTS");
    return negate(std::move(*test));
  }
  if (auto test = read_test(reader, attribute)) return std::move(*test);
  if (reader.take_word("IS")) return read_state(reader, attribute);
  for (const std::string_view word : kNotHere) {
    if (reader.sees_word(word))
      throw Error(ErrorCode::bad_parameter, fmt::format("{} is not supported", word));
  }
  const std::string first = reader.take_value("an operator");
  if (!reader.take_word("TO")) reader.fail("TO");
  return make_range(attribute, first, reader.take_value("a value"));
}

// One text of the filter.
Query read_text(const std::string& text, FilterConditions& conditions) {
  FilterReader reader(text, kSymbols, conditions);
  return read_filter(reader, read_condition);
}

[[noreturn]] void bad_form() {
  throw Error(ErrorCode::bad_parameter,
              "a filter is a text, or a list of texts and lists of texts");
}

Query read_inner_list(const Json& list, FilterConditions& conditions) {
  Query any;
  for (const Json& one : list) {
    if (!one.is_string()) bad_form();
    Query query = read_text(one.get<std::string>(), conditions);
    if (query.kind == Query::Kind::all) continue;
    if (any.kind == Query::Kind::all) {
      any = std::move(query);
    } else {
      add_choice(any, std::move(query));
    }
  }
  return any;
}

}  // namespace

Query read_meilisearch_filter(const Json& filter) {
  FilterConditions conditions;
  if (filter.is_null()) return {};
  if (filter.is_string()) return read_text(filter.get<std::string>(), conditions);
  if (!filter.is_array()) bad_form();
  Query all;
  for (const Json& one : filter) {
    if (!one.is_string() && !one.is_array()) bad_form();
    Query query = one.is_array() ? read_inner_list(one, conditions)
                                 : read_text(one.get<std::string>(), conditions);
    if (query.kind != Query::Kind::all) add_condition(all, std::move(query));
  }
  return all;
}

}  // namespace blogsearch
