// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/manifest.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;

std::vector<Post> numbered(int count, const std::string& word) {
  std::vector<Post> posts;
  for (int i = 0; i < count; ++i) posts.push_back(make_post("post " + std::to_string(i), word));
  return posts;
}

std::vector<std::string> titles(Searcher& searcher) {
  SearchRequest request;
  request.query = "word";
  return TestIndex::titles(searcher.search(request));
}

TEST(Freshness, AnOpenSearcherSeesANewGeneration) {
  TestIndex index({make_post("A", "word")});
  Searcher searcher = index.searcher();
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
  const std::string before = searcher.sites().front().revision;
  index.write({make_post("B", "word")});
  EXPECT_THAT(titles(searcher), ElementsAre("B"));
  EXPECT_NE(searcher.sites().front().revision, before);
}

TEST(Freshness, AnOpenSearcherSeesChangesInPlace) {
  TestIndex index({make_post("A", "word"), make_post("B", "word")});
  Searcher searcher = index.searcher();
  titles(searcher);
  {
    InPlaceWriter writer(current_generation(index.site_dir()));
    writer.remove(make_term(prefix::kPath, "B.md"));
    writer.commit({"Test", ""});
  }
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
}

TEST(Freshness, ChangesThatAreNotCommittedAreNotThere) {
  TestIndex index({make_post("A", "word")});
  {
    InPlaceWriter writer(current_generation(index.site_dir()));
    writer.remove(make_term(prefix::kPath, "A.md"));
  }
  EXPECT_THAT(index.titles("word"), ElementsAre("A"));
}

// Readers see the index before or after a change, never half of it, and no request fails.
TEST(Freshness, ReadersNeverSeeHalfAnUpdate) {
  TestIndex index(numbered(30, "even"));
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0;
  std::jthread reader([&] {
    Searcher searcher = index.searcher();
    SearchRequest request;
    request.query = "even OR odd";
    while (!done) {
      EXPECT_EQ(searcher.search(request).total, 30U);
      ++asked;
    }
  });
  DocumentMaker maker(Config().ranking);
  for (int round = 0; round < 20; ++round) {
    const auto posts = numbered(30, round % 2 == 0 ? "odd" : "even");
    if (round % 5 == 4) {
      index.write(posts);
      continue;
    }
    InPlaceWriter writer(current_generation(index.site_dir()));
    for (const Post& post : posts)
      writer.replace(make_term(prefix::kPath, post.path), maker.make(post, "12345678"));
    writer.commit({"Test", ""});
  }
  done = true;
  reader.join();
  EXPECT_GT(asked, 20);
}

TEST(Freshness, AnIndexOfAnotherFormatIsNotRead) {
  TestIndex index({make_post("A", "word")});
  {
    Xapian::WritableDatabase database(current_generation(index.site_dir()).string(),
                                      Xapian::DB_OPEN);
    database.set_metadata(std::string(kMetaFormat), "999");
    database.commit();
  }
  write_manifest(current_generation(index.site_dir()));
  Searcher searcher = index.searcher();
  EXPECT_THROW(searcher.search({}), Error);
  EXPECT_THAT(searcher.sites().front().problem, ::testing::HasSubstr("format 999"));
}

// Publishes what cannot be served behind what is being served.
void publish_damaged(const TestIndex& index) {
  const auto building = index.site_dir() / "building";
  std::filesystem::copy(current_generation(index.site_dir()), building);
  publish_generation(index.site_dir());
  std::ofstream(current_generation(index.site_dir()) / "docdata.glass", std::ios::app) << "x";
}

TEST(Freshness, ADamagedNewGenerationLeavesTheOldOneServed) {
  TestIndex index({make_post("A", "word")});
  Searcher searcher = index.searcher();
  SearchRequest request;
  request.query = "word";
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
  publish_damaged(index);
  remove_old_generations(index.site_dir(), current_generation(index.site_dir()));
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
  EXPECT_THAT(searcher.sites().front().problem, ::testing::HasSubstr("docdata.glass has"));
  EXPECT_THROW(index.searcher().search(request), Error) << "a new one has nothing to keep";

  index.write({make_post("B", "word")});
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  EXPECT_THAT(titles(searcher), ElementsAre("B"));
  EXPECT_EQ(searcher.sites().front().problem, "");
}

// As an indexer of another version would: the old one goes on being served, and it says why.
TEST(Freshness, AGenerationOfAnotherFormatLeavesTheOldOneServed) {
  TestIndex index({make_post("A", "word")});
  Searcher searcher = index.searcher();
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
  for (const char* format : {"1", "999", ""}) {
    const auto building = index.site_dir() / "building";
    std::filesystem::copy(current_generation(index.site_dir()), building);
    {
      Xapian::WritableDatabase database(building.string(), Xapian::DB_OPEN);
      database.set_metadata(std::string(kMetaFormat), format);
      database.commit();
    }
    publish_generation(index.site_dir());
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    EXPECT_THAT(titles(searcher), ElementsAre("A"));
    EXPECT_THAT(searcher.sites().front().problem, ::testing::HasSubstr("has format "));
  }
}

TEST(Freshness, AnIndexMadeAnewUnderTheSameNamesIsNoticed) {
  TestIndex index({make_post("A", "word")});
  Searcher searcher = index.searcher();
  EXPECT_THAT(titles(searcher), ElementsAre("A"));
  const std::string before = searcher.sites().front().revision;
  std::filesystem::remove_all(index.site_dir());
  EXPECT_THROW(titles(searcher), Error);
  index.write({make_post("B", "word")});
  EXPECT_THAT(titles(searcher), ElementsAre("B"));
  EXPECT_NE(searcher.sites().front().revision, before);
}

}  // namespace
}  // namespace blogsearch
