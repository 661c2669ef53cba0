// SPDX-License-Identifier: GPL-3.0-or-later
// One question to several sites.
#include "common/error.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

class SeveralSites : public ::testing::Test {
 protected:
  SeveralSites() {
    std::vector<Post> notes;
    std::vector<Post> blog;
    for (int i = 0; i < 9; ++i) {
      blog.push_back(make_post("B" + std::to_string(i), "milk from the blog"));
      notes.push_back(make_post("N" + std::to_string(i), "milk of the notes, a longer text"));
      blog.back().facts.date = TimeZone().at(1'000 + i * 200);
      notes.back().facts.date = TimeZone().at(1'100 + i * 200);
      notes.back().facts.tags = blog.back().facts.tags = {"Milk"};
    }
    notes.push_back(make_post("Only here", "kefir"));
    index_.write(blog);
    index_.write(notes, "notes");
  }

  Answer ask(std::string_view query, std::vector<std::string> sites, Sort sort = Sort::relevance,
             int offset = 0, int limit = 100) {
    SearchRequest request;
    request.query = query;
    request.sites = std::move(sites);
    request.sort = sort;
    request.offset = offset;
    request.limit = limit;
    request.facets = {FacetField::tag};
    return index_.searcher().search(request);
  }

  TestIndex index_;
};

TEST_F(SeveralSites, MustBeChosenFrom) {
  EXPECT_THROW(ask("milk", {}), Error);
  EXPECT_THROW(ask("milk", {"blog", "nosuch"}), Error);
  EXPECT_EQ(ask("milk", {"blog"}).site, "blog");
  EXPECT_EQ(ask("milk", {"blog"}).total, 9U);
}

TEST_F(SeveralSites, AnswerTogether) {
  const Answer answer = ask("milk", {"blog", "notes"});
  EXPECT_EQ(answer.site, "");
  EXPECT_EQ(answer.total, 18U);
  EXPECT_EQ(answer.hits.size(), 18U);
  EXPECT_EQ(ask("milk", {"*"}).total, 18U);
  EXPECT_EQ(ask("milk", {"blog", "*", "blog"}).total, 18U);
  ASSERT_EQ(answer.facets.size(), 1U);
  EXPECT_EQ(answer.facets[0].counts.at(0).posts, 18U);
  for (std::size_t i = 1; i < answer.hits.size(); ++i)
    EXPECT_GE(answer.hits[i - 1].score, answer.hits[i].score);
  for (const Hit& hit : answer.hits)
    EXPECT_EQ(hit.site, hit.title.text.starts_with("B") ? "blog" : "notes");
}

TEST_F(SeveralSites, AreInOneOrderByDate) {
  EXPECT_THAT(TestIndex::titles(ask("milk", {"*"}, Sort::date_ascending, 0, 3)),
              ElementsAre("B0", "N0", "B1"));
  EXPECT_THAT(TestIndex::titles(ask("milk", {"*"}, Sort::date_descending, 1, 2)),
              ElementsAre("B8", "N7"));
}

TEST_F(SeveralSites, HavePagesWithoutDoubles) {
  std::set<std::string> seen;
  for (int offset = 0; offset < 20; offset += 5) {
    for (const Hit& hit : ask("milk", {"*"}, Sort::relevance, offset, 5).hits)
      EXPECT_TRUE(seen.insert(hit.title.text).second) << hit.title.text;
  }
  EXPECT_EQ(seen.size(), 18U);
}

TEST_F(SeveralSites, ADamagedOneIsLeftOutWhereAllAreAskedFor) {
  std::ofstream(index_.site_dir().parent_path() / "notes" / "CURRENT") << "rubbish";
  const Answer answer = ask("milk", {"*"});
  EXPECT_EQ(answer.total, 9U);
  ASSERT_EQ(answer.left_out.size(), 1U);
  EXPECT_THAT(answer.left_out[0], ::testing::StartsWith("site notes: "));
  EXPECT_THROW(ask("milk", {"blog", "notes"}), Error);
  std::ofstream(index_.site_dir() / "CURRENT") << "rubbish";
  EXPECT_THROW(ask("milk", {"*"}), Error);
}

TEST_F(SeveralSites, ASiteWithAllWordsAnswersForThoseWithout) {
  const Answer answer = ask("kefir", {"*"});
  EXPECT_THAT(TestIndex::titles(answer), ElementsAre("Only here"));
  EXPECT_TRUE(answer.missing.empty());
}

}  // namespace
}  // namespace blogsearch
