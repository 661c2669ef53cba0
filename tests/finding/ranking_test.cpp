// SPDX-License-Identifier: GPL-3.0-or-later
// The order where more posts match than are looked at twice.
#include "tests/support/test_index.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

constexpr int kPosts = 320;

// All have the words "kettle" and "lid", more often or less; the last two most often, and one of
// them in order.
std::vector<Post> posts() {
  std::vector<Post> made;
  for (int i = 0; i < kPosts; ++i) {
    std::string text;
    for (int k = 0; k <= i % 7; ++k) text += "A kettle of the finest copper, without any dent. ";
    for (int k = 0; k <= i % 3; ++k) text += "Under the shelf of that old kitchen lies a lid. ";
    made.push_back(make_post(fmt::format("Post {}", i), text));
  }
  const std::string most = made[kPosts - 2].body.text + made[20].body.text + made[20].body.text;
  made[kPosts - 2].body.text =
      most + "A kettle that is as old as the hills, and on a shelf its lid.";
  made[kPosts - 1].body.text =
      most + "A kettle lid that is as old as the hills, and on a shelf its.";
  return made;
}

SearchRequest page(std::string_view query, int offset, int limit) {
  SearchRequest request;
  request.query = query;
  request.offset = offset;
  request.limit = limit;
  return request;
}

TEST(Ranking, PagesTellEveryPostOnceInOneOrder) {
  const TestIndex index(posts());
  for (const char* query : {"kettle lid", "kettle lid copper shelf finest kitchen zebra"}) {
    const Answer all = index.searcher().search(page(query, 0, kPosts));
    EXPECT_EQ(all.total, std::size_t{kPosts}) << query;
    std::vector<std::string> paged;
    for (int offset = 0; offset < kPosts; offset += 40) {
      for (const std::string& title :
           TestIndex::titles(index.searcher().search(page(query, offset, 40))))
        paged.push_back(title);
    }
    EXPECT_EQ(paged, TestIndex::titles(all)) << query;
    EXPECT_EQ(std::set<std::string>(paged.begin(), paged.end()).size(), std::size_t{kPosts});
  }
}

TEST(Ranking, NewnessDoesNotOutweighAnUnfinishedWord) {
  constexpr std::int64_t now = 1'700'000'000;
  constexpr std::int64_t years = 8L * 365 * 24 * 3600;
  std::vector<Post> made = {make_post("Old", "thinking of things that think of this"),
                            make_post("New", "a word that begins so: this")};
  for (int i = 0; i < 10; ++i)
    made.push_back(make_post(fmt::format("Other {}", i), "there is nothing of it"));
  made[0].facts.date = TimeZone().at(now - years);
  made[1].facts.date = TimeZone().at(now);
  const TestIndex index(made);
  SearchRequest request = page("thi", 0, 10);
  request.prefix = true;
  request.now = now;
  EXPECT_EQ(TestIndex::titles(index.searcher().search(request)),
            (std::vector<std::string>{"Old", "New"}));
}

TEST(Ranking, ScoresFall) {
  const TestIndex index(posts());
  double last = 1e9;
  for (const Hit& hit : index.searcher().search(page("kettle lid", 0, kPosts)).hits) {
    EXPECT_LE(hit.score, last) << hit.title.text;
    last = hit.score;
  }
}

TEST(Ranking, WordsInOrderComeFirstAmongMany) {
  const TestIndex index(posts());
  const std::vector<std::string> titles = index.titles("kettle lid");
  ASSERT_GE(titles.size(), 2U);
  EXPECT_EQ(titles[0], "Post 319");
  EXPECT_EQ(titles[1], "Post 318");
}

TEST(Ranking, PartsAddUpForPostsThatAreNotLookedAtTwice) {
  const TestIndex index(posts());
  SearchRequest request = page("kettle lid", 0, kPosts);
  request.explain = true;
  for (const Hit& hit : index.searcher().search(request).hits) {
    double sum = 0;
    for (const ScorePart& part : hit.parts) sum += part.weight;
    EXPECT_NEAR(sum, hit.score, 0.01) << hit.title.text;
  }
}

TEST(Ranking, ATitleThatIsTheQueryComesFirstWhateverItsWords) {
  std::vector<Post> made = posts();
  made.push_back(make_post("Kettle lid", std::string(20'000, 'x')));
  const TestIndex index(made);
  EXPECT_EQ(index.titles("kettle lid").front(), "Kettle lid");
}

TEST(Ranking, AOneWordQueryFindsThePostThatIsAboutIt) {
  std::vector<Post> made = posts();
  for (std::size_t i = 0; i < made.size(); i += 3) made[i].body.text += " openLid() openLid()";
  std::string page_about_it = "openLid() opens it. ";
  for (int i = 0; i < 60; ++i) page_about_it += fmt::format("Step {} of the manual. ", i);
  made.push_back(make_post("Kettle: openLid() method", page_about_it));
  const TestIndex index(made);
  SearchRequest request = page("openLid", 0, 10);
  request.explain = true;
  const Hit first = index.searcher().search(request).hits.front();
  EXPECT_EQ(first.title.text, "Kettle: openLid() method") << "however many others have the word";
  double sum = 0;
  for (const ScorePart& part : first.parts) sum += part.weight;
  EXPECT_NEAR(sum, first.score, 0.01);
}

}  // namespace
}  // namespace blogsearch
