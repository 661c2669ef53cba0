// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/parameters.hpp"

#include "common/options.hpp"
#include "common/text.hpp"
#include "searchd/http_error.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace blogsearch {
namespace {

constexpr std::array kSortNames = {
    SortName{"relevance", Sort::relevance},
    SortName{"date", Sort::date_ascending},
    SortName{"-date", Sort::date_descending},
};

// Added to links by mailers, social networks and analytics (utm_: Google Analytics and all others).
constexpr std::array<std::string_view, 7> kTracking = {"fbclid", "gclid",  "dclid", "msclkid",
                                                       "mc_cid", "mc_eid", "igshid"};

constexpr std::size_t kMostQuoted = 40;  // bytes of a bad value that an error repeats

bool is_passed_over(std::string_view name) {
  return name.starts_with('_') || name.starts_with("utm_") || name.starts_with("x-algolia-") ||
         std::ranges::find(kTracking, name) != kTracking.end();
}

std::string in_quotes(std::string_view value) {
  const std::string_view cut = cut_utf8(value, kMostQuoted);
  return fmt::format("'{}{}'", escape_control(cut), cut.size() < value.size() ? "..." : "");
}

[[noreturn]] void unknown(const std::string& name, std::span<const ParameterName> names) {
  std::vector<std::string_view> known;
  for (const ParameterName& one : names) known.push_back(one.name);
  const std::string near = nearest(name, known);
  const std::string advice = near.empty() ? fmt::format("known are: {}", fmt::join(known, ", "))
                                          : fmt::format("did you mean '{}'?", near);
  throw ParameterError(repair_utf8(cut_utf8(name, kMostQuoted)),
                       fmt::format("unknown parameter {}", in_quotes(name)), advice);
}

[[noreturn]] void bad_value(std::string_view name, std::string_view must_be,
                            std::string_view value) {
  throw ParameterError(std::string(name),
                       fmt::format("{} must be {}, not {}", name, must_be, in_quotes(value)));
}

}  // namespace

std::vector<std::pair<std::size_t, std::string_view>> known_parameters(
    const GivenParameters& given, std::span<const ParameterName> names) {
  std::vector<std::pair<std::size_t, std::string_view>> found;
  std::vector<bool> seen(names.size());
  for (const auto& [name, value] : given) {
    if (is_passed_over(name)) continue;
    const auto known = std::ranges::find(names, name, &ParameterName::name);
    if (known == names.end()) unknown(name, names);
    const auto at = static_cast<std::size_t>(known - names.begin());
    if (seen[at] && !known->may_repeat)
      throw ParameterError(name, name + " is given more than once");
    seen[at] = true;
    found.emplace_back(at, value);
  }
  return found;
}

std::span<const SortName> sort_names() {
  return kSortNames;
}

std::string_view name_of(Sort sort) {
  return std::ranges::find(kSortNames, sort, &SortName::sort)->name;
}

std::string parse_text(std::string_view value) {
  return repair_utf8(value);
}

std::string parse_name(std::string_view name, std::string_view value) {
  if (trim(value).empty()) bad_value(name, "a name", value);
  return parse_text(value);
}

int parse_number(std::string_view name, std::string_view value, int min, int max) {
  int number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || stop != end || number < min || number > max)
    bad_value(name, fmt::format("a whole number from {} to {}", min, max), value);
  return number;
}

bool parse_switch(std::string_view name, std::string_view value) {
  if (value != "0" && value != "1") bad_value(name, "0 or 1", value);
  return value == "1";
}

Sort parse_sort(std::string_view name, std::string_view value) {
  const auto* known = std::ranges::find(kSortNames, value, &SortName::name);
  if (known == kSortNames.end()) bad_value(name, "relevance, date or -date", value);
  return known->sort;
}

Query parse_filter(std::string_view name, std::string_view value, QueryField field) {
  if (trim(value).empty()) bad_value(name, "something to look for", value);
  return make_filter(field, repair_utf8(value));
}

Query parse_date(std::string_view name, std::string_view value,
                 std::optional<Query> (*make)(std::string_view)) {
  std::optional<Query> dates = make(value);
  if (!dates) bad_value(name, "a date as in 2024, 2024-01 or 2024-01-31", value);
  return std::move(*dates);
}

std::vector<FacetField> parse_facets(std::string_view name, std::string_view value) {
  std::vector<FacetField> fields;
  for (bool more = !value.empty(); more;) {
    const std::string_view one = value.substr(0, value.find(','));
    const std::optional<FacetField> field = facet_field(one);
    if (!field)
      bad_value(name, "of tag, category, author, lang and year, with commas between", one);
    if (std::ranges::find(fields, *field) == fields.end()) fields.push_back(*field);
    more = one.size() < value.size();
    value.remove_prefix(std::min(one.size() + 1, value.size()));
  }
  return fields;
}

void add_alternative(Query& query, Query part) {
  const auto is_same_field = [&](const Query& other) {
    const Query& filter = other.kind == Query::Kind::any_of ? other.parts.front() : other;
    return filter.kind == Query::Kind::filter && filter.field == part.field;
  };
  std::vector<Query>& conditions = query.parts;
  Query* found = nullptr;
  if (is_same_field(query)) {
    found = &query;
  } else if (query.kind == Query::Kind::all_of) {
    const auto at = std::ranges::find_if(conditions, is_same_field);
    if (at != conditions.end()) found = &*at;
  }
  if (found == nullptr) {
    add_condition(query, std::move(part));
  } else {
    add_choice(*found, std::move(part));
  }
}

void throw_missing(std::string_view name) {
  throw ParameterError(std::string(name), fmt::format("{} must be given", name));
}

}  // namespace blogsearch
