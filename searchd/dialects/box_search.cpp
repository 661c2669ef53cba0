// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/box_search.hpp"

#include "common/analyzer.hpp"
#include "common/error.hpp"
#include "common/text.hpp"
#include "searchd/dialects/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

constexpr int kEveryValue = 10'000;  // of a facet

struct Wish {
  std::string_view ending;
  std::optional<Sort> sort;  // absent: the shape
};
constexpr std::array kWishes = {
    Wish{"_date_desc", Sort::date_descending},
    Wish{"_date_asc", Sort::date_ascending},
    Wish{"_sections", std::nullopt},
};

// What "*" counts: each thing once.
constexpr std::array<std::string_view, 5> kAllFacets = {"tags", "categories", "authors", "lang",
                                                        "year"};

bool is_site(const std::vector<SiteStatus>& sites, std::string_view name) {
  return std::ranges::any_of(sites, [&](const SiteStatus& site) { return site.name == name; });
}

std::optional<double> moment_of_first(const SearchBackend& backend, SearchRequest request,
                                      Sort sort) {
  request.sort = sort;
  request.offset = 0;
  request.limit = 1;
  request.facets.clear();
  add_condition(request.filter, make_presence(*find_attribute("date")));
  const FoundAnswer found = backend.look_up(request);
  const Answer& answer = *found;
  if (answer.hits.empty()) return std::nullopt;
  const auto day = make_after(answer.hits.front().date);
  return day ? std::optional(static_cast<double>(day->first)) : std::nullopt;
}

std::optional<std::pair<double, double>> range_of_moments(const SearchBackend& backend,
                                                          const SearchRequest& request) {
  const auto first = moment_of_first(backend, request, Sort::date_ascending);
  const auto last = moment_of_first(backend, request, Sort::date_descending);
  return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
}

std::optional<std::pair<double, double>> range_of_years(const std::vector<FacetCount>& counts) {
  if (counts.empty()) return std::nullopt;
  const auto year = [](const FacetCount& count) { return std::stod(count.value); };
  const auto [least, greatest] = std::ranges::minmax(counts, {}, year);
  return std::pair(year(least), year(greatest));
}

BoxFacet make_facet(const SearchBackend& backend, const BoxQuery& query, const Answer& answer,
                    const std::string& name) {
  const Attribute& attribute = *find_attribute(name);
  BoxFacet facet{name, {}, std::nullopt};
  if (!attribute.facet) {
    facet.range = range_of_moments(backend, query.request);
    return facet;
  }
  const auto found = std::ranges::find(answer.facets, *attribute.facet, &Facet::field);
  if (found != answer.facets.end()) facet.counts = found->counts;
  if (attribute.is_year) facet.range = range_of_years(facet.counts);
  const auto most = static_cast<std::size_t>(query.request.facet_limit);
  if (facet.counts.size() > most) facet.counts.resize(most);
  return facet;
}

void add_field(std::vector<FacetField>& fields, const Attribute& attribute) {
  if (attribute.facet && std::ranges::find(fields, *attribute.facet) == fields.end())
    fields.push_back(*attribute.facet);
}

bool has_word_from(std::string_view value, std::string_view beginning) {
  const std::string folded = " " + fold_phrase(value);
  return folded.find(" " + std::string(beginning)) != std::string::npos;
}

}  // namespace

BoxQuery new_box_query() {
  BoxQuery query;
  query.request.prefix = true;
  return query;
}

void choose_index(const SearchBackend& backend, std::string_view name, BoxQuery& query) {
  const std::vector<SiteStatus> sites = backend.sites();
  for (bool again = true; again && !is_site(sites, name);) {
    again = false;
    for (const Wish& wish : kWishes) {
      if (name.size() <= wish.ending.size() || !name.ends_with(wish.ending)) continue;
      name.remove_suffix(wish.ending.size());
      if (wish.sort) {
        query.request.sort = *wish.sort;
      } else {
        query.shape = BoxShape::sections;
      }
      again = true;
      break;
    }
  }
  query.request.sites = {std::string(name)};
}

BoxAnswer search_for_box(const SearchBackend& backend, const BoxQuery& query) {
  SearchRequest request = query.request;
  for (const std::string& name : query.facets) add_field(request.facets, *find_attribute(name));
  const auto is_of_years = [](const std::string& name) { return find_attribute(name)->is_year; };
  if (std::ranges::any_of(query.facets, is_of_years))
    request.facet_limit = kEveryValue;  // a slider's ends are not among the most frequent
  const FoundAnswer found = backend.search(request);
  const Answer& answer = *found;
  BoxAnswer result{make_box_documents(answer, query.shape), answer.total, answer.took_ms, {}};
  for (const std::string& name : query.facets)
    result.facets.push_back(make_facet(backend, query, answer, name));
  return result;
}

BoxFacet search_facet(const SearchBackend& backend, const BoxQuery& query,
                      const std::string& attribute, std::string_view text, int limit) {
  const Attribute* known = find_attribute(attribute);
  if (known == nullptr || !known->facet)
    throw Error(ErrorCode::bad_parameter,
                fmt::format("'{}' has no values to search among; there are: {}",
                            escape_control(cut_utf8(attribute, 40)), listed_attributes()));
  BoxQuery counting = query;
  counting.facets = {attribute};
  counting.request.limit = 0;
  counting.request.facet_limit = kEveryValue;
  BoxFacet facet = std::move(search_for_box(backend, counting).facets.front());
  const std::string beginning = fold_phrase(text);
  std::erase_if(facet.counts,
                [&](const FacetCount& count) { return !has_word_from(count.value, beginning); });
  if (facet.counts.size() > static_cast<std::size_t>(limit))
    facet.counts.resize(static_cast<std::size_t>(limit));
  return facet;
}

std::vector<std::string> choose_facets(const std::vector<std::string>& names) {
  std::vector<std::string> chosen;
  const auto add = [&](std::string_view name) {
    if (std::ranges::find(chosen, name) == chosen.end()) chosen.emplace_back(name);
  };
  for (const std::string& name : names) {
    if (name == "*") {
      std::ranges::for_each(kAllFacets, add);
    } else if (find_attribute(name) != nullptr) {
      add(name);
    } else {
      throw Error(ErrorCode::bad_parameter,
                  fmt::format("attribute '{}' cannot be counted; there are: {}",
                              escape_control(cut_utf8(name, 40)), countable_attributes()));
    }
  }
  return chosen;
}

}  // namespace blogsearch
