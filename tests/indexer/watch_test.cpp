// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch.hpp"

#include "common/error.hpp"
#include "common/search.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kNever = 1h;  // longer than any test

// A site that is watched by a thread, from start() to the end of the test.
class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    arguments_.config = index_.write("settings.yaml", "").string();
    arguments_.index = (index_.path() / "index").string();
    arguments_.site = "blog";
    arguments_.dir = site_.path().string();
  }
  ~WatchTest() override {
    if (!thread_.joinable()) return;
    signal(SIGTERM);
    thread_.join();
  }

  void start(std::chrono::milliseconds period) {
    thread_ = std::thread([this, period] { watch_site(arguments_, written_, period); });
    until([this] { return runs_ > 0; }, "the first run");
  }
  void signal(int number) { ::pthread_kill(thread_.native_handle(), number); }

  // The machine may be busy: what has to come may take long.
  static void until(const std::function<bool()>& is_so, const std::string& what) {
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (!is_so()) {
      ASSERT_LT(std::chrono::steady_clock::now(), end) << "still not: " << what;
      std::this_thread::sleep_for(10ms);
    }
  }
  std::size_t count(const std::string& word) {
    SearchRequest request;
    request.query = word;
    return Searcher(arguments_.index, {}).search(request).hits.size();
  }
  void find(const std::string& word, std::size_t posts = 1) {
    until([&] { return count(word) == posts; }, std::to_string(posts) + " of " + word);
  }
  // From then on the times of all files are trusted: none is read again that is not written to.
  void let_files_grow_old() {
    std::this_thread::sleep_for(2'100ms);
    site_.write("seen.md", "allareold");  // a new file makes it look at all
    find("allareold");
  }

  TempDir site_, index_;
  JobArguments arguments_;
  std::atomic<int> runs_ = 0;  // that have changed the index
  std::function<void(const Job&)> written_ = [this](const Job&) { ++runs_; };
  std::thread thread_;
};

TEST_F(WatchTest, LooksAtAllInItsTimeHoweverMuchIsSaved) {
  const TempDir other;
  site_.write("a.md", "before");
  // What is written by another name of the file is told of that name's folder only.
  fs::create_hard_link(site_.path() / "a.md", other.path() / "a.md");
  start(500ms);
  let_files_grow_old();
  other.write("a.md", "afterwards");
  until(
      [&, turn = 0]() mutable {
        site_.write("seen.md", "saved again " + std::to_string(++turn));
        std::this_thread::sleep_for(50ms);
        return count("afterwards") == 1;
      },
      "what no event has told");
}

TEST_F(WatchTest, ReadsAPostUnderAllItsNames) {
  site_.write("real/a.md", "before");
  fs::create_directory(site_.path() / "posts");
  fs::create_symlink("../real/a.md", site_.path() / "posts/b.md");
  start(kNever);
  find("before", 2);
  let_files_grow_old();
  site_.write("real/a.md", "afterwards");
  find("afterwards", 2);
}

TEST_F(WatchTest, SeesWhatLinksLeadTo) {
  site_.write("hugo.toml", "title = 'Notes'\n");
  site_.write("notes/a.md", "---\ntitle: A\n---\nbefore");
  fs::create_directory(site_.path() / "content");
  fs::create_symlink("../notes", site_.path() / "content/posts");
  start(kNever);
  find("before");
  site_.write("notes/a.md", "---\ntitle: A\n---\nafterwards");
  find("afterwards");
}

TEST_F(WatchTest, FollowsALinkAboveTheSite) {
  site_.write("releases/1/docs/a.md", "first");
  site_.write("releases/2/docs/a.md", "second");
  fs::create_symlink("releases/1", site_.path() / "latest");
  fs::create_symlink("latest", site_.path() / "current");
  arguments_.dir = (site_.path() / "current/docs").string();
  start(kNever);
  find("first");
  fs::create_symlink("releases/2", site_.path() / "next");
  fs::rename(site_.path() / "next", site_.path() / "latest");
  find("second");
  site_.write("releases/2/docs/b.md", "intosecond");
  find("intosecond");
}

TEST_F(WatchTest, FollowsTheSiteWhereAnotherStandsInItsPlace) {
  site_.write("a/b/docs/a.md", "first");
  site_.write("new/b/docs/a.md", "second");
  arguments_.dir = (site_.path() / "a/b/docs").string();
  start(kNever);
  find("first");
  fs::rename(site_.path() / "a", site_.path() / "old");
  fs::rename(site_.path() / "new", site_.path() / "a");
  signal(SIGHUP);  // instead of a minute's time
  find("second");
  site_.write("a/b/docs/b.md", "intosecond");
  find("intosecond");
}

TEST_F(WatchTest, RunsOnceMoreWhenAskedWithinARun) {
  const TempDir other;
  site_.write("a.md", "before");
  fs::create_hard_link(site_.path() / "a.md", other.path() / "a.md");
  written_ = [&](const Job&) {
    if (++runs_ > 1) return;
    other.write("a.md", "afterwards");
    std::raise(SIGHUP);
  };
  start(kNever);
  find("afterwards");
}

TEST_F(WatchTest, TellsOnceMoreWhatCouldNotBeDoneWithIt) {
  site_.write("a.md", "before");
  written_ = [&](const Job&) {
    if (++runs_ < 3) throw Error("cannot write the titles", "make room");
  };
  start(kNever);
  until([this] { return runs_ == 3; }, "the third try");
}

}  // namespace
}  // namespace blogsearch
