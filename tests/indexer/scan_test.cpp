// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

bool any_folder(std::string_view /*path*/) {
  return true;
}
bool markdown(std::string_view path) {
  return path.ends_with(".md");
}

std::vector<std::string> paths(const Scan& found) {
  std::vector<std::string> paths;
  for (const PostFile& file : found.files) paths.push_back(file.path);
  return paths;
}

std::vector<std::string> skipped(const Scan& found) {
  std::vector<std::string> lines;
  for (const Skipped& skipped : found.skipped)
    lines.push_back(skipped.path + ": " + skipped.reason);
  return lines;
}

TEST(Scan, FindsWhatIsWantedSorted) {
  const TempDir site;
  site.write("b.md", "12");
  site.write("a/z.md", "");
  site.write("a/notes.txt", "");
  site.write("a.md", "");
  site.write("_drafts/d.md", "");
  const auto no_drafts = [](std::string_view path) { return path != "_drafts"; };
  const Scan found = scan(site.path(), no_drafts, markdown);
  EXPECT_THAT(paths(found), ElementsAre("a.md", "a/z.md", "b.md"));
  EXPECT_EQ(found.files.at(2).size, 2U);
  EXPECT_TRUE(found.skipped.empty());
}

TEST(Scan, KeepsNamesAsTheyAre) {
  const TempDir site;
  site.write("caf\u00e9 & co.md", "");
  site.write("latin\xE9.md", "x");
  site.write("line\nbreak.md", "");
  EXPECT_THAT(paths(scan(site.path(), any_folder, markdown)),
              ElementsAre("caf\u00e9 & co.md", "latin\xE9.md", "line\nbreak.md"));
  EXPECT_EQ(read_file(site.path(), "latin\xE9.md"), "x");
}

TEST(Scan, FollowsLinksInsideTheSiteOnly) {
  const TempDir outside;
  outside.write("secret.md", "");
  const TempDir site;
  site.write("posts/a.md", "");
  site.write("_shared/s.md", "");
  fs::create_symlink(outside.path(), site.path() / "leak");
  fs::create_symlink(outside.path() / "secret.md", site.path() / "secret.md");
  fs::create_symlink("/dev/zero", site.path() / "zero.md");
  fs::create_symlink("posts/a.md", site.path() / "copy.md");
  fs::create_symlink(site.path() / "posts/a.md", site.path() / "absolute.md");
  fs::create_symlink("nowhere.md", site.path() / "broken.md");
  fs::create_symlink("nowhere.txt", site.path() / "unwanted.txt");
  fs::create_symlink("_shared", site.path() / "shared");
  const auto not_shared = [](std::string_view path) {
    return path != "_shared" && !path.ends_with(".txt");
  };
  const Scan found = scan(site.path(), not_shared, markdown);
  EXPECT_THAT(paths(found), ElementsAre("absolute.md", "copy.md", "posts/a.md", "shared/s.md"));
  EXPECT_THAT(skipped(found), ElementsAre("broken.md: a symbolic link to what is not there",
                                          "leak: a symbolic link that leaves the site",
                                          "secret.md: a symbolic link that leaves the site",
                                          "zero.md: a symbolic link that leaves the site"));
  EXPECT_THAT(found.linked, ElementsAre("posts/a.md", "posts/a.md", "_shared"));
}

TEST(Scan, NeverRunsInACircle) {
  const TempDir site;
  site.write("a/one.md", "");
  site.write("b/two.md", "");
  site.write("_c/three.md", "");
  fs::create_symlink("..", site.path() / "a/up");
  fs::create_symlink(".", site.path() / "a/here");
  fs::create_symlink("../b", site.path() / "a/b");
  fs::create_symlink("../a", site.path() / "b/a");
  fs::create_symlink("../_c", site.path() / "_c/again");
  fs::create_symlink("_c", site.path() / "c");
  fs::create_symlink("self.md", site.path() / "self.md");
  const auto no_c = [](std::string_view path) { return path != "_c"; };
  const Scan found = scan(site.path(), no_c, markdown);
  EXPECT_THAT(paths(found), ElementsAre("a/one.md", "b/two.md", "c/three.md"));
  EXPECT_THAT(skipped(found), ElementsAre("a/b: leads to a folder that is read already",
                                          "a/here: leads to a folder that is read already",
                                          "a/up: leads to a folder that is read already",
                                          "b/a: leads to a folder that is read already",
                                          "c/again: leads to a folder that is read already",
                                          "self.md: a symbolic link that leads to itself"));
}

TEST(Scan, TheRootMayBeALink) {
  const TempDir site;
  site.write("real/a.md", "x");
  fs::create_directory_symlink("real", site.path() / "link");
  EXPECT_THAT(paths(scan(site.path() / "link", any_folder, markdown)), ElementsAre("a.md"));
  EXPECT_EQ(read_file(site.path() / "link", "a.md"), "x");
}

TEST(Scan, SkipsWhatIsNoFile) {
  const TempDir site;
  ASSERT_EQ(::mkfifo((site.path() / "pipe.md").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((site.path() / "pipe.txt").c_str(), 0600), 0);
  fs::create_directory(site.path() / "folder.md");
  EXPECT_THAT(skipped(scan(site.path(), any_folder, markdown)),
              ElementsAre("pipe.md: a pipe, a socket or a device, no file"));
  EXPECT_THROW(read_file(site.path(), "pipe.md"), Error);
  EXPECT_THROW(read_file(site.path(), "folder.md"), Error);
}

TEST(Scan, SaysWhatItCannotRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  const TempDir site;
  site.write("closed/a.md", "");
  site.write("b.md", "x");
  fs::permissions(site.path() / "closed", fs::perms::none);
  fs::permissions(site.path() / "b.md", fs::perms::none);
  EXPECT_THAT(skipped(scan(site.path(), any_folder, markdown)),
              ElementsAre("closed: Permission denied"));
  EXPECT_THROW(read_file(site.path(), "b.md"), Error);
  fs::permissions(site.path() / "closed", fs::perms::owner_all);
}

// Folders so deep that their path has more bytes than the system takes.
TEST(Scan, EndsInFoldersTooDeep) {
  const TempDir site;
  const std::string name(200, 'd');
  int folder = ::open(site.path().c_str(), O_DIRECTORY);
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(::mkdirat(folder, name.c_str(), 0700), 0);
    const int inner = ::openat(folder, name.c_str(), O_DIRECTORY);
    ::close(folder);
    folder = inner;
  }
  ::close(folder);
  const Scan found = scan(site.path(), any_folder, markdown);
  ASSERT_EQ(found.skipped.size(), 1U);
  EXPECT_EQ(found.skipped[0].reason, "File name too long");
}

TEST(Scan, NeedsTheFolder) {
  const TempDir site;
  site.write("a.md", "");
  for (const char* name : {"none", "a.md"}) {
    try {
      scan(site.path() / name, any_folder, markdown);
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot read the folder '"));
    }
  }
}

TEST(ScanAgain, SeesOtherContentWithoutAWalk) {
  const TempDir site;
  site.write("a.md", "1");
  site.write("b.md", "1");
  Scan known = scan(site.path(), any_folder, markdown);
  known.files.at(1).stamp = 5;  // as if it were old
  site.write("a.md", "22");
  const auto now = scan_again(site.path(), known, {"a.md"});
  ASSERT_TRUE(now.has_value());
  EXPECT_THAT(paths(*now), ElementsAre("a.md", "b.md"));
  EXPECT_EQ(now->files.at(0).size, 2U);
  EXPECT_EQ(now->files.at(0).stamp, 0U) << "changed just now";
  EXPECT_EQ(now->files.at(1).stamp, 5U) << "not looked at";
}

TEST(ScanAgain, LeavesToAWalkWhatOnlyThatCanTell) {
  const TempDir site;
  site.write("a.md", "1");
  const Scan known = scan(site.path(), any_folder, markdown);
  site.write("new.md", "1");
  EXPECT_FALSE(scan_again(site.path(), known, {"a.md", "new.md"})) << "new";
  fs::remove(site.path() / "a.md");
  EXPECT_FALSE(scan_again(site.path(), known, {"a.md"})) << "gone";
  fs::create_symlink("new.md", site.path() / "a.md");
  EXPECT_FALSE(scan_again(site.path(), known, {"a.md"})) << "a link";
}

TEST(ScanAgain, LeavesToAWalkWhatAFileIsCalledBesides) {
  const TempDir site;
  site.write("real/a.md", "1");
  fs::create_directory(site.path() / "posts");
  fs::create_symlink("../real/a.md", site.path() / "posts/b.md");
  Scan known = scan(site.path(), any_folder, markdown);
  for (PostFile& file : known.files) file.stamp = 5;  // as if it were old
  site.write("real/a.md", "22");
  EXPECT_FALSE(scan_again(site.path(), known, {"real/a.md"}));
}

TEST(ReadFile, GivesBytes) {
  const TempDir site;
  site.write("a.md", std::string_view("a\0b\r\n", 5));
  site.write("empty.md", "");
  fs::create_symlink(site.path() / "a.md", site.path() / "absolute.md");
  EXPECT_EQ(read_file(site.path(), "a.md"), std::string("a\0b\r\n", 5));
  EXPECT_EQ(read_file(site.path(), "absolute.md"), std::string("a\0b\r\n", 5));
  EXPECT_EQ(read_file(site.path(), "empty.md"), "");
}

TEST(ReadFile, NeverLeavesTheSite) {
  const TempDir outside;
  const fs::path secret = outside.write("secret.md", "secret");
  const TempDir site;
  site.write("a.md", "");
  // A sibling whose name begins like the site's.
  const fs::path sibling = site.path().string() + "-sibling.md";
  fs::copy_file(secret, sibling);
  fs::create_symlink(outside.path(), site.path() / "leak");
  fs::create_symlink(secret, site.path() / "leak.md");
  const std::string up = "../" + outside.path().filename().string() + "/secret.md";
  for (const std::string& path :
       {std::string("leak/secret.md"), std::string("leak.md"), secret.string(), up,
        "../" + sibling.filename().string(), std::string("none.md"), std::string("."),
        std::string(""), std::string("/dev/zero")}) {
    EXPECT_THROW(read_file(site.path(), path), Error) << path;
  }
  fs::remove(sibling);
}

TEST(ReadFile, HasALimit) {
  const TempDir site;
  site.write("large.md", "");
  fs::resize_file(site.path() / "large.md", kMaxFileBytes);
  EXPECT_EQ(read_file(site.path(), "large.md").size(), kMaxFileBytes);
  fs::resize_file(site.path() / "large.md", kMaxFileBytes + 1);
  EXPECT_THROW(read_file(site.path(), "large.md"), Error);
}

TEST(ReadFile, MayGrowMeanwhile) {
  const TempDir site;
  const fs::path file = site.write("log.md", "");
  std::atomic<bool> stop = false;
  std::jthread writer([&] {
    std::ofstream out(file, std::ios::app);
    while (!stop && out.tellp() < 4'000'000) out << std::string(1000, 'x') << std::flush;
  });
  for (int i = 0; i < 200; ++i) {
    const std::string bytes = read_file(site.path(), "log.md");
    EXPECT_EQ(bytes.find_first_not_of('x'), std::string::npos);
  }
  stop = true;
}

}  // namespace
}  // namespace blogsearch
