// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/suggest.hpp"

#include "common/typed_text.hpp"
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
using ::testing::Not;
using ::testing::SizeIs;

Post tagged(Post post, std::vector<std::string> tags, std::vector<std::string> categories = {}) {
  post.facts.tags = std::move(tags);
  post.facts.categories = std::move(categories);
  return post;
}

Post with_url(Post post, std::string url) {
  post.facts.url = std::move(url);
  return post;
}

Suggestions ask(const TestIndex& index, std::string text, int limit = 8, std::int64_t now = 0) {
  SuggestRequest request;
  request.text = std::move(text);
  request.limit = limit;
  request.now = now;
  return index.searcher().suggest(request);
}

// "kind: text" each.
std::vector<std::string> suggested(const TestIndex& index, std::string text, std::int64_t now = 0) {
  std::vector<std::string> lines;
  for (const Suggestion& one : ask(index, std::move(text), 8, now).found)
    lines.push_back(std::string(name_of(one.kind)) + ": " + one.text);
  return lines;
}

TEST(TypedText, WhatGoesOnFromIt) {
  struct Case {
    const char* typed;
    const char* text;
    Continues expected;
  };
  const Case cases[] = {
      {"Nig", "Night trains", Continues::begins_so},
      {"night ", "Night trains", Continues::begins_so},
      {"night ", "Night", Continues::begins_so},
      {"nigh ", "Night trains", Continues::no},
      {"train", "Night trains", Continues::has_words},
      {"trains ni", "Night trains", Continues::has_words},
      {"trai night", "Night trains", Continues::no},
      {"ight", "Night trains", Continues::no},
      {"cafe", "Café au lait", Continues::begins_so},
      {"c++ te", "C++ templates", Continues::begins_so},
      {"图书", "图书馆的历史", Continues::begins_so},
      {"历史", "图书馆的历史", Continues::has_words},
      {"place d'", "Place d'Asile", Continues::begins_so},
      {"place d'as", "Place d'Asile", Continues::begins_so},
      {"", "Night trains", Continues::no},
      {"\xff", "Night trains", Continues::no},
  };
  for (const auto& [typed, text, expected] : cases)
    EXPECT_EQ(TypedText(typed).compare(fold_phrase(text)), expected) << typed << " | " << text;
}

TEST(Suggest, TitlesHeadingsTagsThenWords) {
  const TestIndex index({make_post("Bread", "Flour."),
                         make_post("Bread that forgives", "The breadth of it."),
                         make_post("On good bread", "x"),
                         tagged(make_post("Other", "# Breadcrumbs\nSome breadfruit and bread."),
                                {"Bread Making"}, {"Breads of the world"})});
  EXPECT_THAT(suggested(index, "brea"),
              ElementsAre("title: Bread", "title: Bread that forgives", "title: On good bread",
                          "heading: Breadcrumbs", "tag: Bread Making",
                          "category: Breads of the world", "word: breadfruit", "word: breads"));
  EXPECT_THAT(suggested(index, "bread "), Not(Contains("word: breadfruit"))) << "it is finished";
  EXPECT_THAT(ask(index, "brea", 2).found, SizeIs(2));
  EXPECT_THAT(ask(index, "brea", 0).found, IsEmpty());
}

TEST(Suggest, AUrlWhereItLeadsToOnePost) {
  const TestIndex index(
      {with_url(make_post("Twice", "x"), "https://example.org/1/"),
       with_url(make_post("Twice upon", "# Twofold\nx"), "https://example.org/2/"),
       with_url(make_post("TWICE", "# Examples\nx"), "https://example.org/3/"),
       with_url(make_post("Other", "# Examples\nx"), "https://example.org/4/")});
  const auto twice = ask(index, "twi").found;
  ASSERT_THAT(twice, SizeIs(2)) << "no duplicates but for their case";
  EXPECT_EQ(twice[0].url, "");
  EXPECT_EQ(twice[1].url, "https://example.org/2/");
  EXPECT_EQ(ask(index, "twof").found.at(0).url, "https://example.org/2/#Twofold");
  EXPECT_EQ(ask(index, "exam").found.at(0).url, "") << "a heading of several posts";
}

TEST(Suggest, WordsStandWithTheOthers) {
  const TestIndex index({make_post("A", "machine learning is a machine that learns"),
                         make_post("B", "a lens, a lesson"), make_post("C", "le café, un café")});
  EXPECT_THAT(suggested(index, "machine le"),
              ElementsAre("word: machine learning", "word: machine learns"));
  EXPECT_THAT(suggested(index, "Un caf"), ElementsAre("word: Un café")) << "as most write it";
  EXPECT_THAT(suggested(index, "zebra le"), IsEmpty());
}

TEST(Suggest, TitlesWithTheSignsThatWereTypedComeFirst) {
  const TestIndex index({make_post("begin", "x"), make_post("Beacon", "x"),
                         make_post("::before", "x"), make_post("::after", "x")});
  EXPECT_EQ(suggested(index, "::be").front(), "title: ::before");
  EXPECT_THAT(suggested(index, "::be"), SizeIs(3)) << "the others follow";
  EXPECT_EQ(suggested(index, "be").front(), "title: begin") << "the shortest";
}

TEST(Suggest, WhatWasMistyped) {
  const TestIndex index({make_post("Homogenization of milk", "x"), make_post("Night trains", "x")});
  for (const char* typed : {"hoomgen", "homogenizaton", "homogenisation of m", "nihgt", "nigth tr"})
    EXPECT_THAT(suggested(index, typed), SizeIs(1)) << typed;
  EXPECT_THAT(suggested(index, "xyzzyplugh"), IsEmpty());
  const TestIndex french({make_post("A", "le code numérique du travail")});
  EXPECT_THAT(suggested(french, "code numériue trav"), ElementsAre("word: code numérique travail"))
      << "as most write it";
}

TEST(Suggest, ScriptsWithoutSpaces) {
  const TestIndex index({make_post("图书馆的历史", "正文", "zh"),
                         make_post("自転車で行く", "# 夏の終わり\nx", "ja")});
  EXPECT_THAT(suggested(index, "图"), ElementsAre("title: 图书馆的历史"));
  EXPECT_THAT(suggested(index, "历史"), ElementsAre("title: 图书馆的历史"));
  EXPECT_THAT(suggested(index, "自転"), ElementsAre("title: 自転車で行く"));
  EXPECT_THAT(suggested(index, "夏"), ElementsAre("heading: 夏の終わり"));
}

TEST(Suggest, OnlyWhatIsShownNow) {
  Post early = tagged(make_post("Secret plans", "# Secret heading\nsecretly"), {"secrets"});
  early.facts.visible_from = 1000;
  Post late = make_post("Secret party", "over");
  late.facts.visible_until = 500;
  const TestIndex index({early, late, make_post("Public", "x")});
  EXPECT_THAT(suggested(index, "secr", 700), IsEmpty());
  EXPECT_THAT(suggested(index, "secr", 499), ElementsAre("title: Secret party", "word: secret"));
  EXPECT_THAT(suggested(index, "secr", 1000),
              ElementsAre("title: Secret plans", "heading: Secret heading", "tag: secrets",
                          "word: secret", "word: secretly"));
}

TEST(Suggest, EachFindsSomething) {
  const TestIndex index({make_post("-Wall and its friends", "x"),
                         make_post("tag:linux explained", "x"), make_post("This OR that", "x"),
                         make_post("Say \"when\"", "x")});
  for (const char* typed : {"wall", "tag", "this", "say", "-wal", "\"say wh"}) {
    const auto found = ask(index, typed).found;
    ASSERT_THAT(found, SizeIs(1)) << typed;
    const Answer answer = index.ask(found[0].text);
    ASSERT_FALSE(answer.hits.empty()) << found[0].text;
    EXPECT_EQ(answer.hits.front().url, found[0].url);
    EXPECT_THAT(answer.missing, IsEmpty());
  }
}

TEST(Suggest, AnyBytes) {
  const TestIndex index({make_post("Night trains", "x")});
  for (const std::string& typed :
       {std::string("\0\xff\xfe", 3), std::string(10'000, 'n'), std::string("night \xff"),
        std::string("   "), std::string("((((\"-:*"), std::string(5'000, ' ') + "night"})
    EXPECT_NO_THROW(ask(index, typed)) << typed.size();
  EXPECT_THAT(suggested(index, "\" night: tr"), ElementsAre("title: Night trains"));
}

}  // namespace
}  // namespace blogsearch
