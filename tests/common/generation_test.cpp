// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/generation.hpp"

#include "common/error.hpp"
#include "common/manifest.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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
    remove_old_generations(site, last);
    EXPECT_EQ(current_generation(site), last);
  }
  EXPECT_EQ(last.filename(), "gen-000004");
  EXPECT_FALSE(fs::exists(site / "gen-000003")) << "nobody reads it";
  dir.write(".aside/CURRENT", "gen-000001");
  EXPECT_EQ(list_sites(dir.path()), std::vector<std::string>{"blog"});
}

TEST(Generation, AnOldOneIsKeptAsLongAsSomebodyReadsIt) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  dir.write("blog/building/a.glass", "a");
  const fs::path old = publish_generation(site);
  {
    const GenerationInUse reader(old);
    const GenerationInUse another(old);
    dir.write("blog/building/a.glass", "b");
    remove_old_generations(site, publish_generation(site));
    EXPECT_TRUE(fs::exists(old / "a.glass"));
    EXPECT_TRUE(reader.is(old));
  }
  remove_old_generations(site, current_generation(site));
  EXPECT_FALSE(fs::exists(old));
  EXPECT_THROW(GenerationInUse{old}, Error);
}

TEST(Generation, OneThatCannotBecomeCurrentLeavesNothing) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  dir.write("blog/building/a.glass", "a");
  const fs::path first = publish_generation(site);
  dir.write("blog/CURRENT.tmp/in", "the way");
  dir.write("blog/building/a.glass", "b");
  EXPECT_THROW(publish_generation(site), Error);
  EXPECT_EQ(newest_generation(site), first);
  EXPECT_EQ(current_generation(site), first);
}

TEST(Generation, AFolderThatIsNamedAsCurrentGivesWay) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  dir.write("blog/CURRENT/in", "the way");
  dir.write("blog/building/a.glass", "a");
  const fs::path generation = publish_generation(site);
  EXPECT_EQ(current_generation(site), generation);
}

TEST(Generation, WhatIsNoGenerationIsLeftAlone) {
  const TempDir dir;
  const fs::path site = dir.path() / "blog";
  dir.write("blog/gen-000005", "a plain file");
  dir.write("blog/building/a.glass", "a");
  const fs::path generation = publish_generation(site);
  EXPECT_EQ(generation.filename(), "gen-000006");
  remove_old_generations(site, generation);
  EXPECT_TRUE(fs::exists(site / "gen-000005"));
  EXPECT_EQ(newest_generation(site), generation);
}

TEST(Generation, AnotherDirectoryOfTheSameNameIsNotTheOneInUse) {
  const TempDir dir;
  dir.write("gen-000001/a", "");
  const GenerationInUse reader(dir.path() / "gen-000001");
  fs::rename(dir.path() / "gen-000001", dir.path() / "elsewhere");
  EXPECT_FALSE(reader.is(dir.path() / "gen-000001"));
  dir.write("gen-000001/a", "");
  EXPECT_FALSE(reader.is(dir.path() / "gen-000001"));
}

TEST(Generation, ADamagedCurrentIsAnError) {
  const TempDir dir;
  dir.write("blog/CURRENT", "../../etc\n");
  EXPECT_THROW(current_generation(dir.path() / "blog"), Error);
}

TEST(Generation, ACurrentThatCannotBeReadSaysWhatToDo) {
  const TempDir dir;
  dir.write("blog/CURRENT/in", "the way");
  try {
    current_generation(dir.path() / "blog");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::unavailable);
    EXPECT_FALSE(error.hint().empty());
  }
}

TEST(Generation, AnIndexThatCannotBeReadIsNoEmptyOne) {
  const TempDir dir;
  const fs::path file = dir.write("index", "a plain file");
  EXPECT_THROW(list_sites(file), Error);
  EXPECT_TRUE(list_sites(dir.path() / "none").empty());
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
  EXPECT_THROW(require_intact(generation), Error);
  drop_manifest(generation);
  EXPECT_FALSE(has_manifest(generation));
  EXPECT_TRUE(verify_manifest(generation).empty());
  write_manifest(generation);
  EXPECT_TRUE(has_manifest(generation));
  EXPECT_TRUE(verify_manifest(generation).empty());
}

TEST(Manifest, EveryFlippedBitAndEveryCutOfItIsSeen) {
  const TempDir dir;
  dir.write("blog/a.glass", "aaaa");
  dir.write("blog/b.glass", "bbbb");
  const fs::path generation = dir.path() / "blog";
  write_manifest(generation);
  const std::string whole = read_small_file(generation / "MANIFEST").value();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    dir.write("blog/MANIFEST", flipped);
    const bool blank =
        whole[bit / 8] == '\n' || whole[bit / 8] == ' ';  // one is as good as another
    EXPECT_TRUE(!verify_manifest(generation).empty() || blank) << flipped;
  }
  dir.write("blog/MANIFEST", whole + "a b " + std::string(9'000, 'x') + "/\xFF\n");
  EXPECT_FALSE(verify_manifest(generation).empty());
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    dir.write("blog/MANIFEST", whole.substr(0, size));
    EXPECT_FALSE(verify_manifest(generation).empty()) << size;
    std::string zeroed = whole;  // a name of zeros would stand for the folder itself
    std::fill(zeroed.begin() + static_cast<std::ptrdiff_t>(size), zeroed.end(), '\0');
    dir.write("blog/MANIFEST", zeroed);
    EXPECT_FALSE(verify_manifest(generation).empty()) << size;
  }
}

}  // namespace
}  // namespace blogsearch
