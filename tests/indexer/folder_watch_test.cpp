// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_watch.hpp"

#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <fcntl.h>
#include <unistd.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using Wake = FolderWatch::Wake;

class FolderWatchTest : public ::testing::Test {
 protected:
  FolderWatchTest() {
    sigemptyset(&none_);
    site_.write("posts/a.md", "a");
    site_.write("out/a.md", "a");
    follow();
  }
  void follow() {
    watch_.follow(site_.path(), {[](std::string_view folder) { return folder != "out"; },
                                 [](std::string_view file) { return file.ends_with(".md"); }});
  }
  Wake wait(int milliseconds = 10'000) {
    return watch_.wait(std::chrono::milliseconds(milliseconds), none_);
  }
  // Nothing worth telling has come.
  bool is_quiet() { return wait(100) == Wake::time; }

  TempDir site_;
  FolderWatch watch_;
  sigset_t none_{};
};

TEST_F(FolderWatchTest, TellsOfFilesThatAreWanted) {
  EXPECT_TRUE(is_quiet());
  site_.write("posts/a.md", "changed");
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_FALSE(watch_.folders_changed());
  EXPECT_EQ(watch_.take_changed_files(), std::set<std::string>{"posts/a.md"});
  EXPECT_TRUE(watch_.take_changed_files().empty());
  fs::rename(site_.path() / "posts/a.md", site_.path() / "posts/b.md");
  EXPECT_EQ(wait(), Wake::change);
  fs::create_symlink("b.md", site_.path() / "posts/link.md");
  EXPECT_EQ(wait(), Wake::change);
  fs::remove(site_.path() / "posts/b.md");
  EXPECT_EQ(wait(), Wake::change);
  site_.write("posts/.a.md.swp", "swap");
  site_.write("out/a.md", "not entered");
  EXPECT_TRUE(is_quiet());
}

// As sftp-server renames, where a folder is shared with others.
TEST_F(FolderWatchTest, TellsOfAFileThatComesWholeUnderANewName) {
  site_.write("out/upload", "complete");
  fs::create_hard_link(site_.path() / "out/upload", site_.path() / "posts/b.md");
  fs::remove(site_.path() / "out/upload");
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_EQ(watch_.take_changed_files(), std::set<std::string>{"posts/b.md"});
}

TEST_F(FolderWatchTest, TellsOfAFileThatHadNoNameBefore) {
  const int file = ::open((site_.path() / "out").c_str(), O_TMPFILE | O_WRONLY, 0600);
  if (file < 0) GTEST_SKIP() << "the file system has no files without a name";
  ASSERT_EQ(::write(file, "complete", 8), 8);
  const std::string open_file = "/proc/self/fd/" + std::to_string(file);
  ASSERT_EQ(::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, (site_.path() / "posts/b.md").c_str(),
                     AT_SYMLINK_FOLLOW),
            0);
  ::close(file);
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_EQ(watch_.take_changed_files(), std::set<std::string>{"posts/b.md"});
}

// So a large one is indexed once, and whole.
TEST_F(FolderWatchTest, WaitsForTheEndOfAFileThatIsBegun) {
  std::ofstream file(site_.path() / "posts/b.md");
  EXPECT_TRUE(is_quiet());
  file << "written";
  file.close();
  EXPECT_EQ(wait(), Wake::change);
}

TEST_F(FolderWatchTest, TellsOfFoldersAndFollowsThemWhenAsked) {
  fs::create_directories(site_.path() / "new");
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_TRUE(watch_.folders_changed());
  follow();
  EXPECT_FALSE(watch_.folders_changed());
  site_.write("new/a.md", "a");
  EXPECT_EQ(wait(), Wake::change);
  fs::rename(site_.path() / "new", site_.path() / "renamed");
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_TRUE(watch_.folders_changed());
  fs::create_directories(site_.path() / "out" / "deep");
  EXPECT_TRUE(is_quiet());
}

TEST_F(FolderWatchTest, FollowsOneNameInAFolder) {
  const TempDir other;
  other.write("settings.yaml", "a: 1");
  other.write("site.yaml", "a: 1");
  watch_.follow_name(other.path() / "settings.yaml");
  watch_.follow_name(other.path() / "site.yaml");
  other.write("neighbour.yaml", "a: 2");
  EXPECT_TRUE(is_quiet());
  other.write("settings.yaml", "a: 2");
  EXPECT_EQ(wait(), Wake::change);
  other.write("site.yaml", "a: 2");
  EXPECT_EQ(wait(), Wake::change);
}

TEST_F(FolderWatchTest, FollowsTheLinksOnTheWayToAName) {
  const TempDir other;
  other.write("1/settings.yaml", "a: 1");
  other.write("2/settings.yaml", "a: 2");
  fs::create_symlink(other.path() / "1", other.path() / "latest");
  fs::create_symlink("../" + other.path().filename().string() + "/./latest", other.path() / "set");
  fs::create_symlink("self", other.path() / "self");
  watch_.follow_name(other.path() / "self" / "settings.yaml");
  watch_.follow_name(other.path() / "set" / "settings.yaml");
  other.write("1/settings.yaml", "a: 3");
  EXPECT_EQ(wait(), Wake::change);
  fs::create_symlink("2", other.path() / "next");
  EXPECT_TRUE(is_quiet());
  fs::rename(other.path() / "next", other.path() / "latest");
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_TRUE(watch_.folders_changed());
}

TEST_F(FolderWatchTest, TellsThatTheFolderOfANameIsGone) {
  const TempDir other;
  other.write("set/settings.yaml", "a: 1");
  watch_.follow_name(other.path() / "set" / "settings.yaml");
  fs::rename(other.path() / "set", other.path() / "away");
  EXPECT_EQ(wait(), Wake::change);
}

// Folders that the kernel watches for this process.
std::size_t watched_folders() {
  std::size_t count = 0;
  for (const auto& file : fs::directory_iterator("/proc/self/fdinfo")) {
    std::ifstream lines(file.path());
    for (std::string line; std::getline(lines, line);) count += line.starts_with("inotify wd:");
  }
  return count;
}

TEST_F(FolderWatchTest, LeavesWhatItFollowedBefore) {
  const TempDir other;
  other.write("posts/a.md", "a");
  const TempDir settings;
  watch_.follow_name(settings.path() / "a.yaml");
  watch_.follow(other.path(), {[](std::string_view) { return true; },
                               [](std::string_view file) { return file.ends_with(".md"); }});
  EXPECT_EQ(watched_folders(), 2U);
  site_.write("posts/a.md", "no longer of interest");
  settings.write("a.yaml", "a: 1");
  EXPECT_TRUE(is_quiet());
  other.write("posts/a.md", "b");
  EXPECT_EQ(wait(), Wake::change);
}

TEST_F(FolderWatchTest, TellsThatTheRootIsGone) {
  fs::remove_all(site_.path());
  EXPECT_EQ(wait(), Wake::change);
  EXPECT_TRUE(watch_.folders_changed());
}

}  // namespace
}  // namespace blogsearch
