// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/meilisearch_answer.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kHalfScore = 10;  // a score of ours that is 0.5 of Meilisearch's 0 to 1

struct Code {
  HttpProblem problem;
  std::string_view code;
  std::string_view type = "invalid_request";
};
// Other problems keep our own code.
constexpr std::array kCodes = {
    Code{HttpProblem::missing_key, "missing_authorization_header", "auth"},
    Code{HttpProblem::invalid_key, "invalid_api_key", "auth"},
    Code{HttpProblem::forbidden, "invalid_api_key", "auth"},
    Code{HttpProblem::not_found, "index_not_found"},
    Code{HttpProblem::body_too_large, "payload_too_large"},
    Code{HttpProblem::too_many_requests, "too_many_search_requests", "system"},
    Code{HttpProblem::overloaded, "too_many_search_requests", "system"},
    Code{HttpProblem::time_limit, "search_cutoff", "system"},
    Code{HttpProblem::unavailable, "unavailable", "system"},
    Code{HttpProblem::internal_error, "internal", "internal"},
};

// "hierarchy.lvl1" is "hierarchy_lvl1" here.
std::string flat_name(std::string_view name) {
  std::string flat(name);
  std::ranges::replace(flat, '.', '_');
  return flat;
}

// Every value as text: what a client puts into a page.
Json formatted(const BoxField& field, const MeilisearchQuery& query) {
  const auto escaped = [&](const std::string& text) {
    return query.marks.escape ? escape_html(text) : text;
  };
  if (field.value.is_null()) return nullptr;
  if (field.value.is_number()) return field.value.dump();
  if (field.value.is_string()) {
    if (names_field(query.highlight, field.name)) return write_field(field, query.marks);
    BoxMarks plain = query.marks;
    plain.before.clear();
    plain.behind.clear();
    return write_field(field, plain);
  }
  Json list = Json::array();
  for (const Json& one : field.value) list.push_back(escaped(one.get<std::string>()));
  return list;
}

Json positions(const BoxDocument& document) {
  Json found = Json::object();
  for (const BoxField& field : document.fields) {
    if (field.marks.empty()) continue;
    Json& list = found[flat_name(field.name)] = Json::array();
    for (const MarkedText::Mark& mark : field.marks)
      list.push_back({{"start", mark.begin}, {"length", mark.end - mark.begin}});
  }
  return found;
}

Json to_hit(const BoxDocument& document, const MeilisearchQuery& query) {
  Json hit = Json::object();
  Json shown = Json::object();
  for (const BoxField& field : document.fields) {
    if (!names_field(query.retrieve, field.name)) continue;
    const std::string name = flat_name(field.name);
    hit[name] = field.value;
    shown[name] = formatted(field, query);
  }
  if (!query.highlight.empty() || !query.crop.empty()) hit["_formatted"] = std::move(shown);
  if (query.positions) hit["_matchesPosition"] = positions(document);
  if (query.scores)
    hit["_rankingScore"] =
        std::round(document.score / (document.score + kHalfScore) * 10'000) / 10'000;
  return hit;
}

void add_facets(const std::vector<BoxFacet>& facets, Json& answer) {
  Json counts = Json::object();
  Json ranges = Json::object();
  for (const BoxFacet& facet : facets) {
    Json& values = counts[facet.name] = Json::object();
    for (const FacetCount& count : facet.counts) values[count.value] = count.posts;
    if (facet.range)
      ranges[facet.name] = {{"min", facet.range->first}, {"max", facet.range->second}};
  }
  answer["facetDistribution"] = std::move(counts);
  answer["facetStats"] = std::move(ranges);
}

void add_pages(const BoxAnswer& answer, const MeilisearchQuery& query, Json& json) {
  if (!query.hits_per_page) {
    json["limit"] = query.box.request.limit;
    json["offset"] = query.box.request.offset;
    json["estimatedTotalHits"] = answer.total;
    return;
  }
  const auto size = static_cast<std::size_t>(*query.hits_per_page);
  json["hitsPerPage"] = *query.hits_per_page;
  json["page"] = *query.page;
  json["totalPages"] = size == 0 ? 0 : (answer.total + size - 1) / size;
  json["totalHits"] = answer.total;
}

// "attributesToCrop" as "attributes_to_crop".
std::string snake_case(std::string_view name) {
  std::string snake;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper) snake += '_';
    snake += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

std::string code_for(const HttpRequest& request, const HttpError& error) {
  const auto* code = std::ranges::find(kCodes, error.problem, &Code::problem);
  if (code != kCodes.end()) return std::string(code->code);
  if (error.parameter.empty()) return std::string(code_of(error.problem));
  if (error.parameter == "facetName" || error.parameter == "facetQuery")
    return "invalid_facet_search_" + snake_case(error.parameter);
  const bool in_multi = error.parameter == "queries" || error.parameter == "federation";
  const std::string_view of = in_multi && request.path == "/multi-search" ? "multi_" : "";
  return "invalid_" + std::string(of) + "search_" + snake_case(error.parameter);
}

}  // namespace

Json to_meilisearch(const BoxAnswer& answer, const MeilisearchQuery& query) {
  Json hits = Json::array();
  for (const BoxDocument& document : answer.documents) hits.push_back(to_hit(document, query));
  Json json = {{"hits", std::move(hits)},
               {"query", query.box.request.query},
               {"processingTimeMs", std::lround(answer.took_ms)}};
  add_pages(answer, query, json);
  if (!query.box.facets.empty()) add_facets(answer.facets, json);
  return json;
}

Json to_meilisearch(const BoxFacet& facet, const std::string& text) {
  Json hits = Json::array();
  for (const FacetCount& count : facet.counts)
    hits.push_back({{"value", count.value}, {"count", count.posts}});
  return {{"facetHits", std::move(hits)}, {"facetQuery", text}, {"processingTimeMs", 0}};
}

HttpResponse meilisearch_error(const HttpRequest& request, const HttpError& error) {
  const auto* known = std::ranges::find(kCodes, error.problem, &Code::problem);
  const std::string code = code_for(request, error);
  const Json json = {{"message", error.message},
                     {"code", code},
                     {"type", known == kCodes.end() ? "invalid_request" : known->type},
                     {"link", "https://docs.meilisearch.com/errors#" + code}};
  return {status_of(error.problem), "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", headers_of(error)};
}

}  // namespace blogsearch
