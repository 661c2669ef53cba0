// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/algolia.hpp"

#include "searchd/dialects/algolia_answer.hpp"
#include "searchd/dialects/algolia_request.hpp"
#include "searchd/dialects/json_body.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

Json answer_one(const SearchBackend& backend, AlgoliaQuery query) {
  choose_algolia_index(backend, query);
  query.marks.escape = must_escape(backend.escape, query.marks.before);
  if (query.facet.empty()) return to_algolia(search_for_box(backend, query.box), query);
  const BoxFacet facet = as_parameter("facet", [&] {
    return search_facet(backend, query.box, query.facet, query.facet_text, query.facet_hits);
  });
  return to_algolia(facet, query);
}

}  // namespace

HttpResponse answer_algolia_queries(const SearchBackend& backend, const HttpRequest& request) {
  const Json body = read_json_body(request);
  check_fields(body, {"requests", "strategy"});
  if (body.contains("strategy") && to_text("strategy", body["strategy"]) != "none")
    not_supported("strategy", "must be none: every one of requests is answered");
  const auto searches = body.find("requests");
  if (searches == body.end() || !searches->is_array())
    throw ParameterError("requests", "requests must be a list of searches");
  if (searches->size() > kMaxBoxQueries)
    throw ParameterError("requests", fmt::format("requests may be {} at most", kMaxBoxQueries));
  Json results = Json::array();
  for (const Json& search : *searches) {
    if (!search.is_object()) throw ParameterError("requests", "each of requests must be an object");
    AlgoliaQuery query = read_algolia_query(search);
    if (query.index.empty()) throw ParameterError("indexName", "indexName must be given");
    results.push_back(answer_one(backend, std::move(query)));
  }
  return json_response({{"results", std::move(results)}});
}

HttpResponse answer_algolia_query(const SearchBackend& backend, const HttpRequest& request) {
  AlgoliaQuery query = read_algolia_query(read_json_body(request));
  query.index = request.segment;
  return json_response(answer_one(backend, std::move(query)));
}

}  // namespace blogsearch
