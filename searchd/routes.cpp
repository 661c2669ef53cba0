// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/routes.hpp"

#include "searchd/dialects/algolia.hpp"
#include "searchd/dialects/algolia_answer.hpp"
#include "searchd/dialects/meilisearch.hpp"
#include "searchd/dialects/meilisearch_answer.hpp"
#include "searchd/http_error.hpp"
#include "searchd/native_api.hpp"
#include "searchd/openapi.hpp"
#include "searchd/pages/feed.hpp"
#include "searchd/pages/results_page.hpp"
#include "searchd/web_files.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

HttpResponse answer_metrics(const SearchBackend& backend, const HttpRequest&) {
  return {200, "text/plain; version=0.0.4; charset=utf-8", backend.metrics()};
}

// A path of the table, taken apart when the program is compiled: "{name}" is any one segment.
struct PathPattern {
  constexpr PathPattern(const char* text)  // NOLINT(google-explicit-constructor): the table's form
      : whole(text), before(whole.substr(0, whole.find('{'))) {
    has_name = before.size() < whole.size();
    if (has_name) behind = whole.substr(whole.find('}') + 1);
  }
  std::string_view whole, before, behind;
  bool has_name = false;
};

struct Route {
  std::string_view method;
  PathPattern path;
  HttpResponse (*handle)(const SearchBackend&, const HttpRequest&);
  RouteKind kind = RouteKind::search;
};

constexpr std::array kRoutes = {
    Route{"GET", "/", answer_results_page},
    Route{"GET", "/demo", answer_demo, RouteKind::file},
    Route{"GET", "/healthz", answer_health, RouteKind::state},
    Route{"GET", "/metrics", answer_metrics, RouteKind::state},
    Route{"GET", "/indexes/{uid}/search", answer_meilisearch_search},
    Route{"POST", "/indexes/{uid}/search", answer_meilisearch_search},
    Route{"POST", "/indexes/{uid}/facet-search", answer_meilisearch_facet_search},
    Route{"POST", "/multi-search", answer_meilisearch_multi_search},
    Route{"GET", "/health", answer_meilisearch_health, RouteKind::state},
    Route{"GET", "/version", answer_meilisearch_version, RouteKind::file},
    Route{"POST", "/1/indexes/*/queries", answer_algolia_queries},
    Route{"POST", "/1/indexes/{index}/query", answer_algolia_query},
    Route{"GET", "/pagefind/pagefind.js", answer_web_file, RouteKind::file},
    Route{"GET", "/pagefind/{site}/pagefind.js", answer_web_file, RouteKind::file},
    Route{"GET", "/openapi.json", answer_openapi, RouteKind::file},
    Route{"GET", "/opensearch.xml", answer_open_search, RouteKind::file},
    Route{"GET", "/page.css", answer_web_file, RouteKind::file},
    Route{"GET", "/related", answer_related},
    Route{"GET", "/search", answer_search},
    Route{"GET", "/search.atom", answer_feed},
    Route{"GET", "/search-box.css", answer_web_file, RouteKind::file},
    Route{"GET", "/search-box.js", answer_web_file, RouteKind::file},
    Route{"GET", "/search-box.{language}.json", answer_web_file, RouteKind::file},
    Route{"GET", "/suggest", answer_suggest},
};

// Whose errors have a form of their own: this path, and those below it.
struct ErrorStyle {
  std::string_view path;
  HttpResponse (*write)(const HttpRequest&, const HttpError&);
};
constexpr std::array kErrorStyles = {
    ErrorStyle{"/", results_page_error},       ErrorStyle{"/multi-search", meilisearch_error},
    ErrorStyle{"/indexes", meilisearch_error}, ErrorStyle{"/health", meilisearch_error},
    ErrorStyle{"/version", meilisearch_error}, ErrorStyle{"/1", algolia_error},
};

// What "{name}" stands for, empty where the pattern has none; absent: another path.
std::optional<std::string_view> match_path(const PathPattern& pattern, std::string_view path) {
  if (!pattern.has_name)
    return path == pattern.whole ? std::optional(std::string_view()) : std::nullopt;
  if (path.size() <= pattern.before.size() + pattern.behind.size() ||
      !path.starts_with(pattern.before) || !path.ends_with(pattern.behind))
    return std::nullopt;
  path.remove_prefix(pattern.before.size());
  path.remove_suffix(pattern.behind.size());
  return path.find('/') == path.npos ? std::optional(path) : std::nullopt;
}

// "GET, HEAD, OPTIONS"; empty: no such path. "*" is every path (RFC 9110, 9.3.7).
std::string allowed_methods(std::string_view path) {
  std::string methods;
  for (const Route& route : kRoutes) {
    const bool matches = path == "*" || match_path(route.path, path);
    if (!matches || methods.find(route.method) != std::string::npos) continue;
    methods.append(route.method).append(route.method == "GET" ? ", HEAD, " : ", ");
  }
  return methods.empty() ? methods : methods + "OPTIONS";
}

HttpResponse no_route(const HttpRequest& request) {
  const std::string allowed = allowed_methods(request.path);
  if (allowed.empty())
    return error_for(request, {HttpProblem::not_found, "there is nothing at " + request.path});
  if (request.method == "OPTIONS") return {204, {}, {}, {{"Allow", allowed}}};
  HttpResponse response =
      error_for(request, {HttpProblem::method_not_allowed,
                          request.path + " takes " + allowed + ", not " + request.method});
  response.headers.push_back({"Allow", allowed});
  return response;
}

HttpResponse answer(const SearchBackend& backend, HttpRequest request) {
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  for (const Route& route : kRoutes) {
    if (route.method != method) continue;
    const auto segment = match_path(route.path, request.path);
    if (!segment) continue;
    request.segment = *segment;
    return route.handle(backend, request);
  }
  return no_route(request);
}

}  // namespace

RouteFacts facts_of(const HttpRequest& request) {
  const auto* route = std::ranges::find_if(
      kRoutes, [&](const Route& one) { return match_path(one.path, request.path).has_value(); });
  return route == kRoutes.end() ? RouteFacts() : RouteFacts{route->path.whole, route->kind};
}

std::vector<std::string_view> route_paths() {
  std::vector<std::string_view> paths;
  for (const Route& route : kRoutes)
    if (std::ranges::find(paths, route.path.whole) == paths.end())
      paths.push_back(route.path.whole);
  return paths;
}

HttpResponse error_for(const HttpRequest& request, const HttpError& error) {
  for (const ErrorStyle& style : kErrorStyles) {
    if (!request.path.starts_with(style.path)) continue;
    const std::string_view below = std::string_view(request.path).substr(style.path.size());
    if (below.empty() || (style.path != "/" && below.front() == '/'))
      return style.write(request, error);
  }
  return error_response(error);
}

HttpHandler make_routes(SearchBackend backend) {
  return [backend = std::move(backend)](const HttpRequest& request) {
    return answer(backend, request);
  };
}

}  // namespace blogsearch
