// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/query.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

std::string parsed(std::string_view typed) {
  return describe(parse_query(typed));
}

struct Example {
  std::string_view typed, means;
};

constexpr Example kExamples[] = {
    {"", "*"},
    {"  ", "*"},
    {"*", "*"},
    {"word", "word"},
    {"two words", "(and two words)"},
    {"\"exact phrase\" more", "(and \"exact phrase\" more)"},
    {"\"not closed", "\"not closed\""},
    {"static -tool", "(and static (not tool))"},
    {"static -\"two words\"", "(and static (not \"two words\"))"},
    {"-tag:x", "(not tag:x)"},
    {"NOT x", "(not x)"},
    {"a OR b c", "(or a (and b c))"},
    {"(a OR b) c", "(and (or a b) c)"},
    {"a AND b", "(and a b)"},
    {"title:word", "title:word"},
    {"Title:\"two words\"", "title:\"two words\""},
    {"tag:\"machine learning\" x", "(and tag:machine learning x)"},
    {"std::vector", "std::vector"},
    {"https://example.org/a", "https://example.org/a"},
    {"title:", "title:"},
    {"foo:bar", "foo:bar"},
    {"homogen*", "homogen*"},
    {"--dry-run", "--dry-run"},
    {"-moz-float-edge", "moz-float-edge"},
    {"edge -moz-float", "(and edge (not moz-float))"},
    {"-\"two-fold\"", "(not \"two-fold\")"},
    {"C++ -", "C++"},
    {"f(x) (y)", "(and f(x) y)"},
    {"after:2024", "after:2024-01-01"},
    {"before:1970-01-02", "before:1970-01-02"},
    {"date:1970-01", "date:1970-01-01..1970-01-31"},
    {"date:1970..1970-01-01", "date:1970-01-01"},
    {"date:2019..", "after:2019-01-01"},
    {"date:..2021", "before:2022-01-01"},
    {"date:yesterday", "date:yesterday"},
    {"after:2024-02-30", "after:2024-02-30"},
    // Nothing but operators: taken as it stands.
    {"OR", "OR"},
    {"AND OR NOT", "AND OR NOT"},
    {"-", "-"},
    {"()", "()"},
    {"a AND", "a"},
    {"(a OR", "a"},
    {"a) b", "(and a b)"},
};

TEST(Query, ExamplesOfTheGrammar) {
  for (const Example& example : kExamples)
    EXPECT_EQ(parsed(example.typed), example.means) << example.typed;
}

TEST(Query, DatesAreDescribedAsTheyCanBeTyped) {
  for (const char* typed : {"after:2024", "before:1969-07", "date:2024-02", "date:2019..2021",
                            "date:1970-01-01", "after:9999", "date:0..1"}) {
    const Query query = parse_query(typed);
    EXPECT_EQ(parse_query(describe(query)), query) << describe(query);
  }
  const Query after = parse_query("after:2022-07-30");
  EXPECT_EQ(after.first, 1'659'139'200);
  EXPECT_EQ(describe(make_dates(1'700'000'000, after.last)), "after:2023-11-14T22:13:20Z");
  EXPECT_EQ(describe(make_dates(-1, 0)), "date:1969-12-31T23:59:59Z..1970-01-01");
  EXPECT_EQ(describe(make_dates(parse_query("before:2024").first, after.last)), "date:..");
}

TEST(Query, AnyBytesAreAQuery) {
  const std::string alphabet = "a b\"()-:*OR\xFF\xE6\xC3.'tag";
  unsigned seed = 1;
  for (int round = 0; round < 20'000; ++round) {
    std::string typed;
    for (int i = 0; i < 24; ++i) {
      seed = seed * 1664525U + 1013904223U;
      typed += alphabet[(seed >> 16U) % alphabet.size()];
    }
    EXPECT_FALSE(parsed(typed).empty());
  }
}

TEST(Query, DepthAndLengthAreBounded) {
  EXPECT_FALSE(parsed(std::string(100'000, '(')).empty());
  std::string nested;
  for (int i = 0; i < 5'000; ++i) nested += "a OR (b ";
  EXPECT_LT(parsed(nested).size(), 2 * kMaxQueryBytes);
  std::string words;
  for (int i = 0; i < 1'000; ++i) words += "w ";
  EXPECT_EQ(parse_query(words).parts.size(), kMaxQueryWords);
}

}  // namespace
}  // namespace blogsearch
