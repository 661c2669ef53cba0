// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/searchd/dialects/dialect_fixture.hpp"

namespace blogsearch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
  const Json years = algolia({{"facets", {"year", "tags"}}, {"maxValuesPerFacet", 1}});
  EXPECT_EQ(years["facets"]["year"].size(), 1U);
  EXPECT_EQ(years["facets"]["tags"].size(), 1U);
  EXPECT_EQ(years["facets_stats"]["year"]["min"], 2021)
      << "of all posts found, not of the values given";
  EXPECT_EQ(years["facets_stats"]["year"]["max"], 2023);
  const Json facet = algolia({{"type", "facet"}, {"facet", "tags"}, {"facetQuery", "bl"}});
  EXPECT_EQ(facet["facetHits"],
            Json({{{"value", "black"}, {"highlighted", "<em>bl</em>ack"}, {"count", 2}}}));
  const Json sections =
      algolia({{"query", "pots"}, {"attributesToRetrieve", {"hierarchy.lvl0", "url"}}});
  EXPECT_EQ(sections["hits"][0]["hierarchy"].size(), 1U);
  EXPECT_THAT(sections["hits"][0]["url"].get<std::string>(), HasSubstr("#"));
}

TEST_F(Dialects, AlgoliaCountsTheConditionsOfAllFiltersTogether) {
  const Json half = Json(250, "tags:black");
  Json query = {{"facetFilters", {half}}, {"numericFilters", {Json(250, "year>2000")}}};
  EXPECT_EQ(algolia(query)["nbHits"], 2);
  query["filters"] = "lang:en";
  query["indexName"] = "blog";
  EXPECT_THAT(failure("/1/indexes/*/queries", Json({{"requests", {query}}}).dump()).second,
              HasSubstr("500 conditions"));
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
  EXPECT_THAT(queries(R"({"requests":[{"indexName":"blog","type":"facet"}]})").second,
              HasSubstr("facet must be given"));
  EXPECT_THAT(queries(R"({"requests":[],"bogus":1})").second, HasSubstr("Unknown field `bogus`"));
  EXPECT_EQ(post("/1/indexes/*/queries", R"({"requests":[],"strategy":"none"})").status, 200);
  EXPECT_THAT(queries(R"({"requests":[],"strategy":"stopIfEnoughMatches"})").second,
              HasSubstr("strategy must be none"));
  EXPECT_EQ(queries(R"({"requests":[{"indexName":"nothing"}]})").first, 404);
  EXPECT_EQ(queries(R"({"requests":[{"indexName":"blog","params":"facetFilters=[["}]})").first,
            400);
  EXPECT_THAT(queries(R"({"requests":[{"indexName":"blog","page":-1e999}]})").second,
              HasSubstr("a number in the JSON is too large"));
  EXPECT_EQ(queries(R"({"requests":[{"indexName":"blog","params":"facetFilters=[1e999]"}]})").first,
            400);
}

}  // namespace
}  // namespace blogsearch
