// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <sys/stat.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

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
  site.write("_drafts/d.md", "");
  const Scan found = scan(
      site.path(), [](std::string_view path) { return path != "_drafts"; }, markdown);
  EXPECT_EQ(paths(found), (std::vector<std::string>{"a/z.md", "b.md"}));
  EXPECT_EQ(found.files.at(1).size, 2U);
  EXPECT_TRUE(found.skipped.empty());
}

TEST(Scan, FollowsLinksInsideTheSiteOnly) {
  const TempDir outside;
  outside.write("secret.md", "");
  const TempDir site;
  site.write("posts/a.md", "");
  site.write("_shared/s.md", "");
  fs::create_symlink(outside.path(), site.path() / "leak");
  fs::create_symlink(outside.path() / "secret.md", site.path() / "secret.md");
  fs::create_symlink("posts/a.md", site.path() / "copy.md");
  fs::create_symlink("nowhere.md", site.path() / "broken.md");
  fs::create_symlink("..", site.path() / "posts" / "circle");
  fs::create_symlink("_shared", site.path() / "shared");
  const Scan found = scan(
      site.path(), [](std::string_view path) { return path != "_shared"; }, markdown);
  EXPECT_EQ(paths(found), (std::vector<std::string>{"copy.md", "posts/a.md", "shared/s.md"}));
  EXPECT_EQ(skipped(found),
            (std::vector<std::string>{
                "broken.md: a symbolic link that cannot be followed: No such file or directory",
                "leak: a symbolic link that leaves the site",
                "posts/circle: leads to a folder that is read already",
                "secret.md: a symbolic link that leaves the site",
            }));
}

TEST(Scan, SkipsWhatIsNoFile) {
  const TempDir site;
  ASSERT_EQ(::mkfifo((site.path() / "pipe.md").c_str(), 0600), 0);
  EXPECT_EQ(skipped(scan(site.path(), any_folder, markdown)),
            std::vector<std::string>{"pipe.md: no regular file"});
  EXPECT_THROW(read_file(site.path(), "pipe.md"), Error);
}

TEST(Scan, NeedsTheFolder) {
  const TempDir site;
  EXPECT_THROW(scan(site.path() / "none", any_folder, markdown), Error);
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
  fs::create_symlink(outside.path(), site.path() / "leak");
  fs::create_symlink(secret, site.path() / "leak.md");
  for (const std::string& path :
       {std::string("leak/secret.md"), std::string("leak.md"), secret.string(),
        std::string("../") + outside.path().filename().string() + "/secret.md",
        std::string("none.md"), std::string("."), std::string("/dev/zero")}) {
    EXPECT_THROW(read_file(site.path(), path), Error) << path;
  }
}

TEST(ReadFile, HasALimit) {
  const TempDir site;
  site.write("large.md", "");
  fs::resize_file(site.path() / "large.md", kMaxFileBytes);
  EXPECT_EQ(read_file(site.path(), "large.md").size(), kMaxFileBytes);
  fs::resize_file(site.path() / "large.md", kMaxFileBytes + 1);
  EXPECT_THROW(read_file(site.path(), "large.md"), Error);
}

}  // namespace
}  // namespace blogsearch
