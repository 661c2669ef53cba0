// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/algolia_request.hpp"

#include "common/text.hpp"
#include "searchd/dialects/algolia_filter.hpp"
#include "searchd/dialects/json_body.hpp"
#include "searchd/http_error.hpp"
#include "searchd/query_string.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

// Numbers that say which page.
struct Paging {
  int page = 0, hits_per_page = 20;
  std::optional<int> offset, length;  // instead of these
};

// What is known of a query only while its parameters are read.
struct Reading {
  Paging paging;
  FilterConditions conditions;
  bool of_facet = false;  // of the values of a facet, not of hits
};

struct AlgoliaParameter {
  std::string_view name;
  ValueKind kind;
  void (*read)(std::string_view name, const Json& value, AlgoliaQuery& query, Reading& reading);
};

// "content:30" is a field and how many words of it.
void read_snippets(std::string_view name, const Json& value, AlgoliaQuery& query, Reading&) {
  query.snippet.clear();
  for (const std::string& one : to_texts(name, value, true)) {
    const FieldWords snippet = read_field_words(name, one);
    query.snippet.push_back(snippet.field);
    if (snippet.field == "content" || snippet.field == "*")
      query.box.request.snippet_length = characters_of(snippet.words.value_or(10));
  }
}

template <auto read_list>
void read_filters(std::string_view name, const Json& value, AlgoliaQuery& query, Reading& reading) {
  Query condition = as_parameter(name, [&] { return read_list(value, reading.conditions); });
  if (condition.kind != Query::Kind::all)
    add_condition(query.box.request.filter, std::move(condition));
}

void read_filter_text(std::string_view name, const Json& value, AlgoliaQuery& query,
                      Reading& reading) {
  const std::string text = to_text(name, value);
  Query condition =
      as_parameter(name, [&] { return read_algolia_filters(text, reading.conditions); });
  if (condition.kind != Query::Kind::all)
    add_condition(query.box.request.filter, std::move(condition));
}

void read_facets(std::string_view name, const Json& value, AlgoliaQuery& query, Reading&) {
  query.box.facets = as_parameter(name, [&] { return choose_facets(to_texts(name, value, true)); });
}

void read_type(std::string_view name, const Json& value, AlgoliaQuery&, Reading& reading) {
  const std::string type = to_text(name, value);
  reading.of_facet = type == "facet";
  if (type != "default" && type != "facet") not_supported(name, "must be default or facet");
}

template <auto member>
void read_fields(std::string_view name, const Json& value, AlgoliaQuery& query, Reading&) {
  if (!value.is_null()) query.*member = to_texts(name, value, true);
}
template <auto member>
void read_text(std::string_view name, const Json& value, AlgoliaQuery& query, Reading&) {
  query.*member = to_text(name, value);
}
template <auto member>
void read_mark(std::string_view name, const Json& value, AlgoliaQuery& query, Reading&) {
  query.marks.*member = to_text(name, value);
}
template <auto member, int most>
void read_page(std::string_view name, const Json& value, AlgoliaQuery&, Reading& reading) {
  if (!value.is_null()) reading.paging.*member = to_number(name, value, 0, most);
}

// Has no meaning here, and does no harm: statistics, and how Algolia finds what it finds.
void pass_over(std::string_view, const Json&, AlgoliaQuery&, Reading&) {}

void refuse(std::string_view name, const Json& value, AlgoliaQuery&, Reading&) {
  if (!value.is_null() && !value.empty()) not_supported(name, "is not supported");
}

constexpr std::array kParameters = {
    AlgoliaParameter{"indexName", ValueKind::text, read_text<&AlgoliaQuery::index>},
    AlgoliaParameter{"query", ValueKind::text,
                     [](auto name, const Json& value, auto& query, auto&) {
                       query.box.request.query = to_text(name, value);
                     }},
    AlgoliaParameter{"page", ValueKind::number, read_page<&Paging::page, kMaxBoxOffset>},
    AlgoliaParameter{"hitsPerPage", ValueKind::number,
                     read_page<&Paging::hits_per_page, kMaxBoxHits>},
    AlgoliaParameter{"offset", ValueKind::number, read_page<&Paging::offset, kMaxBoxOffset>},
    AlgoliaParameter{"length", ValueKind::number, read_page<&Paging::length, kMaxBoxHits>},
    AlgoliaParameter{"facets", ValueKind::texts, read_facets},
    AlgoliaParameter{"maxValuesPerFacet", ValueKind::number,
                     [](auto name, const Json& value, auto& query, auto&) {
                       query.box.request.facet_limit = to_number(name, value, 0, 10'000);
                     }},
    AlgoliaParameter{"filters", ValueKind::text, read_filter_text},
    AlgoliaParameter{"facetFilters", ValueKind::text_or_list, read_filters<read_facet_filters>},
    AlgoliaParameter{"numericFilters", ValueKind::text_or_list, read_filters<read_numeric_filters>},
    AlgoliaParameter{"attributesToRetrieve", ValueKind::texts,
                     read_fields<&AlgoliaQuery::retrieve>},
    AlgoliaParameter{"attributesToHighlight", ValueKind::texts,
                     read_fields<&AlgoliaQuery::highlight>},
    AlgoliaParameter{"attributesToSnippet", ValueKind::texts, read_snippets},
    AlgoliaParameter{"highlightPreTag", ValueKind::text, read_mark<&BoxMarks::before>},
    AlgoliaParameter{"highlightPostTag", ValueKind::text, read_mark<&BoxMarks::behind>},
    AlgoliaParameter{"snippetEllipsisText", ValueKind::text, read_mark<&BoxMarks::ellipsis>},
    AlgoliaParameter{"type", ValueKind::text, read_type},
    AlgoliaParameter{"facet", ValueKind::text, read_text<&AlgoliaQuery::facet>},
    AlgoliaParameter{"facetQuery", ValueKind::text, read_text<&AlgoliaQuery::facet_text>},
    AlgoliaParameter{"maxFacetHits", ValueKind::number,
                     [](auto name, const Json& value, auto& query, auto&) {
                       query.facet_hits = to_number(name, value, 1, kMaxFacetHits);
                     }},
    AlgoliaParameter{"tagFilters", ValueKind::text_or_list, refuse},
    AlgoliaParameter{"optionalFilters", ValueKind::text_or_list, refuse},
    AlgoliaParameter{"restrictSearchableAttributes", ValueKind::texts, refuse},
    AlgoliaParameter{"aroundLatLng", ValueKind::text, refuse},
    AlgoliaParameter{"insideBoundingBox", ValueKind::text_or_list, refuse},
    AlgoliaParameter{"insidePolygon", ValueKind::text_or_list, refuse},
};

constexpr std::array<std::string_view, 38> kWithoutMeaning = {"advancedSyntax",
                                                              "allowTyposOnNumericTokens",
                                                              "alternativesAsExact",
                                                              "analytics",
                                                              "analyticsTags",
                                                              "clickAnalytics",
                                                              "decompoundQuery",
                                                              "disableTypoToleranceOnAttributes",
                                                              "distinct",
                                                              "enableABTest",
                                                              "enablePersonalization",
                                                              "enableReRanking",
                                                              "enableRules",
                                                              "exactOnSingleWordQuery",
                                                              "explain",
                                                              "facetingAfterDistinct",
                                                              "getRankingInfo",
                                                              "ignorePlurals",
                                                              "maxFacets",
                                                              "minProximity",
                                                              "minWordSizefor1Typo",
                                                              "minWordSizefor2Typos",
                                                              "mode",
                                                              "naturalLanguages",
                                                              "optionalWords",
                                                              "percentileComputation",
                                                              "queryLanguages",
                                                              "queryType",
                                                              "removeStopWords",
                                                              "removeWordsIfNoResults",
                                                              "replaceSynonymsInHighlight",
                                                              "responseFields",
                                                              "restrictHighlightAndSnippetArrays",
                                                              "ruleContexts",
                                                              "sortFacetValuesBy",
                                                              "synonyms",
                                                              "typoTolerance",
                                                              "userToken"};

const AlgoliaParameter& parameter_named(std::string_view name) {
  static constexpr AlgoliaParameter ignored{"", ValueKind::text, pass_over};
  const auto* found = std::ranges::find(kParameters, name, &AlgoliaParameter::name);
  if (found != kParameters.end()) return *found;
  if (std::ranges::find(kWithoutMeaning, name) != kWithoutMeaning.end()) return ignored;
  throw ParameterError(std::string(name),
                       fmt::format("Unknown parameter: {}", escape_control(cut_utf8(name, 40))));
}

// Everything by name: what "params" says, and then what stands beside it.
Json gather(const Json& body) {
  Json all = Json::object();
  const auto params = body.find("params");
  if (params != body.end()) {
    for (const auto& [name, value] : parse_query_string(to_text("params", *params))) {
      const std::string known = repair_utf8(name);
      all[known] = as_parameter(known, [&, &text = value] {
        return from_query_string(parameter_named(known).kind, repair_utf8(text));
      });
    }
  }
  for (const auto& [name, value] : body.items())
    if (name != "params") all[name] = value;
  return all;
}

void finish_pages(const Paging& paging, SearchRequest& request) {
  const int size = paging.length.value_or(paging.hits_per_page);
  const std::int64_t offset =
      paging.offset ? *paging.offset : static_cast<std::int64_t>(paging.page) * size;
  if (offset > kMaxBoxOffset)
    not_supported("page", fmt::format("leads beyond the first {} hits", kMaxBoxOffset));
  request.limit = size;
  request.offset = static_cast<int>(offset);
}

// Snippets of fields that only DocSearch's records have.
bool names_level(const std::string& name) {
  return name.starts_with("hierarchy");
}

}  // namespace

AlgoliaQuery read_algolia_query(const Json& body) {
  AlgoliaQuery query;
  query.box = new_box_query();
  query.box.request.facet_limit = 100;
  Reading reading;
  const Json all = gather(body);
  for (const auto& [name, value] : all.items())
    parameter_named(name).read(name, value, query, reading);
  finish_pages(reading.paging, query.box.request);
  if (reading.of_facet && query.facet.empty())
    throw ParameterError("facet", "facet must be given where type is facet");
  const auto params = body.find("params");
  if (params != body.end()) query.params = to_text("params", *params);
  return query;
}

void choose_algolia_index(const SearchBackend& backend, AlgoliaQuery& query) {
  const bool by_sections = std::ranges::any_of(query.retrieve, names_level) ||
                           std::ranges::any_of(query.snippet, names_level);
  if (by_sections) query.box.shape = BoxShape::sections;
  choose_index(backend, query.index, query.box);
}

}  // namespace blogsearch
