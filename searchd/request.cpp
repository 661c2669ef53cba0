// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request.hpp"

#include "common/options.hpp"
#include "common/text.hpp"
#include "searchd/http_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace blogsearch {
namespace {

constexpr std::array kParameters = {
    Parameter{"q", TextValue{&SearchRequest::query},
              "What is searched for; any text is a valid query, an empty one is every post"},
    Parameter{"limit", NumberValue{&SearchRequest::limit, 0, 100},
              "How many posts to give at most"},
    Parameter{"offset", NumberValue{&SearchRequest::offset, 0, 100'000},
              "How many of the best posts to leave out, for paging"},
    Parameter{"sort", SortValue{&SearchRequest::sort}, "The order of the posts"},
    Parameter{"prefix", SwitchValue{&SearchRequest::prefix},
              "1: the last word may be unfinished, for search as you type"},
    Parameter{"site", TextValue{&SearchRequest::site},
              "Which site; may be left out where there is one"},
};

struct SortName {
  std::string_view name;
  Sort sort;
};
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
  return name.starts_with('_') || name.starts_with("utm_") ||
         std::ranges::find(kTracking, name) != kTracking.end();
}

std::string in_quotes(std::string_view value) {
  const std::string_view cut = cut_utf8(value, kMostQuoted);
  return fmt::format("'{}{}'", escape_control(cut), cut.size() < value.size() ? "..." : "");
}

[[noreturn]] void unknown(const std::string& name) {
  std::array<std::string_view, kParameters.size()> known;
  std::ranges::transform(kParameters, known.begin(), &Parameter::name);
  const std::string near = nearest(name, known);
  const std::string advice = near.empty() ? fmt::format("known are: {}", fmt::join(known, ", "))
                                          : fmt::format("did you mean '{}'?", near);
  throw ParameterError(repair_utf8(cut_utf8(name, kMostQuoted)),
                       fmt::format("unknown parameter {}", in_quotes(name)), advice);
}

[[noreturn]] void bad_value(const Parameter& parameter, std::string_view must_be,
                            std::string_view value) {
  throw ParameterError(
      std::string(parameter.name),
      fmt::format("{} must be {}, not {}", parameter.name, must_be, in_quotes(value)));
}

// Puts one value where it belongs, or throws. One overload for each kind of value.
struct Setter {
  const Parameter& parameter;
  const std::string& value;
  SearchRequest& request;

  void operator()(const TextValue& kind) const { request.*kind.target = repair_utf8(value); }

  void operator()(const NumberValue& kind) const {
    int number = 0;
    const char* end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc() || stop != end || number < kind.min || number > kind.max)
      bad_value(parameter, fmt::format("a whole number from {} to {}", kind.min, kind.max), value);
    request.*kind.target = number;
  }

  void operator()(const SwitchValue& kind) const {
    if (value != "0" && value != "1") bad_value(parameter, "0 or 1", value);
    request.*kind.target = value == "1";
  }

  void operator()(const SortValue& kind) const {
    const auto* known = std::ranges::find(kSortNames, value, &SortName::name);
    if (known == kSortNames.end()) bad_value(parameter, "relevance, date or -date", value);
    request.*kind.target = known->sort;
  }
};

}  // namespace

std::span<const Parameter> search_parameters() {
  return kParameters;
}

SearchRequest parse_search_request(
    const std::vector<std::pair<std::string, std::string>>& parameters) {
  SearchRequest request;
  std::array<bool, kParameters.size()> seen{};
  for (const auto& [name, value] : parameters) {
    if (is_passed_over(name)) continue;
    const auto* known = std::ranges::find(kParameters, name, &Parameter::name);
    if (known == kParameters.end()) unknown(name);
    if (std::exchange(seen[static_cast<std::size_t>(known - kParameters.begin())], true))
      throw ParameterError(name, name + " is given more than once");
    std::visit(Setter{*known, value, request}, known->value);
  }
  return request;
}

}  // namespace blogsearch
