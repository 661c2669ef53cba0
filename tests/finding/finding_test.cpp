// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/error.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Post with_date(Post post, UnixTime time) {
  post.facts.date = TimeZone().at(time);
  return post;
}

Post tagged(Post post, std::vector<std::string> tags) {
  post.facts.tags = std::move(tags);
  return post;
}

TEST(Finding, WordsInAnyOfTheirForms) {
  const TestIndex index({make_post("Running", "She ran while the runners were connecting cables."),
                         make_post("Other", "Nothing here.")});
  for (const char* query : {"runner", "RUNNERS", "connected", "cable", "Connection cables"}) {
    EXPECT_THAT(index.titles(query), ElementsAre("Running")) << query;
  }
  EXPECT_THAT(index.titles("\"runner\""), IsEmpty()) << "quotes mean exactly this form";
}

TEST(Finding, AllWordsFirstAndLoosenedHonestly) {
  const TestIndex index({make_post("Both", "apple banana"), make_post("One", "apple"),
                         make_post("Two", "banana apple cherry")});
  EXPECT_THAT(index.titles("apple banana"), UnorderedElementsAre("Both", "Two"));
  EXPECT_THAT(index.ask("apple banana").missing, IsEmpty());

  const Answer loosened = index.ask("cherry zebra apple");
  EXPECT_EQ(loosened.hits.front().title.text, "Two");
  EXPECT_THAT(loosened.missing, ElementsAre("zebra"));
  EXPECT_THAT(loosened.hits.front().matched, ElementsAre("cherry", "apple"));
  EXPECT_THAT(loosened.hits.front().missing, ElementsAre("zebra"));
}

TEST(Finding, PhrasesCombineWithWords) {
  const TestIndex index({make_post("A", "a static search tool for blogs"),
                         make_post("B", "search that is static, a tool")});
  EXPECT_THAT(index.titles("\"static search\""), ElementsAre("A"));
  EXPECT_THAT(index.titles("\"static search\" blogs"), ElementsAre("A"));
  EXPECT_THAT(index.titles("\"static search\" nothing"), ElementsAre("A"))
      << "loosened: the phrase is kept together";
  EXPECT_EQ(index.titles("static search").front(), "A") << "closeness and order count";
  const Answer broken = index.ask("\"tool static\"");
  EXPECT_EQ(broken.total, 2U) << "no post has the phrase: its words then";
  EXPECT_THAT(broken.missing, ElementsAre("\"tool static\""));
}

TEST(Finding, StopWordsAreWords) {
  const TestIndex index({make_post("Hamlet", "To be, or not to be, that is the question."),
                         make_post("Other", "It is not to the point, or so.")});
  EXPECT_THAT(index.titles("\"to be or not to be\""), ElementsAre("Hamlet"));
  EXPECT_EQ(index.titles("to be or not to be").front(), "Hamlet");
}

TEST(Finding, ARunOfCharactersBesideAWordWhereverItStands) {
  const TestIndex index({make_post("如何写R包呢", "", "zh"),
                         make_post("T", "大家使用R画图形", "zh"),
                         make_post("U", "写给读者的R语言软件包", "zh")});
  for (const char* query : {"写R包", "写R", "R包", "何写R包呢", "\"写R包\"", "title:写R包"}) {
    EXPECT_THAT(index.titles(query), ElementsAre("如何写R包呢")) << query;
  }
  EXPECT_THAT(index.titles("用R画图"), ElementsAre("T"));
  EXPECT_EQ(write_marked(index.ask("用R画").hits.front().snippet), "大家使<mark>用R画</mark>图形");
  EXPECT_EQ(write_marked(index.ask("写R包").hits.front().title), "如何<mark>写R包</mark>呢");
}

TEST(Finding, AVersionWithAndWithoutItsSign) {
  const TestIndex index(
      {make_post("Node v18.12.1", "Released."), make_post("Plain", "Now with 3.5 and 18.12.2.")});
  for (const char* query : {"18.12.1", "v18.12.1", "Node 18", "\"node 18.12\"", "title:18.12"}) {
    EXPECT_THAT(index.titles(query), ElementsAre("Node v18.12.1")) << query;
  }
  EXPECT_EQ(write_marked(index.ask("18.12.1").hits.front().title), "Node v<mark>18.12.1</mark>");
  EXPECT_EQ(write_marked(index.ask("18").hits.front().title), "Node v<mark>18</mark>.12.1");
  EXPECT_THAT(index.titles("3.5"), ElementsAre("Plain"));
}

TEST(Finding, WithoutAWord) {
  const TestIndex index({make_post("A", "static tool"), make_post("B", "static page")});
  EXPECT_THAT(index.titles("static -tool"), ElementsAre("B"));
  EXPECT_THAT(index.titles("-tool"), ElementsAre("B"));
  EXPECT_THAT(index.titles("static -\"static page\""), ElementsAre("A"));
}

TEST(Finding, FieldsAndFilters) {
  std::vector<Post> posts = {
      tagged(make_post("Linux notes", "kernel"), {"linux", "Machine Learning"}),
      make_post("Other", "linux kernel", "de")};
  posts[0].facts.authors = {"Jane Doe"};
  posts[0].facts.categories = {"Tech"};
  posts[1].body.text += "int main() { return frobnicate(); }\n";
  posts[1].body.code.push_back({13, 48, "cpp"});
  const TestIndex index(posts);
  EXPECT_THAT(index.titles("title:linux"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("tag:linux"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("tag:\"machine learning\" kernel"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("kernel -tag:linux"), ElementsAre("Other"));
  EXPECT_THAT(index.titles("category:tech"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("author:\"jane doe\""), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("author:doe"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("lang:de"), ElementsAre("Other"));
  EXPECT_THAT(index.titles("url:notes"), ElementsAre("Linux notes"));
  EXPECT_THAT(index.titles("code:frobnicate"), ElementsAre("Other"));
  EXPECT_THAT(index.titles("code:kernel"), IsEmpty());
  EXPECT_THAT(index.titles("tag:nothing"), IsEmpty());
}

TEST(Finding, CodeIsNotProse) {
  std::vector<Post> posts = {
      make_post("Prose", "get element of a std vector: a foo bar in running text"),
      make_post("Code", "std::vector<int> all; return frobnicate(all);")};
  posts[1].body.code.push_back({0, static_cast<std::uint32_t>(posts[1].body.text.size()), "cpp"});
  const TestIndex index(posts);
  EXPECT_THAT(index.titles("code:std::vector"), ElementsAre("Code"));
  EXPECT_THAT(index.titles("code:std::vectr"), ElementsAre("Code"));
  EXPECT_THAT(index.titles("code:\"return frobnicate\""), ElementsAre("Code"));
  EXPECT_THAT(index.titles("code:\"foo bar\""), IsEmpty());
  EXPECT_THAT(index.titles("code:getElement"), IsEmpty());
  EXPECT_THAT(index.titles("code:foobar"), IsEmpty());
}

TEST(Finding, CodeAsTypedAndByItsParts) {
  const TestIndex index(
      {make_post("cpp", "Homogenization in C++ with std::vector and foo_bar or camelCase."),
       make_post("net", "Notes on .NET, C# and node.js 1.2.3 under utf-8 with --dry-run"),
       make_post("c", "Programming in C.")});
  EXPECT_THAT(index.titles("C++"), ElementsAre("cpp"));
  EXPECT_THAT(index.titles("C#"), ElementsAre("net"));
  EXPECT_THAT(index.titles(".NET"), ElementsAre("net"));
  EXPECT_THAT(index.titles("std::vector"), ElementsAre("cpp"));
  EXPECT_THAT(index.titles("vector"), ElementsAre("cpp"));
  EXPECT_THAT(index.titles("bar"), ElementsAre("cpp"));
  EXPECT_THAT(index.titles("camel"), ElementsAre("cpp"));
  EXPECT_THAT(index.titles("node"), ElementsAre("net"));
  EXPECT_THAT(index.titles("utf-8"), ElementsAre("net"));
  EXPECT_THAT(index.titles("\"utf 8\""), ElementsAre("net"));
  EXPECT_THAT(index.titles("1.2.3"), ElementsAre("net"));
  EXPECT_THAT(index.titles("--dry-run"), ElementsAre("net"));
  EXPECT_EQ(index.titles("C").front(), "c");
}

TEST(Finding, DiacriticsFoldAndTheFormTypedComesFirst) {
  const TestIndex index({make_post("plain", "a cafe in town"),
                         make_post("accent", "a café in town"),
                         make_post("été", "l'été d'Actium", "fr")});
  EXPECT_THAT(index.titles("cafe"), ElementsAre("plain", "accent"));
  EXPECT_THAT(index.titles("café"), ElementsAre("accent", "plain"));
  EXPECT_THAT(index.titles("\"café\""), ElementsAre("accent", "plain")) << "in quotes, too";
  EXPECT_THAT(index.titles("\"café in town\""), ElementsAre("accent", "plain"));
  EXPECT_THAT(index.titles("\"cafe in town\""), ElementsAre("plain", "accent"));
  EXPECT_THAT(index.titles("Actium"), ElementsAre("été"));
  EXPECT_THAT(index.titles("l’ete"), ElementsAre("été"));
}

TEST(Finding, ScriptsWithoutSpacesInAnyPost) {
  const TestIndex index({make_post("cn", "我们在东京大学学习搜索引擎的优化方法。"),
                         make_post("jp", "新幹線で京都へ行く", "ja"), make_post("x", "学大京东")});
  EXPECT_THAT(index.titles("大学"), ElementsAre("cn"));
  EXPECT_THAT(index.titles("幹線"), ElementsAre("jp"));
  EXPECT_THAT(index.titles("搜索引擎"), ElementsAre("cn"));
  EXPECT_THAT(index.titles("京"), UnorderedElementsAre("cn", "jp", "x"));
}

TEST(Finding, TheExactTitleIsFirst) {
  std::vector<Post> posts = {make_post("Search", "A short note.")};
  for (int i = 0; i < 20; ++i)
    posts.push_back(
        make_post("Search engines " + std::to_string(i), "search search search search search"));
  const TestIndex index(posts);
  EXPECT_EQ(index.titles("search").front(), "Search");
  EXPECT_EQ(index.titles("Search Engines 7").front(), "Search engines 7");

  const TestIndex twice(
      {make_post("That that is", "that is that"), make_post("That is that that is", "that")});
  EXPECT_EQ(twice.titles("that that is").front(), "That that is")
      << "a word said twice keeps its places";
}

TEST(Finding, BeginningsOfWords) {
  const TestIndex index(
      {make_post("A", "homogenization of milk"), make_post("B", "home and hearth")});
  EXPECT_THAT(index.titles("homog*"), ElementsAre("A"));
  SearchRequest request;
  request.query = "milk homoge";
  request.prefix = true;
  EXPECT_THAT(TestIndex::titles(index.searcher().search(request)), ElementsAre("A"));
}

TEST(Finding, NothingTypedIsEverythingNewestFirst) {
  const TestIndex index({with_date(make_post("old", "x"), 1'000'000),
                         with_date(make_post("new", "x"), 2'000'000), make_post("undated", "x")});
  for (const char* query : {"", " ", "*"})
    EXPECT_THAT(index.titles(query), ElementsAre("new", "old", "undated")) << query;
  EXPECT_THAT(index.titles("???"), IsEmpty()) << "nothing that could be found";
  EXPECT_THAT(index.titles("date:1970"), ElementsAre("new", "old"));
  EXPECT_THAT(index.titles("before:1970-01-20 x"), ElementsAre("old"));
}

TEST(Finding, NewerFirstAmongEquals) {
  const TestIndex index({with_date(make_post("old", "same words"), 1'000'000'000),
                         with_date(make_post("new", "same words"), 1'600'000'000)});
  EXPECT_THAT(index.titles("same words"), ElementsAre("new", "old"));
}

TEST(Finding, PagesToTheEndWithoutDoubles) {
  std::vector<Post> posts;
  for (int i = 0; i < 37; ++i) posts.push_back(make_post("post " + std::to_string(i), "word"));
  const TestIndex index(posts);
  std::vector<std::string> found;
  SearchRequest request;
  request.query = "word";
  for (request.offset = 0; request.offset < 60; request.offset += 10) {
    const Answer answer = index.searcher().search(request);
    EXPECT_EQ(answer.total, 37U);
    for (const Hit& hit : answer.hits) {
      EXPECT_THAT(found, ::testing::Not(Contains(hit.title.text)));
      found.push_back(hit.title.text);
    }
  }
  EXPECT_EQ(found.size(), 37U);
}

TEST(Finding, MomentsAreAppliedWhenAsked) {
  std::vector<Post> posts = {make_post("soon", "word"), make_post("gone", "word"),
                             make_post("always", "word")};
  posts[0].facts.visible_from = 2'000;
  posts[1].facts.visible_until = 1'000;
  const TestIndex index(posts);
  const auto at = [&](std::int64_t now) {
    SearchRequest request;
    request.query = "word";
    request.now = now;
    return TestIndex::titles(index.searcher().search(request));
  };
  EXPECT_THAT(at(999), UnorderedElementsAre("gone", "always"));
  EXPECT_THAT(at(1'000), UnorderedElementsAre("always"));
  EXPECT_THAT(at(1'999), UnorderedElementsAre("always"));
  EXPECT_THAT(at(2'000), UnorderedElementsAre("soon", "always"));
}

TEST(Finding, LongQuestionsFindThePostThatAnswers) {
  const TestIndex index(
      {make_post("Milk", "Homogenization breaks the fat of milk into small drops."),
       make_post("Cats", "How do cats drink milk?"),
       make_post("Roads", "Roads are built of stone.")});
  EXPECT_EQ(
      index.titles("what does homogenization do to the fat in milk and why should anybody care")
          .front(),
      "Milk");
}

TEST(Finding, UnknownSitesAndMissingIndexesAreErrors) {
  const TestIndex index({make_post("A", "x")});
  SearchRequest request;
  request.sites = {"nosuch"};
  try {
    index.searcher().search(request);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::not_found);
    EXPECT_THAT(error.hint(), ::testing::HasSubstr("blog"));
  }
  const TempDir empty;
  EXPECT_THROW(Searcher(empty.path(), {}).search({}), Error);
}

}  // namespace
}  // namespace blogsearch
