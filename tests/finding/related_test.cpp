// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/related.hpp"

#include "common/error.hpp"
#include "common/find_post.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string url_of(const std::string& title) {
  return "https://example.org/" + title + "/";
}

Answer ask(const TestIndex& index, std::string url, int limit = 10, std::int64_t now = 0) {
  RelatedRequest request;
  request.url = std::move(url);
  request.limit = limit;
  request.now = now;
  return index.searcher().related(request);
}

std::vector<std::string> related(const TestIndex& index, const std::string& title) {
  return TestIndex::titles(ask(index, url_of(title)));
}

// Five posts on milk and trains, and one on neither.
std::vector<Post> posts() {
  return {
      make_post("Milk", "Homogenization breaks the fat of milk into drops. Milk and cream."),
      make_post("Cream", "Cream is the fat of milk; without homogenization it floats."),
      make_post("Night trains", "A sleeper crosses the border while the conductor has tickets."),
      make_post("Tickets", "Where the conductor of a sleeper looks for tickets."),
      make_post("Borders", "The conductor wakes nobody at the border."),
      make_post("Stones", "Nothing that others have.")};
}

TEST(Related, WhatSharesItsWordsComesFirst) {
  const TestIndex index(posts());
  EXPECT_EQ(related(index, "Milk").front(), "Cream");
  EXPECT_EQ(related(index, "Cream").front(), "Milk");
  EXPECT_EQ(related(index, "Tickets").front(), "Night trains");
  for (const Post& post : posts())
    EXPECT_THAT(related(index, post.facts.title), Not(Contains(post.facts.title)));
}

TEST(Related, TagsAndLanguageCount) {
  std::vector<Post> few = {make_post("One", "red apple"), make_post("Two", "green apple"),
                           make_post("Three", "yellow apple"), make_post("Vier", "apple", "de"),
                           make_post("Five", "nothing shared but this")};
  few[0].facts.tags = {"Fruit"};
  few[2].facts.tags = {"fruit"};
  few[4].facts.tags = {"FRUIT"};
  const TestIndex index(few);
  const std::vector<std::string> found = related(index, "One");
  EXPECT_EQ(found.front(), "Three");
  EXPECT_THAT(found, Contains("Five")) << "its tag is enough";
  EXPECT_EQ(found.back(), "Vier") << "another language comes last";
}

TEST(Related, ScriptsWithoutSpaces) {
  const TestIndex index({make_post("一", "图书馆的历史很长", "zh"),
                         make_post("二", "我去图书馆看书", "zh"),
                         make_post("三", "今天天气好", "zh")});
  EXPECT_THAT(related(index, "一"), ElementsAre("二"));
}

TEST(Related, AnAnswerAsOfASearch) {
  const TestIndex index(posts());
  const Answer answer = ask(index, "/Milk/", 1);
  EXPECT_EQ(answer.query, "/Milk/");
  EXPECT_EQ(answer.site, "blog");
  EXPECT_EQ(answer.total, 1U);
  EXPECT_EQ(answer.limit, 1);
  ASSERT_THAT(answer.hits, SizeIs(1));
  EXPECT_EQ(answer.hits[0].url, url_of("Cream"));
  EXPECT_EQ(write_marked(answer.hits[0].title), "Cream");
  EXPECT_THAT(write_marked(answer.hits[0].snippet), HasSubstr("without homogenization"));
  EXPECT_GT(answer.hits[0].score, 0);
  EXPECT_THAT(ask(index, "/Milk/", 0).hits, IsEmpty());
}

TEST(Related, OnlyWhatIsShownNow) {
  std::vector<Post> all = posts();
  all[1].facts.visible_from = 1'000;
  const TestIndex index(all);
  EXPECT_THAT(TestIndex::titles(ask(index, "/Milk", 10, 999)), Not(Contains("Cream")));
  EXPECT_THAT(TestIndex::titles(ask(index, "/Milk", 10, 1'000)), Contains("Cream"));
  EXPECT_THROW(ask(index, "/Cream", 10, 999), Error) << "as if it were not there";
  try {
    ask(index, "/x/Cream", 10, 999);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.hint(), Not(HasSubstr("Cream")));
  }
}

TEST(Related, AnUnknownUrlNamesTheNearest) {
  const TestIndex index(posts());
  for (const char* url : {"/Nigth trains/", "/blog/Night trains", "Night train"}) {
    try {
      ask(index, url);
      FAIL() << url;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::not_found);
      EXPECT_THAT(error.what(), HasSubstr(url));
      EXPECT_THAT(error.hint(), HasSubstr(url_of("Night trains"))) << url;
    }
  }
  for (const std::string& url : {std::string(), std::string("%"), std::string("\xff\0/", 3),
                                 std::string(10'000, '/'), std::string("https://example.org")})
    EXPECT_THROW(ask(index, url), Error) << url.size();
}

TEST(Related, AllAtOnce) {
  std::vector<Post> all = posts();
  all[5].facts.visible_until = 0;
  const TestIndex index(all);
  RelatedRequest request;
  request.limit = 2;
  request.now = 1'000;
  const std::vector<RelatedPosts> found = index.searcher().all_related(request);
  ASSERT_THAT(found, SizeIs(5)) << "not of what is no longer shown";
  EXPECT_EQ(found[0].url, url_of("Milk"));
  EXPECT_EQ(found[0].posts.at(0).url, url_of("Cream"));
  EXPECT_EQ(found[0].posts.at(0).title, "Cream");
  for (const RelatedPosts& one : found) {
    EXPECT_LE(one.posts.size(), 2U);
    const Answer answer = ask(index, one.url, 2, 1'000);
    ASSERT_EQ(answer.hits.size(), one.posts.size());
    for (std::size_t i = 0; i < one.posts.size(); ++i)
      EXPECT_EQ(answer.hits[i].url, one.posts[i].url) << "as when asked for one by one";
  }
}

TEST(FindPost, EveryFormOfItsUrl) {
  Post post = make_post("x", "y");
  post.path = "_posts/2024-01-02-café.md";
  post.facts.url = "https://example.org/base/café/";
  const TestIndex index({make_post("other", "y"), post});
  const SiteIndex site(index.site_dir());
  for (const char* given : {"https://example.org/base/café/", "http://localhost:4000/base/café",
                            "/base/café/", "base/café", "/base/caf%C3%A9/?utm_source=x#top",
                            "/base/café/index.html", "_posts/2024-01-02-café.md"})
    EXPECT_EQ(find_post(site.database(), given), 2U) << given;
  for (const char* given : {"/café/", "", "/", "café"})
    EXPECT_EQ(find_post(site.database(), given), 0U) << given;
  EXPECT_EQ(nearest_url(site.database(), "/café/"), "/base/café");
}

}  // namespace
}  // namespace blogsearch
