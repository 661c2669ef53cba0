// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/generation.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

TEST(SiteName, IsAFolderAndPartOfAUrl) {
  EXPECT_TRUE(is_site_name("blog"));
  EXPECT_TRUE(is_site_name("my.blog-2_x"));
  for (const char* bad : {"", ".", "..", ".hidden", "a/b", "a b", "-x", "\xC3\xA9"})
    EXPECT_FALSE(is_site_name(bad)) << bad;
  EXPECT_EQ(to_site_name("My Blog!"), "my-blog");
  EXPECT_EQ(to_site_name("../.."), "site");
  EXPECT_TRUE(is_site_name(to_site_name(std::string(200, 'x'))));
}

TEST(Generation, PublishedOnesFollowEachOther) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  EXPECT_TRUE(list_sites(dir.path()).empty());
  EXPECT_TRUE(current_generation(site).empty());
  fs::path last;
  for (int i = 1; i <= 4; ++i) {
    dir.write("blog/building/postlist.glass", std::to_string(i));
    last = publish_generation(site);
    remove_old_generations(site);
    EXPECT_EQ(current_generation(site), last);
  }
  EXPECT_EQ(last.filename(), "gen-000004");
  EXPECT_TRUE(fs::exists(site / "gen-000003"));
  EXPECT_FALSE(fs::exists(site / "gen-000002"));
  EXPECT_EQ(list_sites(dir.path()), std::vector<std::string>{"blog"});
}

TEST(Generation, ADamagedCurrentIsAnError) {
  const TempDir dir;
  dir.write("blog/CURRENT", "../../etc\n");
  EXPECT_THROW(current_generation(dir.path() / "blog"), Error);
}

TEST(Manifest, TellsWhatDiffers) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  dir.write("blog/building/a.glass", "aaaa");
  dir.write("blog/building/b.glass", "bbbb");
  const fs::path generation = publish_generation(site);
  EXPECT_TRUE(verify_manifest(generation).empty());
  dir.write("blog/gen-000001/a.glass", "aaab");
  EXPECT_EQ(verify_manifest(generation).size(), 1U);
  fs::remove(generation / "b.glass");
  EXPECT_EQ(verify_manifest(generation).size(), 2U);
  drop_manifest(generation);
  EXPECT_TRUE(verify_manifest(generation).empty());
}

TEST(SiteLock, OneAtATime) {
  const TempDir dir;
  {
    const SiteLock first(dir.path() / "blog");
    EXPECT_THROW(SiteLock(dir.path() / "blog"), Error);
  }
  EXPECT_NO_THROW(SiteLock(dir.path() / "blog"));
}

}  // namespace
}  // namespace blogsearch
