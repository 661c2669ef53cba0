// SPDX-License-Identifier: GPL-3.0-or-later
// What all dialects have in common.
#include "tests/searchd/dialects/dialect_fixture.hpp"

namespace blogsearch {
namespace {

using testing::HasSubstr;

TEST_F(Dialects, TheEscapeRule) {
  struct Case {
    std::string setting, before, title;
  };
  const std::vector<Case> cases = {
      {"auto", "<em>", "Green &lt;b&gt;<em>tea~&lt;/b&gt;"},
      {"auto", "__ais-highlight__", "Green <b>__ais-highlight__tea~</b>"},
      {"auto", "", "Green <b>tea~</b>"},
      {"never", "<em>", "Green <b><em>tea~</b>"},
      {"always", "[", "Green &lt;b&gt;[tea~&lt;/b&gt;"},
  };
  for (const auto& [setting, before, title] : cases) {
    backend_.escape = setting;
    const Json query = {{"highlightPreTag", before}, {"highlightPostTag", "~"}};
    Json asked = query;
    asked.update({{"q", "green"}, {"attributesToHighlight", {"title"}}});
    const std::string marked = [&whole = title, &before = before] {
      std::string text = whole;
      text.replace(text.find(before + "tea"), before.size() + 4, "tea");
      return text;
    }();
    // "green" is marked, not "tea"
    const std::string expected = before + "Green~" + marked.substr(5);
    EXPECT_EQ(meilisearch(asked)["hits"][0]["_formatted"]["title"], expected) << setting;
    asked = query;
    asked.update({{"query", "green"}});
    const Json hit = algolia(asked)["hits"][0];
    EXPECT_EQ(hit["_highlightResult"]["title"]["value"], expected) << setting;
    EXPECT_EQ(hit["title"], "Green <b>tea</b>");
  }
}

TEST_F(Dialects, EveryProblemHasADialectsForm) {
  struct Case {
    HttpProblem problem;
    int status;
    std::string code;
  };
  const std::vector<Case> cases = {
      {HttpProblem::missing_key, 401, "missing_authorization_header"},
      {HttpProblem::invalid_key, 403, "invalid_api_key"},
      {HttpProblem::body_too_large, 413, "payload_too_large"},
      {HttpProblem::too_many_requests, 429, "too_many_search_requests"},
      {HttpProblem::overloaded, 503, "too_many_search_requests"},
      {HttpProblem::internal_error, 500, "internal"},
  };
  const auto error_at = [](const std::string& path, HttpProblem problem) {
    return error_for({"POST", path, {}, ""}, {problem, "why"});
  };
  for (const auto& [problem, status, code] : cases) {
    const Json json = Json::parse(error_at("/multi-search", problem).body.text());
    EXPECT_EQ(json["code"], code);
    EXPECT_EQ(json["message"], "why");
    EXPECT_THAT(json["link"].get<std::string>(), HasSubstr(code));
    const HttpResponse other = error_at("/1/indexes/*/queries", problem);
    EXPECT_EQ(other.status, status);
    EXPECT_EQ(Json::parse(other.body.text()), Json({{"message", "why"}, {"status", status}}));
  }
  EXPECT_FALSE(error_at("/multi-search", HttpProblem::too_many_requests).headers.empty());
  EXPECT_TRUE(Json::parse(error_at("/multi-searches", HttpProblem::not_found).body.text())
                  .contains("error"));
}

TEST_F(Dialects, SectionsAsRecords) {
  for (const char* index : {"blog_sections", "blog"}) {
    HttpRequest request{"POST",
                        std::string("/indexes/") + index + "/search",
                        {},
                        R"({"q":"cup","attributesToHighlight":["*"],"limit":5})"};
    if (std::string(index) == "blog")
      request.headers = {{"X-Meilisearch-Client", "x ; Meilisearch docs-searchbar.js (v0.8.0"}};
    const Json hits = Json::parse(send(request).body.text())["hits"];
    ASSERT_EQ(hits.size(), 1U);
    const Json& hit = hits[0];
    EXPECT_EQ(hit["url"], "https://tea.example/2021/#Cups & <i>pots</i>");
    EXPECT_EQ(hit["type"], "lvl2");
    EXPECT_EQ(hit["anchor"], "Cups & <i>pots</i>");
    EXPECT_EQ(hit["url_without_anchor"], "https://tea.example/2021/");
    EXPECT_EQ(hit["_formatted"]["hierarchy_lvl2"], "<em>Cups</em> &amp; &lt;i&gt;pots&lt;/i&gt;");
  }
  EXPECT_EQ(ok("/indexes/blog_sections/search", {{"q", "tea"}, {"limit", 3}})["hits"].size(), 3U);
  EXPECT_EQ(ok("/indexes/blog_sections/search",
               {{"q", "pots"}, {"distinct", "url_without_anchor"}})["hits"]
                .size(),
            2U);
}

TEST_F(Dialects, AnyValueIsAnAnswerOrABadRequest) {
  const std::vector<std::string> names = {"q",
                                          "limit",
                                          "offset",
                                          "page",
                                          "hitsPerPage",
                                          "filter",
                                          "facets",
                                          "sort",
                                          "cropLength",
                                          "attributesToRetrieve",
                                          "attributesToHighlight",
                                          "attributesToCrop",
                                          "cropMarker",
                                          "highlightPreTag",
                                          "highlightPostTag",
                                          "showMatchesPosition",
                                          "showRankingScore",
                                          "matchingStrategy",
                                          "attributesToSearchOn",
                                          "distinct",
                                          "locales",
                                          "vector",
                                          "hybrid",
                                          "indexUid",
                                          "indexName",
                                          "query",
                                          "params",
                                          "length",
                                          "maxValuesPerFacet",
                                          "filters",
                                          "facetFilters",
                                          "numericFilters",
                                          "attributesToSnippet",
                                          "snippetEllipsisText",
                                          "type",
                                          "facet",
                                          "facetQuery",
                                          "maxFacetHits",
                                          "tagFilters",
                                          "typoTolerance",
                                          "nothing",
                                          "facetName"};
  const std::vector<std::string> values = {"null",
                                           "true",
                                           "-1",
                                           "1.5",
                                           "1e300",
                                           "18446744073709551616",
                                           R"("")",
                                           R"("x")",
                                           R"("*")",
                                           R"("tags")",
                                           R"("page=-1&facets=[")",
                                           "[]",
                                           "{}",
                                           "[[]]",
                                           "[[[]]]",
                                           R"(["*"])",
                                           R"(["content:-1"])",
                                           R"(["content:99999999999"])",
                                           R"([["tags:x"],"tags = x"])",
                                           R"({"a":1})",
                                           R"(["date:desc"])",
                                           R"("\u0000")",
                                           R"(["hierarchy_lvl1"])"};
  for (const std::string& name : names) {
    for (const std::string& value : values) {
      const std::string pair = "\"" + name + "\":" + value;
      const std::pair<std::string, std::string> requests[] = {
          {"/indexes/blog/search", "{" + pair + "}"},
          {"/multi-search", "{\"queries\":[{\"indexUid\":\"blog\"," + pair + "}]}"},
          {"/multi-search",
           "{\"federation\":{" + pair + "},\"queries\":[{\"indexUid\":\"blog\"}]}"},
          {"/multi-search",
           "{" + pair + ",\"queries\":" + value + ",\"federation\":" + value + "}"},
          {"/indexes/blog/facet-search", "{\"facetName\":\"tags\"," + pair + "}"},
          {"/1/indexes/*/queries", "{\"requests\":[{\"indexName\":\"blog\"," + pair + "}]}"},
          {"/1/indexes/*/queries", "{\"requests\":" + value + "}"},
          {"/1/indexes/blog/query", "{" + pair + "}"},
      };
      for (const auto& [path, body] : requests) {
        const HttpResponse response = post(path, body);
        EXPECT_THAT(response.status, testing::AnyOf(200, 400, 404))
            << path << body << response.body.text();
        EXPECT_TRUE(Json::accept(response.body.text())) << path << body;
      }
    }
  }
}

TEST_F(Dialects, AllSitesAtOnce) {
  EXPECT_EQ(ok("/indexes/*/search", {{"q", "tea"}})["estimatedTotalHits"], 3);
}

}  // namespace
}  // namespace blogsearch
