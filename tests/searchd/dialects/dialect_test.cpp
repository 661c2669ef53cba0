// SPDX-License-Identifier: GPL-3.0-or-later
// The dialects over a real index: what is asked as JSON, what is answered as JSON.
#include "searchd/http_error.hpp"
#include "searchd/routes.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace blogsearch {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t kDay = 86'400;

Post tea_post(const std::string& title, const std::string& text, int year,
              const std::vector<std::string>& tags) {
  Post post = make_post(title, text);
  post.facts.url = "https://tea.example/" + std::to_string(year) + "/";
  const auto day = std::chrono::sys_days(std::chrono::year(year) / 3 / 4);
  post.facts.date =
      Moment{.time = day.time_since_epoch().count() * kDay, .year = year, .month = 3, .day = 4};
  post.facts.tags = tags;
  return post;
}

class Dialects : public testing::Test {
 protected:
  Dialects() {
    const std::vector<Post> posts = {
        tea_post("Green <b>tea</b>", "Some water.\n# Cups & <i>pots</i>\nA cup of tea, \"hot\".\n",
                 2021, {"green", "a & b"}),
        tea_post("Black tea", "It is tea.\n# Pots\nA pot of tea.\n", 2022, {"black"}),
        tea_post("Coffee", "No leaves here.\n", 2023, {"black", "beans"}),
    };
    index_.write(posts);
    index_.write({tea_post("Tea elsewhere", "Tea of another site.\n", 2020, {"green"})}, "other");
    searcher_ = std::make_shared<Searcher>(index_.searcher());
    backend_ = {[this](const SearchRequest& request) { return searcher_->search(request); },
                [this](const SuggestRequest& request) { return searcher_->suggest(request); },
                [this](const RelatedRequest& request) { return searcher_->related(request); },
                [this] { return searcher_->sites(); }};
  }

  HttpResponse send(HttpRequest request) {
    try {
      return make_routes(backend_)(request);
    } catch (const Error& error) {
      return error_for(request, to_http_error(error));
    }
  }
  HttpResponse post(const std::string& path, const std::string& body) {
    return send({"POST", path, {}, body});
  }
  Json ok(const std::string& path, const Json& body) {
    const HttpResponse response = post(path, body.dump());
    EXPECT_EQ(response.status, 200) << response.body;
    return Json::parse(response.body);
  }
  Json meilisearch(const Json& query) { return ok("/indexes/blog/search", query); }
  Json algolia(Json query) {
    query["indexName"] = query.value("indexName", "blog");
    return ok("/1/indexes/*/queries", {{"requests", {query}}})["results"][0];
  }
  // Status and code or message.
  std::pair<int, std::string> failure(const std::string& path, const std::string& body) {
    const HttpResponse response = post(path, body);
    const Json json = Json::parse(response.body);
    return {response.status, json.contains("code") ? json["code"] : json["message"]};
  }
  static std::vector<std::string> titles(const Json& answer) {
    std::vector<std::string> found;
    for (const Json& hit : answer["hits"]) found.push_back(hit["title"]);
    return found;
  }

  TestIndex index_;
  std::shared_ptr<Searcher> searcher_;
  SearchBackend backend_;
};

TEST_F(Dialects, MeilisearchHit) {
  const Json answer = meilisearch({{"q", "cup te"}, {"attributesToHighlight", {"*"}}});
  EXPECT_EQ(answer["query"], "cup te");
  EXPECT_EQ(answer["limit"], 20);
  EXPECT_EQ(answer["offset"], 0);
  EXPECT_EQ(answer["estimatedTotalHits"], 1);
  const Json& hit = answer["hits"][0];
  EXPECT_EQ(hit["id"].get<std::string>().size(), 16U);
  EXPECT_EQ(hit["id"], hit["objectID"]);
  EXPECT_EQ(hit["url"], "https://tea.example/2021/");
  EXPECT_EQ(hit["title"], "Green <b>tea</b>");
  EXPECT_EQ(hit["tags"], Json({"green", "a & b"}));
  EXPECT_EQ(hit["year"], 2021);
  EXPECT_EQ(hit["date"], "2021-03-04");
  EXPECT_EQ(hit["timestamp"], 1614816000);
  EXPECT_EQ(hit["lang"], "en");
  EXPECT_EQ(hit["author"], nullptr);
  EXPECT_EQ(hit["hierarchy_lvl0"], "blog");
  EXPECT_EQ(hit["hierarchy_lvl1"], "Green <b>tea</b>");
  EXPECT_EQ(hit["hierarchy_lvl6"], nullptr);
  EXPECT_EQ(hit["type"], "lvl1");
  EXPECT_THAT(hit["content"].get<std::string>(), HasSubstr("A cup of tea, \"hot\"."));
  const Json& shown = hit["_formatted"];
  EXPECT_EQ(shown["title"], "Green &lt;b&gt;<em>tea</em>&lt;/b&gt;");
  EXPECT_EQ(shown["content"], "A <em>cup</em> of <em>tea</em>, &quot;hot&quot;.");
  EXPECT_EQ(shown["tags"], Json({"green", "a &amp; b"}));
  EXPECT_EQ(shown["year"], "2021");
  EXPECT_EQ(shown["author"], nullptr);
  EXPECT_FALSE(hit.contains("_rankingScore"));
}

// Tags of HTML: escaped text, for innerHTML. Other marks: raw text, the client escapes it.
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
    const std::string marked = [&] {
      std::string text = title;
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

TEST_F(Dialects, MeilisearchParameters) {
  EXPECT_THAT(titles(meilisearch(Json::parse(R"({"sort":["date:asc"]})"))),
              ElementsAre("Green <b>tea</b>", "Black tea", "Coffee"));
  EXPECT_THAT(titles(meilisearch({{"sort", {"date:desc"}}, {"limit", 1}, {"offset", 1}})),
              ElementsAre("Black tea"));
  EXPECT_THAT(titles(meilisearch({{"filter", "tags = black AND year > 2022"}})),
              ElementsAre("Coffee"));
  EXPECT_THAT(titles(meilisearch({{"q", "tea black"}, {"matchingStrategy", "all"}})),
              ElementsAre("Black tea"));
  EXPECT_THAT(titles(meilisearch({{"q", "tea bicycle"}, {"matchingStrategy", "all"}})),
              ElementsAre());
  EXPECT_EQ(meilisearch({{"q", "tea bicycle"}})["hits"].size(), 2U);

  const Json pages = meilisearch({{"hitsPerPage", 2}, {"page", 2}, {"sort", {"date:asc"}}});
  EXPECT_THAT(titles(pages), ElementsAre("Coffee"));
  EXPECT_EQ(pages["totalPages"], 2);
  EXPECT_EQ(pages["totalHits"], 3);
  EXPECT_EQ(pages["page"], 2);
  EXPECT_FALSE(pages.contains("limit"));
  const Json counts = meilisearch({{"hitsPerPage", 0}, {"page", 1}, {"facets", {"tags", "date"}}});
  EXPECT_EQ(counts["hits"], Json::array());
  EXPECT_EQ(counts["totalHits"], 3);
  EXPECT_EQ(counts["facetDistribution"]["tags"],
            Json({{"black", 2}, {"green", 1}, {"beans", 1}, {"a & b", 1}}));
  EXPECT_EQ(counts["facetStats"]["date"], Json({{"min", 1614816000.0}, {"max", 1677888000.0}}));

  const Json all = meilisearch({{"facets", {"*"}}});
  EXPECT_EQ(all["facetDistribution"].size(), 5U);
  EXPECT_EQ(all["facetStats"]["year"], Json({{"min", 2021.0}, {"max", 2023.0}}));

  const Json few = meilisearch({{"q", "green"},
                                {"attributesToRetrieve", {"url", "hierarchy_lvl1"}},
                                {"showRankingScore", true},
                                {"showMatchesPosition", true}});
  const Json& hit = few["hits"][0];
  EXPECT_EQ(hit["_matchesPosition"]["title"], Json({{{"start", 0}, {"length", 5}}}));
  EXPECT_GT(hit["_rankingScore"], 0);
  EXPECT_LT(hit["_rankingScore"], 1);
  EXPECT_EQ(hit.size(), 4U);
}

TEST_F(Dialects, MeilisearchCropsThePassage) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "before ";
  text += "a needle here ";
  for (int i = 0; i < 40; ++i) text += "after ";
  index_.write({make_post("Haystack", text)});
  const Json answer =
      meilisearch({{"q", "needle"}, {"attributesToCrop", {"content:10"}}, {"cropMarker", "[cut]"}});
  const std::string shown = answer["hits"][0]["_formatted"]["content"];
  EXPECT_THAT(shown, testing::StartsWith("[cut]"));
  EXPECT_THAT(shown, testing::EndsWith("[cut]"));
  EXPECT_THAT(shown, HasSubstr("a needle here"));
  EXPECT_LT(shown.size(), 90U);
}

TEST_F(Dialects, MeilisearchMultiSearchAndFederation) {
  const Json answer = ok(
      "/multi-search",
      {{"queries", {{{"indexUid", "blog"}, {"q", "hot"}}, {{"indexUid", "other"}, {"limit", 0}}}}});
  EXPECT_EQ(answer["results"][0]["indexUid"], "blog");
  EXPECT_EQ(answer["results"][0]["hits"].size(), 1U);
  EXPECT_EQ(answer["results"][1]["estimatedTotalHits"], 1);

  const Json queries = {{{"indexUid", "other"}, {"q", "tea"}},
                        {{"indexUid", "blog"}, {"q", "tea"}}};
  const Json merged = ok("/multi-search", {{"federation", {{"limit", 2}}}, {"queries", queries}});
  EXPECT_EQ(merged["hits"].size(), 2U);
  EXPECT_EQ(merged["estimatedTotalHits"], 3);
  for (const Json& hit : merged["hits"])
    EXPECT_EQ(hit["_federation"]["queriesPosition"], hit["site"] == "other" ? 0 : 1);
  const std::pair<int, std::string> differ = failure(
      "/multi-search",
      R"({"federation":{},"queries":[{"indexUid":"blog","q":"a"},{"indexUid":"other","q":"b"}]})");
  EXPECT_EQ(differ.second, "invalid_multi_search_federation");
}

TEST_F(Dialects, MeilisearchByGet) {
  const HttpResponse response = send({"GET",
                                      "/indexes/blog/search",
                                      {{"q", "tea"},
                                       {"limit", "1"},
                                       {"facets", "tags,year"},
                                       {"sort", "date:desc"},
                                       {"filter", "tags = green"},
                                       {"showRankingScore", "true"}},
                                      ""});
  const Json answer = Json::parse(response.body);
  EXPECT_THAT(titles(answer), ElementsAre("Green <b>tea</b>"));
  EXPECT_EQ(answer["facetDistribution"]["year"], Json({{"2021", 1}}));
}

TEST_F(Dialects, MeilisearchFacetSearch) {
  const Json answer =
      ok("/indexes/blog/facet-search", {{"facetName", "tags"}, {"facetQuery", "B"}, {"q", "tea"}});
  EXPECT_EQ(answer["facetHits"],
            Json({{{"value", "a & b"}, {"count", 1}}, {{"value", "black"}, {"count", 1}}}));
  EXPECT_EQ(failure("/indexes/blog/facet-search", R"({"facetName":"date"})").second,
            "invalid_facet_search_facet_name");
}

TEST_F(Dialects, MeilisearchErrors) {
  struct Case {
    std::string body;
    int status;
    std::string code;
  };
  const std::vector<Case> cases = {
      {"{", 400, "bad_request"},
      {"[]", 400, "bad_request"},
      {"\xff", 400, "bad_request"},
      {std::string(5000, '['), 400, "bad_request"},
      {R"({"colour":1})", 400, "bad_request"},
      {R"({"q":5})", 400, "invalid_search_q"},
      {R"({"limit":-1})", 400, "invalid_search_limit"},
      {R"({"limit":18446744073709551615})", 400, "invalid_search_limit"},
      {R"({"filter":"colour = red"})", 400, "invalid_search_filter"},
      {R"({"filter":{}})", 400, "invalid_search_filter"},
      {R"({"sort":["title:asc"]})", 400, "invalid_search_sort"},
      {R"({"facets":["colour"]})", 400, "invalid_search_facets"},
      {R"({"vector":[1]})", 400, "invalid_search_vector"},
      {R"({"hybrid":{}})", 400, "invalid_search_hybrid"},
      {R"({"attributesToSearchOn":["title"]})", 400, "invalid_search_attributes_to_search_on"},
      {R"({"page":1000,"hitsPerPage":100001})", 400, "invalid_search_hits_per_page"},
  };
  for (const auto& [body, status, code] : cases)
    EXPECT_EQ(failure("/indexes/blog/search", body), std::pair(status, code)) << body.substr(0, 60);
  EXPECT_EQ(failure("/indexes/nothing/search", "{}"),
            std::pair(404, std::string("index_not_found")));
  EXPECT_EQ(failure("/indexes/nothing", "{}"), std::pair(404, std::string("index_not_found")));
  EXPECT_EQ(failure("/health", ""), std::pair(405, std::string("method_not_allowed")));
  EXPECT_EQ(failure("/multi-search", "{}").second, "invalid_multi_search_queries");
}

// Also what is refused before a handler is asked.
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
    const Json json = Json::parse(error_at("/multi-search", problem).body);
    EXPECT_EQ(json["code"], code);
    EXPECT_EQ(json["message"], "why");
    EXPECT_THAT(json["link"].get<std::string>(), HasSubstr(code));
    const HttpResponse other = error_at("/1/indexes/*/queries", problem);
    EXPECT_EQ(other.status, status);
    EXPECT_EQ(Json::parse(other.body), Json({{"message", "why"}, {"status", status}}));
  }
  EXPECT_FALSE(error_at("/multi-search", HttpProblem::too_many_requests).headers.empty());
  EXPECT_TRUE(
      Json::parse(error_at("/multi-searches", HttpProblem::not_found).body).contains("error"));
}

TEST_F(Dialects, SectionsAsRecords) {
  for (const char* index : {"blog_sections", "blog"}) {
    HttpRequest request{"POST",
                        std::string("/indexes/") + index + "/search",
                        {},
                        R"({"q":"cup","attributesToHighlight":["*"],"limit":5})"};
    if (std::string(index) == "blog")
      request.headers = {{"X-Meilisearch-Client", "x ; Meilisearch docs-searchbar.js (v0.8.0"}};
    const Json hits = Json::parse(send(request).body)["hits"];
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

TEST_F(Dialects, AlgoliaHit) {
  const Json answer = algolia({{"query", "cup te"},
                               {"attributesToSnippet", {"content:20"}},
                               {"facets", {"tags", "year"}},
                               {"highlightPreTag", "<mark>"},
                               {"highlightPostTag", "</mark>"}});
  EXPECT_EQ(answer["nbHits"], 1);
  EXPECT_EQ(answer["page"], 0);
  EXPECT_EQ(answer["nbPages"], 1);
  EXPECT_EQ(answer["index"], "blog");
  EXPECT_EQ(answer["facets"]["tags"], Json({{"green", 1}, {"a & b", 1}}));
  EXPECT_EQ(answer["facets_stats"]["year"]["min"], 2021);
  const Json& hit = answer["hits"][0];
  EXPECT_EQ(hit["hierarchy"]["lvl1"], "Green <b>tea</b>");
  EXPECT_EQ(hit["hierarchy"]["lvl2"], nullptr);
  EXPECT_EQ(hit["_highlightResult"]["title"],
            Json({{"value", "Green &lt;b&gt;<mark>tea</mark>&lt;/b&gt;"},
                  {"matchLevel", "partial"},
                  {"matchedWords", {"tea"}},
                  {"fullyHighlighted", false}}));
  EXPECT_EQ(
      hit["_highlightResult"]["tags"][1],
      Json({{"value", "a &amp; b"}, {"matchLevel", "none"}, {"matchedWords", Json::array()}}));
  EXPECT_EQ(hit["_highlightResult"]["hierarchy"]["lvl1"]["matchLevel"], "partial");
  EXPECT_EQ(hit["_snippetResult"]["content"],
            Json({{"value", "A <mark>cup</mark> of <mark>tea</mark>, &quot;hot&quot;."},
                  {"matchLevel", "full"}}));
}

TEST_F(Dialects, AlgoliaParameters) {
  EXPECT_THAT(titles(algolia({{"indexName", "blog_date_desc"}})),
              ElementsAre("Coffee", "Black tea", "Green <b>tea</b>"));
  EXPECT_THAT(titles(algolia({{"indexName", "blog_date_asc"}, {"page", 1}, {"hitsPerPage", 2}})),
              ElementsAre("Coffee"));
  EXPECT_THAT(titles(algolia({{"facetFilters", {{"tags:beans", "tags:green"}, "tags:-beans"}}})),
              ElementsAre("Green <b>tea</b>"));
  EXPECT_THAT(titles(algolia({{"numericFilters", {"year>2021"}}, {"filters", "NOT tags:beans"}})),
              ElementsAre("Black tea"));
  EXPECT_THAT(titles(algolia({{"params",
                               "query=coff&facetFilters=%5B%22tags%3Abeans%22%5D&"
                               "hitsPerPage=3&facets=*&clickAnalytics=true"}})),
              ElementsAre("Coffee"));
  const Json single =
      ok("/1/indexes/blog/query", {{"params", "query=coffee&attributesToRetrieve=url"}});
  EXPECT_EQ(single["hits"][0]["url"], "https://tea.example/2023/");
  EXPECT_FALSE(single["hits"][0].contains("title"));
  const Json facet = algolia({{"type", "facet"}, {"facet", "tags"}, {"facetQuery", "bl"}});
  EXPECT_EQ(facet["facetHits"],
            Json({{{"value", "black"}, {"highlighted", "<em>bl</em>ack"}, {"count", 2}}}));
  const Json sections =
      algolia({{"query", "pots"}, {"attributesToRetrieve", {"hierarchy.lvl0", "url"}}});
  EXPECT_EQ(sections["hits"][0]["hierarchy"].size(), 1U);
  EXPECT_THAT(sections["hits"][0]["url"].get<std::string>(), HasSubstr("#"));
}

TEST_F(Dialects, AlgoliaErrors) {
  const auto queries = [&](const std::string& body) {
    return failure("/1/indexes/*/queries", body);
  };
  EXPECT_EQ(queries("nothing").first, 400);
  EXPECT_THAT(queries("nothing").second, HasSubstr("no JSON"));
  EXPECT_THAT(queries(R"({"requests":[{}]})").second, HasSubstr("indexName must be given"));
  EXPECT_THAT(queries(R"({"requests":[{"indexName":"blog","colour":1}]})").second,
              HasSubstr("Unknown parameter: colour"));
  EXPECT_THAT(queries(R"({"requests":[{"indexName":"blog","facetFilters":["x:y"]}]})").second,
              HasSubstr("facetFilters: there is no attribute 'x'"));
  EXPECT_EQ(queries(R"({"requests":[{"indexName":"nothing"}]})").first, 404);
  EXPECT_EQ(queries(R"({"requests":[{"indexName":"blog","params":"facetFilters=[["}]})").first,
            400);
}

// Whatever is sent: an answer, or an error that is the client's own.
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
            << path << body << response.body;
        EXPECT_TRUE(Json::accept(response.body)) << path << body;
      }
    }
  }
}

TEST_F(Dialects, AllSitesAtOnce) {
  EXPECT_EQ(ok("/indexes/*/search", {{"q", "tea"}})["estimatedTotalHits"], 3);
}

TEST_F(Dialects, HealthAndVersion) {
  EXPECT_EQ(Json::parse(send({"GET", "/health", {}, ""}).body), Json({{"status", "available"}}));
  EXPECT_EQ(Json::parse(send({"GET", "/version", {}, ""}).body)["pkgVersion"], BLOGSEARCH_VERSION);
  backend_.sites = [] { return std::vector<SiteStatus>(); };
  EXPECT_EQ(send({"GET", "/health", {}, ""}).status, 503);
}

}  // namespace
}  // namespace blogsearch
