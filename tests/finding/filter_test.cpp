// SPDX-License-Identifier: GPL-3.0-or-later
// Filters, facets, sorting and paging.
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Post tagged(std::string_view title, std::vector<std::string> tags, int year,
            std::string_view language = "en") {
  Post post = make_post(title, "milk and honey", language);
  post.facts.tags = std::move(tags);
  post.facts.date = TimeZone().local({.year = year});
  return post;
}

TestIndex dairy() {
  std::vector<Post> posts = {tagged("A", {"Cheese", "Milk"}, 2019), tagged("B", {"cheese"}, 2020),
                             tagged("C", {"Cheese", "Café"}, 2020, "de"),
                             tagged("D", {"milk", "Milk"}, 2021, "pt-BR"), tagged("E", {}, 2021)};
  posts[0].facts.categories = {"Food"};
  posts[1].facts.authors = {"Ann Lee", "Bob"};
  posts[2].facts.authors = {"Ann"};
  posts[4].body.text = "nothing of it";
  return TestIndex(posts);
}

using Counts = std::vector<std::pair<std::string, std::size_t>>;

std::map<FacetField, Counts> facets_of(const Answer& answer) {
  std::map<FacetField, Counts> all;
  for (const Facet& facet : answer.facets)
    for (const FacetCount& count : facet.counts)
      all[facet.field].emplace_back(count.value, count.posts);
  return all;
}

std::vector<std::string> titles_with(const TestIndex& index, const Query& filter,
                                     std::string_view query = "milk") {
  SearchRequest request;
  request.query = query;
  request.filter = filter;
  return TestIndex::titles(index.searcher().search(request));
}

TEST(Filter, ADateIsTheDayThatIsShown) {
  for (const auto& [zone, time] : {std::pair("Asia/Tokyo", Clock{2024, 1, 1, 3}),
                                   std::pair("America/New_York", Clock{2024, 1, 1, 23}),
                                   std::pair("Europe/Berlin", Clock{2024, 1, 1})}) {
    Post post = tagged("New Year", {}, 2024);
    post.facts.date = TimeZone(zone).local(time);
    const TestIndex index({post});
    SearchRequest request;
    request.facets = {FacetField::year};
    for (const char* filter :
         {"date:2024-01-01", "after:2024-01-01", "date:2024", "before:2024-01-02"}) {
      request.query = filter;
      const Answer answer = index.searcher().search(request);
      ASSERT_EQ(answer.hits.size(), 1) << zone << " " << filter;
      EXPECT_EQ(answer.hits[0].date, "2024-01-01");
      EXPECT_THAT(facets_of(answer)[FacetField::year], ElementsAre(std::pair("2024", 1)));
    }
    for (const char* filter : {"date:2023", "before:2024", "after:2024-01-02"})
      EXPECT_THAT(index.ask(filter).hits, IsEmpty()) << zone << " " << filter;
  }
}

TEST(Filter, KeepsThePostsThatHaveTheValue) {
  const TestIndex index = dairy();
  EXPECT_THAT(titles_with(index, make_filter(QueryField::tag, "CHEESE")),
              UnorderedElementsAre("A", "B", "C"));
  EXPECT_THAT(titles_with(index, make_filter(QueryField::tag, "cafe")), ElementsAre("C"));
  EXPECT_THAT(titles_with(index, make_filter(QueryField::category, "food")), ElementsAre("A"));
  EXPECT_THAT(titles_with(index, make_filter(QueryField::language, "pt")), ElementsAre("D"));
  EXPECT_THAT(titles_with(index, make_filter(QueryField::tag, "che")), IsEmpty());
}

TEST(Filter, AnAuthorIsAWholeName) {
  const TestIndex index = dairy();
  EXPECT_THAT(titles_with(index, make_filter(QueryField::author, "ann")), ElementsAre("C"));
  EXPECT_THAT(titles_with(index, make_filter(QueryField::author, "Ann Lee")), ElementsAre("B"));
}

TEST(Filter, ConditionsAreJoined) {
  const TestIndex index = dairy();
  Query filter = make_filter(QueryField::tag, "cheese");
  add_condition(filter, *make_after("2020"));
  EXPECT_THAT(titles_with(index, filter), UnorderedElementsAre("B", "C"));
  add_condition(filter, make_filter(QueryField::language, "de"));
  EXPECT_THAT(titles_with(index, filter), ElementsAre("C"));
  Query either = make_filter(QueryField::language, "de");
  add_choice(either, make_filter(QueryField::language, "pt-br"));
  EXPECT_THAT(titles_with(index, either), UnorderedElementsAre("C", "D"));
}

TEST(Filter, WorksWithoutWordsAndOnLoosenedQueries) {
  const TestIndex index = dairy();
  const Query cheese = make_filter(QueryField::tag, "cheese");
  EXPECT_THAT(titles_with(index, *make_before("2020"), ""), ElementsAre("A"));
  EXPECT_THAT(titles_with(index, cheese, "milk nothing"), UnorderedElementsAre("A", "B", "C"))
      << "loosened inside the filter";
}

TEST(Facets, CountEveryPostFound) {
  SearchRequest request;
  request.query = "honey";
  request.limit = 1;
  request.facets = {FacetField::tag, FacetField::category, FacetField::author, FacetField::language,
                    FacetField::year};
  const TestIndex index = dairy();
  const Answer answer = index.searcher().search(request);
  auto facets = facets_of(answer);
  EXPECT_EQ(answer.total, 4U);
  EXPECT_THAT(facets[FacetField::tag],
              ElementsAre(std::pair("Cheese", 3), std::pair("Milk", 2), std::pair("Café", 1)));
  EXPECT_THAT(facets[FacetField::category], ElementsAre(std::pair("Food", 1)));
  EXPECT_THAT(
      facets[FacetField::author],
      UnorderedElementsAre(std::pair("Ann", 1), std::pair("Ann Lee", 1), std::pair("Bob", 1)));
  EXPECT_THAT(facets[FacetField::language],
              ElementsAre(std::pair("en", 2), std::pair("de", 1), std::pair("pt-BR", 1)));
  EXPECT_THAT(facets[FacetField::year],
              ElementsAre(std::pair("2021", 1), std::pair("2020", 2), std::pair("2019", 1)));
}

TEST(Facets, CountOnlyWhatThePageIsOf) {
  SearchRequest request;
  request.query = "zzzz honey kindness of strangers";  // a question: loosened, run several times
  request.facets = {FacetField::year};
  request.offset = 2;
  const TestIndex index = dairy();
  const Answer answer = index.searcher().search(request);
  std::size_t sum = 0;
  const auto years = facets_of(answer)[FacetField::year];
  for (const auto& [year, posts] : years) sum += posts;
  EXPECT_EQ(sum, answer.total);
}

TEST(Facets, AreCutToTheMostFrequent) {
  SearchRequest request;
  request.facets = {FacetField::tag};
  request.facet_limit = 1;
  EXPECT_THAT(facets_of(dairy().searcher().search(request))[FacetField::tag],
              ElementsAre(std::pair("Cheese", 3)));
}

TEST(Sorting, PostsWithoutADateComeLast) {
  const TestIndex index(
      {make_post("None", "milk"), tagged("New", {}, 2021), tagged("Old", {}, 2019)});
  SearchRequest request;
  request.query = "milk";
  request.sort = Sort::date_ascending;
  EXPECT_THAT(TestIndex::titles(index.searcher().search(request)),
              ElementsAre("Old", "New", "None"));
  request.sort = Sort::date_descending;
  EXPECT_THAT(TestIndex::titles(index.searcher().search(request)),
              ElementsAre("New", "Old", "None"));
}

TEST(Paging, GoesToTheEndWithoutDoubles) {
  std::vector<Post> posts;
  for (int i = 0; i < 60; ++i) posts.push_back(tagged("P" + std::to_string(i), {}, 2019 + i % 4));
  const TestIndex index(posts);
  for (const Sort sort : {Sort::relevance, Sort::date_ascending, Sort::date_descending}) {
    for (const char* query : {"milk", "", "milk zzzz", "milk and honey and what else there is"}) {
      std::set<std::string> seen;
      SearchRequest request;
      request.query = query;
      request.sort = sort;
      request.limit = 7;
      for (; request.offset < 70; request.offset += 7) {
        for (const Hit& hit : index.searcher().search(request).hits)
          EXPECT_TRUE(seen.insert(hit.url).second) << query << ": " << hit.url << " twice";
      }
      EXPECT_EQ(seen.size(), posts.size()) << query;
    }
  }
}

TEST(Fragment, LeadsToThePassage) {
  const TestIndex index({make_post(
      "T",
      "One thing first. Nobody wants semi-skimmed milk, they say. More.\n# H\nmilk & more\n")});
  SearchRequest request;
  request.query = "milk";
  request.fragment = true;
  const Hit hit = index.searcher().search(request).hits.at(0);
  EXPECT_EQ(
      hit.url,
      "https://example.org/T/#:~:text=Nobody%20wants%20semi%2Dskimmed%20milk%2C%20they%20say.");
  EXPECT_EQ(hit.sections.at(0).url, "https://example.org/T/#H:~:text=milk%20%26%20more");
}

}  // namespace
}  // namespace blogsearch
