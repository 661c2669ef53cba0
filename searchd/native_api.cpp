// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/native_api.hpp"

#include "common/answer.hpp"
#include "common/list_json.hpp"
#include "searchd/http_error.hpp"
#include "searchd/request.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kJson = "application/json; charset=utf-8";
constexpr std::string_view kSuggestionsJson =
    "application/x-suggestions+json";  // UTF-8, as JSON is

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// The site is the one parameter that only the backend can check.
template <typename Ask, typename Request>
auto ask_site(const Ask& ask, const Request& request) {
  try {
    return ask(request);
  } catch (const RequestError&) {
    throw;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::bad_parameter) throw;
    throw ParameterError("site", error.what(), error.hint());
  }
}

bool is_served(const SiteStatus& site) {
  return !site.revision.empty();
}

Json describe(const SiteStatus& site) {
  Json json = {{"name", site.name}, {"posts", site.posts}, {"revision", site.revision}};
  if (!site.problem.empty()) json["problem"] = site.problem;
  return json;
}

// ok: all is well. degraded: every site is served, or some are, but something is wrong.
std::string_view health_of(const std::vector<SiteStatus>& sites) {
  if (std::ranges::none_of(sites, is_served)) return "unavailable";
  const bool well = std::ranges::all_of(
      sites, [](const SiteStatus& site) { return is_served(site) && site.problem.empty(); });
  return well ? "ok" : "degraded";
}

}  // namespace

HttpResponse answer_search(const SearchBackend& backend, const HttpRequest& request) {
  const FoundAnswer answer = ask_site(backend.search, parse_search_request(request.parameters));
  return {200, std::string(kJson), answer.json()};
}

HttpResponse answer_suggest(const SearchBackend& backend, const HttpRequest& request) {
  const auto suggestions = ask_site(backend.suggest, parse_suggest_request(request.parameters));
  return {200, std::string(kSuggestionsJson), to_json(suggestions) + "\n"};
}

HttpResponse answer_related(const SearchBackend& backend, const HttpRequest& request) {
  const Answer answer = ask_site(backend.related, parse_related_request(request.parameters));
  return {200, std::string(kJson), to_json(answer) + "\n"};
}

HttpResponse answer_health(const SearchBackend& backend, const HttpRequest&) {
  const std::vector<SiteStatus> sites = backend.sites();
  Json json = {{"status", health_of(sites)}, {"sites", Json::array()}};
  for (const SiteStatus& site : sites) json["sites"].push_back(describe(site));
  if (json["status"] != "unavailable") return {200, std::string(kJson), one_line(json)};
  HttpResponse response = error_response(
      {HttpProblem::unavailable, sites.empty() ? "there is no index yet" : sites.front().problem});
  json.update(Json::parse(response.body.text()));
  response.body = one_line(json);
  return response;
}

}  // namespace blogsearch
