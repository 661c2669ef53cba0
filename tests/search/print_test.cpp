// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/print.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

Hit a_hit() {
  Hit hit;
  hit.url = "https://example.org/milk/";
  hit.title = {"Milk & honey", {{0, 4}}};
  hit.snippet = {"The milk of one valley", {{4, 8}}};
  hit.date = "2022-07-30";
  return hit;
}

Answer an_answer(std::string query, std::vector<Hit> hits) {
  Answer answer;
  answer.query = std::move(query);
  answer.total = hits.size();
  answer.hits = std::move(hits);
  return answer;
}

TEST(Print, ShowsAHitWithoutColourInAPipe) {
  EXPECT_EQ(print(an_answer("milk", {a_hit()}), {}),
            "Milk & honey\n"
            "https://example.org/milk/  2022-07-30\n"
            "  The milk of one valley\n"
            "\n"
            "1 post\n");
}

TEST(Print, ShowsAHitInColourAndWrapped) {
  EXPECT_EQ(print(an_answer("milk", {a_hit()}), {.colour = true, .width = 14}),
            "\x1b[1m\x1b[0m\x1b[1;33mMilk\x1b[0m\x1b[1m & honey\x1b[0m\n"
            "\x1b[36mhttps://example.org/milk/\x1b[0m  \x1b[2m2022-07-30\x1b[0m\n"
            "  The \x1b[0m\x1b[1;33mmilk\x1b[0m of\n"
            "  one valley\x1b[0m\n"
            "\n"
            "\x1b[2m1 post\x1b[0m\n");
}

TEST(Print, LeavesOutWhatAHitLacks) {
  Hit hit = a_hit();
  hit.date.clear();
  hit.snippet = {};
  EXPECT_EQ(print(an_answer("milk", {hit}), {}),
            "Milk & honey\nhttps://example.org/milk/\n\n1 post\n");
}

TEST(Print, SaysWhatWasCorrectedAndWhatIsMissing) {
  Hit hit = a_hit();
  hit.missing = {"walrus"};
  Answer answer = an_answer("milkk walrus", {hit});
  answer.corrected = "milk walrus";
  answer.missing = {"walrus"};
  EXPECT_EQ(print(answer, {}),
            "Showing results for: milk walrus\n"
            "No post has all words; left out: walrus\n"
            "\n"
            "Milk & honey\n"
            "https://example.org/milk/  2022-07-30  without: walrus\n"
            "  The milk of one valley\n"
            "\n"
            "1 post\n");
}

TEST(Print, SaysThatNoPostHasAllWords) {
  Hit hit = a_hit();
  hit.missing = {"walrus"};
  const std::string text = print(an_answer("milk walrus", {hit}), {});
  EXPECT_EQ(text.substr(0, text.find('\n')), "No post has all words; these come nearest.");
}

TEST(Print, SaysWhichPartOfTheAnswerThisIs) {
  Answer answer = an_answer("milk", {a_hit(), a_hit()});
  const auto last_line = [&answer] {
    const std::string text = print(answer, {});
    return text.substr(text.rfind('\n', text.size() - 2) + 1);
  };
  EXPECT_EQ(last_line(), "2 posts\n");
  answer.total = 57;
  answer.offset = 10;
  EXPECT_EQ(last_line(), "11-12 of 57 posts\n");
  answer.hits.clear();
  EXPECT_EQ(last_line(), "none of 57 posts\n");
}

TEST(Print, SaysThatNothingWasFound) {
  EXPECT_EQ(print(an_answer("wal\x1brus", {}), {}), "Nothing found for: wal\\u{1b}rus\n");
  EXPECT_EQ(print(an_answer("", {}), {}), "No posts.\n");
  Answer answer = an_answer("walrus", {});
  answer.missing = {"walrus"};
  EXPECT_EQ(print(answer, {}), "Nothing found for: walrus\n");
}

TEST(Print, NothingFromAPostActsOnTheTerminal) {
  Hit hit = a_hit();
  hit.url = hit.title.text = hit.snippet.text = hit.date = "\x1b]0;owned\a\r\n\xc2\x9b";
  hit.missing = {"\x1b[2J"};
  const std::string text = print(an_answer("x", {hit}), {});
  EXPECT_EQ(text.find_first_of("\x1b\a\r"), std::string::npos) << text;
  EXPECT_EQ(text.find("\xc2\x9b"), std::string::npos) << text;
}

TEST(LayoutOfStdout, IsPlainWhereThereIsNoTerminal) {
  testing::internal::CaptureStdout();  // a file
  const Layout layout = layout_of_stdout();
  testing::internal::GetCapturedStdout();
  EXPECT_FALSE(layout.colour);
  EXPECT_EQ(layout.width, 0);
}

}  // namespace
}  // namespace blogsearch
