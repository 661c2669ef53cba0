// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/searchd/dialects/dialect_fixture.hpp"

namespace blogsearch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
  const Json beyond = meilisearch(
      {{"q", "tea bicycle"}, {"matchingStrategy", "all"}, {"page", 9}, {"facets", {"year"}}});
  EXPECT_EQ(beyond["totalHits"], 0) << "whichever page is asked for";
  EXPECT_EQ(beyond["facetDistribution"]["year"], Json::object());

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
  const Json answer = Json::parse(response.body.text());
  EXPECT_THAT(titles(answer), ElementsAre("Green <b>tea</b>"));
  EXPECT_EQ(answer["facetDistribution"]["year"], Json({{"2021", 1}}));
}

TEST_F(Dialects, MeilisearchByGetTakesAParameterOnce) {
  const HttpResponse response =
      send({"GET", "/indexes/blog/search", {{"limit", "1"}, {"limit", "2"}}, ""});
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body.text(), HasSubstr("limit is given twice"));
}

TEST_F(Dialects, MeilisearchFacetSearch) {
  const Json answer =
      ok("/indexes/blog/facet-search", {{"facetName", "tags"}, {"facetQuery", "B"}, {"q", "tea"}});
  EXPECT_EQ(answer["facetHits"],
            Json({{{"value", "a & b"}, {"count", 1}}, {{"value", "black"}, {"count", 1}}}));
  EXPECT_EQ(failure("/indexes/blog/facet-search", R"({"facetName":"date"})").second,
            "invalid_facet_search_facet_name");
  EXPECT_EQ(
      Json::parse(
          post("/indexes/blog/facet-search", R"({"facetName":"date"})").body.text())["message"],
      "facetName: 'date' has no values to search among; there are: tags, categories, "
      "authors, author, lang, language, year");
}

TEST_F(Dialects, AnErrorNamesItsParameterOnce) {
  const auto message = [&](const std::string& body) {
    const HttpResponse response = post("/indexes/blog/search", body);
    return Json::parse(response.body.text())["message"].get<std::string>();
  };
  EXPECT_EQ(message(R"({"facets":[1]})"), "facets must be a list of texts, not [1]");
  EXPECT_EQ(message(R"({"filter":"tags"})"), "filter: expected an operator at byte 4, not the end");
}

// {"n0":0,...}
std::string many_names(int count) {
  Json object;
  for (int i = 0; i < count; ++i) object["n" + std::to_string(i)] = i;
  return object.dump();
}

// The time that names take grows with the square of their number.
TEST_F(Dialects, JsonHasNamesUpToALimit) {
  const auto message = [&](int names) {
    return post("/indexes/blog/search", many_names(names)).body.text();
  };
  EXPECT_THAT(message(1'000), HasSubstr("Unknown field `n0`"));
  EXPECT_THAT(message(1'001), HasSubstr("JSON may have 1000 names"));
  EXPECT_EQ(meilisearch({{"q", std::string(2'000, ':')}})["hits"].size(), 0U);
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
      {R"({"limit":1e999})", 400, "bad_request"},
      {"{\"limit\":" + std::string(400, '4') + "}", 400, "bad_request"},
      {R"({"colour":1})", 400, "bad_request"},
      {many_names(1'001), 400, "bad_request"},
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
  const auto multi_search = [&](const Json& body) {
    return failure("/multi-search", body.dump()).second;
  };
  EXPECT_EQ(multi_search(Json::object()), "invalid_multi_search_queries");
  EXPECT_EQ(multi_search({{"queries", {1}}}), "invalid_multi_search_queries");
  EXPECT_EQ(multi_search({{"queries", Json::array()}, {"bogus", 1}}), "bad_request");
  const Json many(33, Json::object({{"indexUid", "blog"}}));
  EXPECT_EQ(multi_search({{"queries", many}}), "invalid_multi_search_queries");
  EXPECT_EQ(multi_search({{"queries", many}, {"federation", Json::object()}}),
            "invalid_multi_search_queries");
}

// Also what is refused before a handler is asked.
TEST_F(Dialects, HealthAndVersion) {
  EXPECT_EQ(Json::parse(send({"GET", "/health", {}, ""}).body.text()),
            Json({{"status", "available"}}));
  EXPECT_EQ(Json::parse(send({"GET", "/version", {}, ""}).body.text())["pkgVersion"],
            BLOGSEARCH_VERSION);
  backend_.sites = [] { return std::vector<SiteStatus>(); };
  EXPECT_EQ(send({"GET", "/health", {}, ""}).status, 503);
}

}  // namespace
}  // namespace blogsearch
