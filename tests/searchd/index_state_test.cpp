// SPDX-License-Identifier: GPL-3.0-or-later
// The state of the index is looked up when it can have changed, and only then.
#include "searchd/index_state.hpp"

#include "common/file.hpp"
#include "common/visibility.hpp"
#include "tests/support/test_index.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

namespace blogsearch {
namespace {

// Longer than a folder's time may be behind.
void settle() {
  std::this_thread::sleep_for(std::chrono::milliseconds(80));
}

class IndexStateTest : public testing::Test {
 protected:
  IndexStateTest() { index_.write({make_post("A", "word"), make_post("B", "word")}); }

  // As at the beginning of a request.
  std::string now() {
    state_.begin_request();
    return state_.get();
  }
  void remove_in_place(std::string_view title) {
    InPlaceWriter writer(current_generation(index_.site_dir()));
    writer.remove(make_term(prefix::kPath, std::string(title) + ".md"));
    writer.commit({"Test", ""});
  }

  TestIndex index_;
  std::optional<Searcher> searcher_ = index_.searcher();
  std::atomic<unsigned> checks_ = 0;
  int looks_ = 0;
  IndexState state_{index_.site_dir().parent_path(), "settings",
                    [this] {
                      ++looks_;
                      return searcher_->sites();
                    },
                    checks_};
};

TEST_F(IndexStateTest, IsLookedUpOnceASecondWhileNothingChanges) {
  settle();
  const std::string first = now();
  EXPECT_NE(first, "");
  const std::int64_t begin = now_seconds();
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(now(), first);
  EXPECT_LE(looks_, now_seconds() - begin + 2);
}

TEST_F(IndexStateTest, EachChangeIsThereAtTheNextRequest) {
  std::string before = now();
  const auto has_changed = [&] { return std::exchange(before, now()) != before; };
  const auto index = index_.site_dir().parent_path();
  for (const bool at_once : {true, false}) {
    if (!at_once) settle(), now();
    remove_in_place(at_once ? "A" : "B");
    EXPECT_TRUE(has_changed()) << "in place";
    if (!at_once) settle(), now();
    index_.write({make_post("A", "word"), make_post("B", "word")});
    EXPECT_TRUE(has_changed()) << "a new generation";
    if (!at_once) settle(), now();
    index_.write({make_post("C", "word")}, at_once ? "first" : "second");
    EXPECT_TRUE(has_changed()) << "a new site";
    if (!at_once) settle(), now();
    std::filesystem::remove_all(index / "first");
    EXPECT_EQ(has_changed(), at_once) << "a site that goes";
  }
}

TEST_F(IndexStateTest, AFileWrittenInPlaceByHandIsSeenWithinASecond) {
  settle();
  const std::string before = now();
  settle();
  std::ofstream(index_.site_dir() / "CURRENT") << "nonsense\n";
  std::this_thread::sleep_for(std::chrono::milliseconds(1'000));
  EXPECT_NE(now(), before);
}

// Many small changes, each looked for at once: no two fall together.
TEST_F(IndexStateTest, ChangesInOneTickOfTheClockToo) {
  std::vector<Post> posts;
  for (int i = 0; i < 60; ++i) posts.push_back(make_post("p" + std::to_string(i), "word"));
  index_.write(posts);
  std::string before = now();
  for (const Post& post : posts) {
    remove_in_place(post.facts.title);
    EXPECT_NE(std::exchange(before, now()), before) << post.path;
  }
}

TEST_F(IndexStateTest, StaysAsItIsDuringOneRequest) {
  const std::string before = now();
  remove_in_place("A");
  EXPECT_EQ(state_.get(), before);
  EXPECT_NE(now(), before);
}

TEST_F(IndexStateTest, AfterACheckAndWhileSomethingIsWrongItIsLookedUp) {
  settle();
  now();
  const int looks = looks_;
  ++checks_;
  now();
  EXPECT_GT(looks_, looks);
  replace_file(index_.site_dir() / "CURRENT", "nonsense\n");
  EXPECT_NE(now().find("is damaged"), std::string::npos);
  const int more = looks_;
  now();
  now();
  EXPECT_EQ(looks_, more + 2);
}

TEST_F(IndexStateTest, WithoutAnIndexThereIsNone) {
  std::filesystem::remove_all(index_.site_dir());
  EXPECT_EQ(now(), "");
}

}  // namespace
}  // namespace blogsearch
