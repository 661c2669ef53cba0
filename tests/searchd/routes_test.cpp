// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/routes.hpp"

#include "searchd/http_error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

using nlohmann::json;
using testing::HasSubstr;

SearchBackend backend(const std::vector<SiteStatus>& sites = {{"blog", 12, "r1", ""}}) {
  return {[](const SearchRequest& request) {
            Answer answer;
            answer.query = request.query;
            answer.limit = request.limit;
            return answer;
          },
          [](const SuggestRequest& request) {
            return Suggestions{request.text,
                               "blog",
                               {{"a \"b\"", SuggestionKind::title, "https://example.org/1/"},
                                {"abc", SuggestionKind::word, ""}}};
          },
          [](const RelatedRequest& request) -> Answer {
            if (request.url == "/nowhere")
              throw Error(ErrorCode::not_found, "there is no post '/nowhere'",
                          "did you mean /now?");
            Answer answer;
            answer.query = request.url;
            answer.limit = request.limit;
            return answer;
          },
          [sites] { return sites; }};
}

HttpResponse ask(const std::string& method, const std::string& path,
                 std::vector<std::pair<std::string, std::string>> parameters = {},
                 const SearchBackend& searched = backend()) {
  return make_routes(searched)({method, path, std::move(parameters), "", ""});
}

std::string header(const HttpResponse& response, const std::string& name) {
  for (const HttpHeader& one : response.headers)
    if (one.name == name) return one.value;
  return {};
}

TEST(Routes, SearchAnswersJson) {
  const HttpResponse response = ask("GET", "/search", {{"q", "a \"b\""}, {"limit", "3"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(json::parse(response.body.text())["query"], "a \"b\"");
  EXPECT_EQ(json::parse(response.body.text())["limit"], 3);
}

TEST(Routes, SuggestionsAsOpenSearchHasThem) {
  const HttpResponse response = ask("GET", "/suggest", {{"q", "a\xff"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/x-suggestions+json");
  EXPECT_EQ(json::parse(response.body.text()),
            json::parse(R"(["a\ufffd", ["a \"b\"", "abc"], ["title", "word"],
                            ["https://example.org/1/", ""]])"));
  EXPECT_THROW(ask("GET", "/suggest", {{"limit", "21"}}), ParameterError);
}

TEST(Routes, RelatedAnswersAsSearchDoes) {
  const HttpResponse response = ask("GET", "/related", {{"url", "/a/"}, {"limit", "3"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json; charset=utf-8");
  EXPECT_EQ(json::parse(response.body.text())["query"], "/a/");
  EXPECT_EQ(json::parse(response.body.text())["limit"], 3);
  EXPECT_THROW(ask("GET", "/related"), ParameterError);
  try {
    ask("GET", "/related", {{"url", "/nowhere"}});
    ADD_FAILURE() << "answered";
  } catch (const Error& error) {
    EXPECT_EQ(error_response(error).status, 404);
    EXPECT_THAT(error_response(error).body.text(), HasSubstr("did you mean /now?"));
  }
}

TEST(Routes, ABadValueIsTheHandlersError) {
  EXPECT_THROW(ask("GET", "/search", {{"limit", "x"}}), ParameterError);
}

TEST(Routes, WhatTheSearchFindsWrongIsTheSite) {
  SearchBackend several = backend();
  several.search = [](const SearchRequest&) -> Answer {
    throw Error(ErrorCode::bad_parameter, "there are several sites: say which", "one of: a, b");
  };
  try {
    ask("GET", "/search", {}, several);
    ADD_FAILURE() << "answered";
  } catch (const ParameterError& error) {
    EXPECT_EQ(error.problem().parameter, "site");
    EXPECT_THAT(error_response(error).body.text(), HasSubstr("say which; one of: a, b"));
  }
}

TEST(Routes, WhatIsForbiddenStaysSo) {
  SearchBackend closed = backend();
  closed.search = [](const SearchRequest&) -> Answer {
    throw RequestError({HttpProblem::forbidden, "not for everybody"});
  };
  try {
    ask("GET", "/search", {}, closed);
    ADD_FAILURE() << "answered";
  } catch (const Error& error) {
    EXPECT_EQ(error_response(error).status, 403);
  }
}

TEST(Routes, UnknownPathsAndMethods) {
  EXPECT_EQ(ask("GET", "/nothing").status, 404);
  EXPECT_EQ(json::parse(ask("GET", "/nothing").body.text())["error"]["code"], "not_found");
  EXPECT_EQ(ask("GET", "/search/").status, 404);
  EXPECT_EQ(ask("OPTIONS", "/nothing").status, 404);
  const HttpResponse post = ask("POST", "/search");
  EXPECT_EQ(post.status, 405);
  EXPECT_EQ(header(post, "Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(json::parse(post.body.text())["error"]["code"], "method_not_allowed");
}

TEST(Routes, APathIsQuotedSafely) {
  const HttpResponse response = ask("GET", std::string("/\xff\"\n\0x", 6));
  EXPECT_EQ(response.status, 404);
  EXPECT_FALSE(json::parse(response.body.text(), nullptr, false).is_discarded());
}

TEST(Routes, Options) {
  for (const std::string path : {"/search", "/suggest", "/related", "/healthz", "/"}) {
    const HttpResponse response = ask("OPTIONS", path);
    EXPECT_EQ(response.status, 204) << path;
    EXPECT_EQ(header(response, "Allow"), "GET, HEAD, OPTIONS") << path;
    EXPECT_EQ(response.body.text(), "");
  }
  EXPECT_EQ(header(ask("OPTIONS", "/multi-search"), "Allow"), "POST, OPTIONS");
  EXPECT_EQ(header(ask("OPTIONS", "*"), "Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST(Routes, HeadIsAnsweredAsGet) {
  EXPECT_EQ(ask("HEAD", "/search", {{"q", "a"}}).body.text(),
            ask("GET", "/search", {{"q", "a"}}).body.text());
}

TEST(Routes, TheRootIsAPageForPeople) {
  const HttpResponse response = ask("GET", "/");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(response.body.text(), HasSubstr("role=\"search\""));
}

struct HealthCase {
  std::vector<SiteStatus> sites;
  int http_status;
  const char* status;
};

TEST(Routes, Health) {
  const SiteStatus good{"blog", 12, "r1", ""};
  const SiteStatus old{"docs", 5, "r2", "written by an older version"};
  const SiteStatus broken{"wiki", 0, "", "cannot be opened"};
  const HealthCase cases[] = {
      {{good}, 200, "ok"},
      {{good, old}, 200, "degraded"},
      {{good, broken}, 200, "degraded"},
      {{broken}, 503, "unavailable"},
      {{}, 503, "unavailable"},
  };
  for (const auto& [sites, http_status, status] : cases) {
    const HttpResponse response = ask("GET", "/healthz", {}, backend(sites));
    const json body = json::parse(response.body.text());
    EXPECT_EQ(response.status, http_status);
    EXPECT_EQ(body["status"], status);
    EXPECT_EQ(body["sites"].size(), sites.size());
    EXPECT_EQ(body.contains("error"), http_status == 503);
  }
  const json body = json::parse(ask("GET", "/healthz", {}, backend({good, broken})).body.text());
  EXPECT_EQ(body["sites"][0], json({{"name", "blog"}, {"posts", 12}, {"revision", "r1"}}));
  EXPECT_EQ(body["sites"][1]["problem"], "cannot be opened");
}

TEST(HttpErrors, EachKindOfErrorHasItsStatus) {
  struct Case {
    ErrorCode code;
    int status;
    const char* name;
    bool try_again;
  };
  const Case cases[] = {
      {ErrorCode::bad_parameter, 400, "bad_parameter", false},
      {ErrorCode::not_found, 404, "not_found", false},
      {ErrorCode::unavailable, 503, "unavailable", true},
      {ErrorCode::time_limit, 503, "time_limit", false},
      {ErrorCode::failed, 500, "internal_error", false},
      {ErrorCode::usage, 500, "internal_error", false},
  };
  for (const auto& [code, status, name, try_again] : cases) {
    const HttpResponse response = error_response(Error(code, "/etc/secret is gone"));
    const json error = json::parse(response.body.text())["error"];
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(error["code"], name);
    EXPECT_EQ(error["message"] == "/etc/secret is gone", status != 500) << name;
    EXPECT_EQ(header(response, "Retry-After"), try_again ? "1" : "") << name;
    EXPECT_FALSE(error.contains("parameter"));
  }
  const json error =
      json::parse(error_response(ParameterError("limit", "no")).body.text())["error"];
  EXPECT_EQ(error["parameter"], "limit");
}

// Of the native API are not: pages, files, and what was made and described by others.
bool is_described(std::string_view path) {
  constexpr std::array<std::string_view, 14> others = {"/",
                                                       "/1/indexes/*/queries",
                                                       "/1/indexes/{index}/query",
                                                       "/demo",
                                                       "/health",
                                                       "/metrics",
                                                       "/multi-search",
                                                       "/openapi.json",
                                                       "/opensearch.xml",
                                                       "/page.css",
                                                       "/search-box.css",
                                                       "/search-box.js",
                                                       "/search-box.{language}.json",
                                                       "/version"};
  return !path.starts_with("/indexes/") && !path.starts_with("/pagefind/") &&
         std::ranges::find(others, path) == others.end();
}

TEST(Routes, EachIsDescribedWithItsOwnDefaultsAndRefusals) {
  const json paths = json::parse(ask("GET", "/openapi.json").body.text())["paths"];
  const auto default_order = [&](const char* path) {
    for (const json& parameter : paths[path]["get"]["parameters"])
      if (parameter["name"] == "sort") return parameter["schema"]["default"];
    return json();
  };
  EXPECT_EQ(default_order("/search"), "relevance");
  EXPECT_EQ(default_order("/search.atom"), "-date");
  for (const auto& [path, operations] : paths.items()) {
    const json& responses = operations["get"]["responses"];
    EXPECT_TRUE(responses.contains("429")) << path;
    for (const char* status : {"401", "403"})
      EXPECT_EQ(responses.contains(status), path != "/healthz") << path << status;
  }
}

TEST(Routes, EveryNativeOneIsDescribed) {
  const json paths = json::parse(ask("GET", "/openapi.json").body.text())["paths"];
  for (const std::string_view path : route_paths())
    EXPECT_EQ(paths.contains(std::string(path)), is_described(path)) << path;
  for (const auto& [path, operations] : paths.items())
    EXPECT_THAT(route_paths(), testing::Contains(path)) << "there is no such route";
}

}  // namespace
}  // namespace blogsearch
