// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/meilisearch.hpp"

#include "searchd/dialects/json_body.hpp"
#include "searchd/dialects/meilisearch_answer.hpp"
#include "searchd/dialects/meilisearch_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

Json search(const SearchBackend& backend, MeilisearchQuery& query) {
  query.marks.escape = must_escape(backend.escape, query.marks.before);
  return to_meilisearch(search_for_box(backend, query.box), query);
}

// The body of a multi-search. Throws ParameterError where it has no list of searches.
Json read_multi_search(const HttpRequest& request) {
  Json body = read_json_body(request);
  check_fields(body, {"queries", "federation"});
  const auto queries = body.find("queries");
  if (queries == body.end() || !queries->is_array())
    throw ParameterError("queries", "queries must be a list of searches");
  if (queries->size() > kMaxBoxQueries)
    throw ParameterError("queries", fmt::format("queries may be {} at most", kMaxBoxQueries));
  for (const Json& one : *queries)
    if (!one.is_object()) throw ParameterError("queries", "each of queries must be an object");
  return body;
}

// Throws as read_meilisearch_query() does.
std::vector<MeilisearchQuery> read_queries(const Json& searches) {
  std::vector<MeilisearchQuery> queries;
  for (const Json& one : searches) queries.push_back(read_meilisearch_query(one, true));
  return queries;
}

// Do the two differ in the index only?
bool is_same_search(Json one, Json other) {
  for (Json* search : {&one, &other}) {
    search->erase("indexUid");
    search->erase("federationOptions");
  }
  return one == other;
}

// One answer over several sites, where all are asked the same.
Json search_together(const SearchBackend& backend, const HttpRequest& request, Json body) {
  const Json federation = body["federation"];
  if (!federation.is_object()) throw ParameterError("federation", "federation must be an object");
  Json& searches = body["queries"];
  if (searches.empty()) throw ParameterError("queries", "a federation needs searches");
  for (Json& one : searches) {
    if (!is_same_search(one, searches.front()))
      throw ParameterError("federation", "queries of a federation may differ in indexUid only");
    one.erase("federationOptions");
  }
  for (const auto& [name, value] : federation.items()) {
    if (name != "limit" && name != "offset" && name != "page" && name != "hitsPerPage")
      throw ParameterError("federation", "federation takes limit, offset, page and hitsPerPage");
    for (Json& one : searches) one[name] = value;
  }
  std::vector<MeilisearchQuery> queries = read_queries(searches);
  MeilisearchQuery together = queries.front();
  together.box.request.sites.clear();
  for (MeilisearchQuery& query : queries) {
    choose_meilisearch_index(backend, query.index, request, query);
    together.box.shape = query.box.shape;
    together.box.request.sites.push_back(query.box.request.sites.front());
  }
  together.marks.escape = must_escape(backend.escape, together.marks.before);
  const BoxAnswer answer = search_for_box(backend, together.box);
  Json json = to_meilisearch(answer, together);
  json.erase("query");
  for (std::size_t i = 0; i < answer.documents.size(); ++i) {
    const auto of = std::ranges::find_if(queries, [&](const MeilisearchQuery& query) {
      return query.box.request.sites.front() == answer.documents[i].site;
    });
    const auto position = of == queries.end() ? 0 : of - queries.begin();
    json["hits"][i]["_federation"] = {
        {"indexUid", queries[static_cast<std::size_t>(position)].index},
        {"queriesPosition", position}};
  }
  return json;
}

}  // namespace

HttpResponse answer_meilisearch_search(const SearchBackend& backend, const HttpRequest& request) {
  MeilisearchQuery query = request.method == "POST"
                               ? read_meilisearch_query(read_json_body(request), false)
                               : read_meilisearch_query(request.parameters);
  choose_meilisearch_index(backend, request.segment, request, query);
  return json_response(search(backend, query));
}

HttpResponse answer_meilisearch_multi_search(const SearchBackend& backend,
                                             const HttpRequest& request) {
  const Json body = read_multi_search(request);
  if (body.contains("federation") && !body["federation"].is_null())
    return json_response(search_together(backend, request, body));
  Json results = Json::array();
  for (MeilisearchQuery& query : read_queries(body["queries"])) {
    choose_meilisearch_index(backend, query.index, request, query);
    Json result = {{"indexUid", query.index}};
    result.update(search(backend, query));
    results.push_back(std::move(result));
  }
  return json_response({{"results", std::move(results)}});
}

HttpResponse answer_meilisearch_facet_search(const SearchBackend& backend,
                                             const HttpRequest& request) {
  MeilisearchFacetQuery query = read_meilisearch_facet_query(read_json_body(request));
  choose_meilisearch_index(backend, request.segment, request, query.search);
  const BoxFacet facet = as_parameter("facetName", [&] {
    return search_facet(backend, query.search.box, query.name, query.text, kMaxFacetHits);
  });
  return json_response(to_meilisearch(facet, query.text));
}

HttpResponse answer_meilisearch_health(const SearchBackend& backend, const HttpRequest&) {
  const std::vector<SiteStatus> sites = backend.sites();
  const bool available =
      std::ranges::any_of(sites, [](const SiteStatus& site) { return !site.revision.empty(); });
  if (!available) throw Error(ErrorCode::unavailable, "there is no index yet");
  return json_response({{"status", "available"}});
}

HttpResponse answer_meilisearch_version(const SearchBackend&, const HttpRequest&) {
  return json_response(
      {{"commitSha", "unknown"}, {"commitDate", "unknown"}, {"pkgVersion", BLOGSEARCH_VERSION}});
}

}  // namespace blogsearch
