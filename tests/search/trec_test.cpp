// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/trec.hpp"

#include "common/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace blogsearch {
namespace {

using testing::HasSubstr;

class ReadTrecQueries : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(file_); }

  std::vector<TrecQuery> read(const std::string& text) {
    std::ofstream(file_, std::ios::binary) << text;
    return read_trec_queries(file_);
  }

  std::string error_of(const std::string& text) {
    try {
      read(text);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

 private:
  // The tests of one program run side by side: each has a file of its own.
  std::filesystem::path file_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("trec_") + testing::UnitTest::GetInstance()->current_test_info()->name() +
       ".tsv");
};

TEST_F(ReadTrecQueries, ReadsAnIdentifierAndAQueryALine) {
  const auto queries = read("1\tmilk of one valley\n\nq-2\tto be\tor not\r\n");
  ASSERT_EQ(queries.size(), 2U);
  EXPECT_EQ(queries[0].id, "1");
  EXPECT_EQ(queries[0].text, "milk of one valley");
  EXPECT_EQ(queries[1].id, "q-2");
  EXPECT_EQ(queries[1].text, "to be\tor not");
}

TEST_F(ReadTrecQueries, NamesTheBadLine) {
  EXPECT_THAT(error_of("1\tmilk\nno tab here\n"), HasSubstr(".tsv:2: "));
  EXPECT_THAT(error_of("\tno identifier\n"), HasSubstr(".tsv:1: "));
  EXPECT_THAT(error_of("two words\tquery\n"), HasSubstr(".tsv:1: "));
}

TEST_F(ReadTrecQueries, NamesAFileThatIsNotThere) {
  EXPECT_THROW(read_trec_queries("/nowhere/queries.tsv"), Error);
}

TEST(TrecLines, NameThePostByItsPathWithoutExtension) {
  Answer answer;
  Hit hit;
  hit.path = "docs/doc.1.md";
  hit.score = 12.5;
  answer.hits.push_back(hit);
  hit.path = "a folder/café.html";
  hit.score = 0.25;
  answer.hits.push_back(hit);
  EXPECT_EQ(trec_lines({"7", "milk"}, answer),
            "7 Q0 docs/doc.1 1 12.500000 blogsearch\n"
            "7 Q0 a%20folder/café 2 0.250000 blogsearch\n");
}

TEST(TrecLines, CountRanksFromTheOffset) {
  Answer answer;
  answer.offset = 10;
  answer.hits.emplace_back().path = "a.md";
  EXPECT_EQ(trec_lines({"7", ""}, answer), "7 Q0 a 11 0.000000 blogsearch\n");
}

}  // namespace
}  // namespace blogsearch
