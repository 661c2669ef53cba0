// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_test.hpp"

#include "common/error.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::HasSubstr;

TEST(QueryTest, ReadsOneExpectationALine) {
  const TempDir dir;
  const auto read = read_expectations(
      dir.write("q.tsv", "# a comment\n\nmilk\t/milk/\nraw milk \t posts/raw.md\t3\r\n*\t/new/\n"));
  ASSERT_EQ(read.size(), 3U);
  EXPECT_EQ(read[0].query, "milk");
  EXPECT_EQ(read[0].post, "/milk/");
  EXPECT_EQ(read[0].place, 1);
  EXPECT_EQ(read[1].query, "raw milk");
  EXPECT_EQ(read[1].post, "posts/raw.md");
  EXPECT_EQ(read[1].place, 3);
  EXPECT_EQ(read[1].line, 4);
}

TEST(QueryTest, SaysWhereALineIsBad) {
  const TempDir dir;
  for (const char* line :
       {"no tab", "q\t", "q\t/p/\t0", "q\t/p/\t101", "q\t/p/\tx", "q\t/p/\t1\t2"}) {
    try {
      read_expectations(dir.write("q.tsv", std::string("# one\n") + line + "\n"));
      ADD_FAILURE() << line;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("q.tsv:2: ")) << line;
    }
  }
  EXPECT_THROW(read_expectations(dir.path() / "missing.tsv"), Error);
}

TEST(QueryTest, JudgesByThePlacesFound) {
  const TestIndex index({make_post("Milk", "milk milk milk"), make_post("Other", "milk and more"),
                         make_post("Third", "nothing")});
  Searcher searcher = index.searcher();
  const TestReport good = test_queries(
      searcher, {{"milk", "/Milk/", 1, 1}, {"nothing", "Third.md", 1, 2}, {"milk", "/Other", 2, 3}},
      "");
  EXPECT_TRUE(good.passed);
  EXPECT_THAT(
      good.text,
      HasSubstr("3 of 3 posts where they ought to be; MRR 1.000, nDCG@10 1.000, recall@10 1.000"));

  const TestReport bad =
      test_queries(searcher, {{"milk", "/Other/", 1, 1}, {"milk", "/Third/", 1, 2}}, "");
  EXPECT_FALSE(bad.passed);
  EXPECT_THAT(bad.text, HasSubstr("FAIL   2  milk  /Other/"));
  EXPECT_THAT(bad.text, HasSubstr("FAIL   -  milk  /Third/"));
  // One of two relevant posts at place 2: 1/log2(3) of 1 + 1/log2(3).
  EXPECT_THAT(bad.text, HasSubstr("MRR 0.500, nDCG@10 0.387, recall@10 0.500"));
  const TestReport twice =
      test_queries(searcher, {{"milk", "/Milk/", 1, 1}, {"milk", "/Milk/", 1, 2}}, "");
  EXPECT_THAT(twice.text,
              HasSubstr("1 of 1 posts where they ought to be; MRR 1.000, nDCG@10 1.000"));
  EXPECT_FALSE(test_queries(searcher, {}, "").passed) << "a test of nothing is no success";
}

}  // namespace
}  // namespace blogsearch
