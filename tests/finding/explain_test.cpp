// SPDX-License-Identifier: GPL-3.0-or-later
// Why a post stands where it does; what the settings say about words and queries.
#include "common/error.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::vector<Post> posts() {
  std::vector<Post> made = {
      make_post("Raw milk", "Raw milk from one valley, with cream on top. std::vector and milk."),
      make_post("Cheese", "Cheese is made of milk by a cheese maker.\n# Ripening\nmilk turns."),
      make_post("Butter", "Butter is churned cream."),
      make_post("Later", "milk that is announced"),
      make_post("JavaScript", "JavaScript in the browser"),
      make_post("Notebook computers", "A notebook computer on the train")};
  made[0].facts.tags = {"dairy"};
  made[0].facts.date = TimeZone().at(1'700'000'000);
  made[3].facts.visible_from = 4'000'000'000;
  return made;
}

TEST(Explain, ThePartsAreTheScore) {
  const TestIndex index(posts());
  SearchRequest request;
  request.explain = true;
  for (const char* query :
       {"milk", "raw milk", "\"raw milk\" cream", "std::vector", "mlik cheese", "milk OR butter",
        "valley zebra", "cream from one valley on top of butter",
        "how does raw-milk turn into cheese", "milk -butter tag:dairy"}) {
    request.query = query;
    const Answer answer = index.searcher().search(request);
    ASSERT_FALSE(answer.hits.empty()) << query;
    for (const Hit& hit : answer.hits) {
      const double sum = std::accumulate(
          hit.parts.begin(), hit.parts.end(), 0.0,
          [](double so_far, const ScorePart& part) { return so_far + part.weight; });
      EXPECT_NEAR(sum, hit.score, 0.01) << query << ": " << hit.title.text;
    }
  }
}

TEST(Explain, OnlyWhereAskedFor) {
  const TestIndex index(posts());
  EXPECT_THAT(index.ask("milk").hits.front().parts, IsEmpty());
}

WhyNot why_not(const TestIndex& index, std::string_view query, const std::string& post) {
  SearchRequest request;
  request.query = query;
  return index.searcher().why_not(request, post);
}

TEST(WhyNotFound, NamesEachReason) {
  const TestIndex index(posts());
  const WhyNot butter = why_not(index, "milk tag:dairy -cream", "https://example.org/Butter/");
  EXPECT_EQ(butter.title, "Butter");
  EXPECT_EQ(butter.rank, 0U);
  EXPECT_THAT(butter.reasons, UnorderedElementsAre("it does not pass the filter tag:dairy",
                                                   "it is kept out by cream", "it lacks milk"));
  EXPECT_THAT(why_not(index, "milk", "/Later/").reasons, ElementsAre("it is kept out by its date"));
  EXPECT_THAT(why_not(index, "milk", "/nowhere/").reasons, ElementsAre(HasSubstr("in the index")));
  EXPECT_THAT(why_not(index, "milk", "Butter.md").reasons, ElementsAre("it lacks milk"))
      << "a path will do";
}

TEST(WhyNotFound, OrNotHigher) {
  const TestIndex index(posts());
  const WhyNot cheese = why_not(index, "milk", "/Cheese/");
  EXPECT_EQ(cheese.rank, 2U);
  EXPECT_EQ(cheese.above, "Raw milk");
  EXPECT_FALSE(cheese.parts.empty());
  EXPECT_FALSE(cheese.above_parts.empty());
  const WhyNot raw = why_not(index, "milk", "/Raw milk");
  EXPECT_EQ(raw.rank, 1U);
  EXPECT_THAT(raw.above, IsEmpty());
}

Config with_rules(std::vector<Rule> synonyms, std::vector<Rule> pinned) {
  Config config;
  config.search.synonyms = std::move(synonyms);
  config.search.pinned = std::move(pinned);
  return config;
}

std::vector<std::string> titles(const TestIndex& index, const Config& config,
                                std::string_view query) {
  SearchRequest request;
  request.query = query;
  return TestIndex::titles(index.searcher(config).search(request));
}

TEST(Synonyms, FindEachOther) {
  const TestIndex index(posts());
  const Config config = with_rules({{{"JS", "javascript"}, {}},
                                    {{"laptop"}, {"notebook computer"}},
                                    {{"soft cheese"}, {"butter"}}},
                                   {});
  EXPECT_THAT(titles(index, config, "js"), ElementsAre("JavaScript"));
  EXPECT_THAT(titles(index, config, "js browser"), ElementsAre("JavaScript"));
  EXPECT_THAT(titles(index, config, "laptop"), ElementsAre("Notebook computers"));
  EXPECT_THAT(titles(index, config, "notebook computer"), ElementsAre("Notebook computers"));
  EXPECT_THAT(titles(index, config, "soft cheese cream"), ElementsAre("Butter"))
      << "several words as one";
  EXPECT_THAT(titles(index, config, "\"js\""), IsEmpty()) << "quotes mean exactly this";
  EXPECT_THAT(titles(index, config, "butter"), ElementsAre("Butter")) << "one way only";
}

TEST(Address, APostIsFoundByItsUrl) {
  std::vector<Post> made = posts();
  made[1].facts.url = "https://example.org/2024/05/raw-milk_(part-2)/";
  made.push_back(
      make_post("Links", "See https://example.org/2024/05/raw-milk_(part-2)/ for milk."));
  const TestIndex index(made);
  SearchRequest request;
  request.explain = true;
  for (const char* query :
       {"https://example.org/2024/05/raw-milk_(part-2)/", " /2024/05/raw-milk_(part-2) ",
        "http://localhost:4000/2024/05/raw-milk_(part-2)/index.html?utm_source=feed#top"}) {
    request.query = query;
    const Answer answer = index.searcher().search(request);
    ASSERT_FALSE(answer.hits.empty()) << query;
    const Hit& hit = answer.hits.front();
    EXPECT_EQ(hit.title.text, "Cheese") << query;
    EXPECT_THAT(answer.missing, IsEmpty());
    EXPECT_EQ(hit.parts.front().label, "the query is its URL");
    const double sum =
        std::accumulate(hit.parts.begin(), hit.parts.end(), 0.0,
                        [](double so_far, const ScorePart& part) { return so_far + part.weight; });
    EXPECT_NEAR(sum, hit.score, 0.01) << query;
  }
  EXPECT_THAT(index.titles("https://example.org/Later/"), Not(Contains("Later")))
      << "not yet shown";
  EXPECT_EQ(index.ask("https://example.org/nowhere/milk/").missing.size(), 1U) << "no post has it";
}

TEST(Pinned, PostsComeFirstForTheirQuery) {
  const TestIndex index(posts());
  const Config config = with_rules(
      {},
      {{{"Milk", "dairy products"}, {"/Butter/", "https://example.org/JavaScript/", "/Later/"}}});
  EXPECT_THAT(titles(index, config, "milk"),
              ElementsAre("Butter", "JavaScript", "Raw milk", "Cheese"))
      << "in their order, whatever they say, but never a hidden one";
  EXPECT_THAT(titles(index, config, "dairy  PRODUCTS"),
              ElementsAre("Butter", "JavaScript", "Raw milk"));
  EXPECT_EQ(titles(index, config, "milk cheese").front(), "Cheese") << "only for exactly this";
}

TEST(Pinned, PostsDoNotStandForWhatTheWordsFind) {
  const TestIndex index(posts());
  const Config config = with_rules(
      {}, {{{"chese"}, {"/Butter/"}}, {{"cheese zzzz"}, {"/Butter/"}}, {{"milk"}, {"/Butter/"}}});
  SearchRequest request;
  request.query = "chese";
  const Answer corrected = index.searcher(config).search(request);
  EXPECT_THAT(TestIndex::titles(corrected), ElementsAre("Butter", "Cheese"));
  EXPECT_EQ(corrected.corrected, "cheese");
  request.query = "cheese zzzz";
  const Answer loosened = index.searcher(config).search(request);
  EXPECT_THAT(TestIndex::titles(loosened), ElementsAre("Butter", "Cheese"));
  EXPECT_THAT(loosened.missing, ElementsAre("zzzz"));
  request.query = "milk";
  const Hit butter = index.searcher(config).search(request).hits.at(0);
  EXPECT_THAT(butter.matched, IsEmpty());
  EXPECT_THAT(butter.missing, IsEmpty()) << "it is not there for want of a better one";
}

}  // namespace
}  // namespace blogsearch
