// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/attributes.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::array kAttributes = {
    Attribute{"tags", QueryField::tag, FacetField::tag},
    Attribute{"categories", QueryField::category, FacetField::category},
    Attribute{"authors", QueryField::author, FacetField::author},
    Attribute{"author", QueryField::author, FacetField::author},
    Attribute{"lang", QueryField::language, FacetField::language},
    Attribute{"language", QueryField::language, FacetField::language},
    Attribute{"year", QueryField::any, FacetField::year, true},
    Attribute{"date", QueryField::any, std::nullopt},
    Attribute{"timestamp", QueryField::any, std::nullopt},
};

constexpr std::array kSigns = {
    ComparisonSign{"=", Comparison::equal},   ComparisonSign{"!=", Comparison::not_equal},
    ComparisonSign{"<", Comparison::less},    ComparisonSign{"<=", Comparison::at_most},
    ComparisonSign{">", Comparison::greater}, ComparisonSign{">=", Comparison::at_least},
};

// Beyond every date: the years -9999 to 9999.
constexpr std::int64_t kFirstMoment = -377'705'116'800;
constexpr std::int64_t kLastMoment = 253'402'300'799;

struct Span {
  std::int64_t first, last;
};

[[noreturn]] void bad(const std::string& message) {
  throw Error(ErrorCode::bad_parameter, message);
}

bool is_moment(const Attribute& attribute) {
  return attribute.field == QueryField::any;
}

// A year, month or day, as "date:" of a query reads it.
std::optional<Span> read_day(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789-") != std::string_view::npos)
    return std::nullopt;
  const Query query = parse_query("date:" + std::string(text));
  if (query.kind != Query::Kind::dates) return std::nullopt;
  return Span{query.first, query.last};
}

std::optional<Span> read_seconds(std::string_view text) {
  double seconds = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, seconds);
  if (error != std::errc() || stop != end || !std::isfinite(seconds)) return std::nullopt;
  const double kept =
      std::clamp(seconds, static_cast<double>(kFirstMoment), static_cast<double>(kLastMoment));
  const auto whole = static_cast<std::int64_t>(std::floor(kept));
  return Span{whole, whole};
}

Span read_moment(const Attribute& attribute, std::string_view text) {
  auto span = read_day(text);
  if (!span && !attribute.is_year) span = read_seconds(text);
  if (!span || (attribute.is_year && text.find('-') != std::string_view::npos))
    bad(fmt::format("{} is compared with {}, not with '{}'", attribute.name,
                    attribute.is_year ? "a year" : "seconds since 1970 or a date as 2024-01-31",
                    escape_control(cut_utf8(text, 40))));
  return *span;
}

Query compare_moment(Span span, Comparison comparison) {
  switch (comparison) {
    case Comparison::equal:
      return make_dates(span.first, span.last);
    case Comparison::not_equal:
      return negate(make_dates(span.first, span.last));
    case Comparison::less:
      return make_dates(kFirstMoment, span.first - 1);
    case Comparison::at_most:
      return make_dates(kFirstMoment, span.last);
    case Comparison::greater:
      return make_dates(span.last + 1, kLastMoment);
    case Comparison::at_least:
      return make_dates(span.first, kLastMoment);
  }
  return make_nothing();
}

template <typename Keep>
std::string names(Keep keep) {
  std::string list;
  for (const Attribute& attribute : kAttributes)
    if (keep(attribute)) list.append(list.empty() ? "" : ", ").append(attribute.name);
  return list;
}

}  // namespace

const Attribute* find_attribute(std::string_view name) {
  const auto* found = std::ranges::find(kAttributes, name, &Attribute::name);
  return found == kAttributes.end() ? nullptr : found;
}

std::string filterable_attributes() {
  return names([](const Attribute&) { return true; });
}

std::string countable_attributes() {
  return names([](const Attribute& attribute) { return attribute.facet || is_moment(attribute); });
}

std::string listed_attributes() {
  return names([](const Attribute& attribute) { return attribute.facet.has_value(); });
}

std::span<const ComparisonSign> comparison_signs() {
  return kSigns;
}

Query make_comparison(const Attribute& attribute, Comparison comparison, std::string_view value) {
  if (is_moment(attribute)) return compare_moment(read_moment(attribute, value), comparison);
  if (comparison != Comparison::equal && comparison != Comparison::not_equal)
    bad(fmt::format("{} has no order: it can be equal or not", attribute.name));
  Query query = trim(value).empty() ? make_nothing() : make_filter(attribute.field, value);
  return comparison == Comparison::equal ? query : negate(std::move(query));
}

Query make_range(const Attribute& attribute, std::string_view first, std::string_view last) {
  if (!is_moment(attribute)) bad(fmt::format("{} has no order, so no range", attribute.name));
  return make_dates(read_moment(attribute, first).first, read_moment(attribute, last).last);
}

Query make_presence(const Attribute& attribute) {
  return is_moment(attribute) ? make_dates(kFirstMoment, kLastMoment) : Query();
}

Query make_nothing() {
  return negate(Query());
}

Query negate(Query query) {
  Query none;
  none.kind = Query::Kind::none_of;
  none.parts.push_back(std::move(query));
  return none;
}

}  // namespace blogsearch
