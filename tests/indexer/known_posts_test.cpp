// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/known_posts.hpp"

#include "common/generation.hpp"
#include "indexer/update.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace blogsearch {
namespace {

using ::testing::UnorderedElementsAreArray;

// A folder of posts and its index, as a run left them.
class KnownPostsTest : public ::testing::Test {
 protected:
  KnownPostsTest() {
    site_.write("a.md", "---\ntitle: A\n---\napple\n");
    site_.write("b.md", "---\ntitle: B\n---\nbanana\n");
    site_.write("draft.md", "---\ndraft: true\n---\nx\n");
    run();
  }

  void run() {
    UpdateOptions options;
    options.site_dir = dir_;
    update_index(*open_site(site_.path(), {}), options);
  }
  [[nodiscard]] std::filesystem::path generation() const { return current_generation(dir_); }

  TempDir site_, index_;
  const std::filesystem::path dir_ = index_.path() / "blog";
};

const SeenFile* entry(const SeenFiles& seen, std::string_view path) {
  const auto found = std::ranges::find(seen.files(), path, &SeenFile::path);
  return found == seen.files().end() ? nullptr : &*found;
}

TEST_F(KnownPostsTest, AreTheSameFromWhatWasSeenAndFromTheIndex) {
  const SeenFiles seen(dir_ / "seen");
  const SeenFiles nothing(dir_ / "none");
  const KnownPosts told(generation(), seen);
  const KnownPosts read(generation(), nothing);
  EXPECT_EQ(told.looked_up(), 0U);
  EXPECT_EQ(read.looked_up(), 2U);
  for (const KnownPosts* known : {&told, &read}) {
    EXPECT_TRUE(known->usable());
    EXPECT_EQ(known->count(), 2U);
    EXPECT_EQ(known->find("other.md", nullptr).as, SeenAs::nothing);
  }
  EXPECT_THAT(told.paths(), UnorderedElementsAreArray(read.paths()));
  for (const char* path : {"a.md", "b.md", "draft.md"}) {
    const KnownPost post = told.find(path, entry(seen, path));
    EXPECT_EQ(post.as, read.find(path, nullptr).as) << path;
    EXPECT_TRUE(post.has(entry(seen, path)->hash)) << path;
    EXPECT_TRUE(read.find(path, nullptr).has(entry(seen, path)->hash)) << path;
    EXPECT_FALSE(post.has("another1")) << path;
  }
  EXPECT_EQ(told.find("draft.md", entry(seen, "draft.md")).as, SeenAs::hidden);
  EXPECT_EQ(told.document("a.md").get_data(), read.document("a.md").get_data());
}

TEST_F(KnownPostsTest, AreReadFromTheIndexWhereItIsNoLongerTheOneThatWasSeen) {
  std::filesystem::copy_file(dir_ / "seen", dir_ / "older");
  const std::string before = index_id(generation());
  site_.write("b.md", "---\ntitle: B\n---\nblueberry\n");
  run();
  EXPECT_NE(index_id(generation()), before);
  const SeenFiles older(dir_ / "older");
  EXPECT_EQ(older.index().id, before);
  EXPECT_EQ(KnownPosts(generation(), older).looked_up(), 2U);
  EXPECT_EQ(KnownPosts(generation(), SeenFiles(dir_ / "seen")).looked_up(), 0U);
}

TEST_F(KnownPostsTest, HaveTheMetadata) {
  const SeenFiles seen(dir_ / "seen");
  const SeenFiles nothing(dir_ / "none");
  const IndexMetadata metadata = read_metadata(Xapian::Database(generation().string()));
  EXPECT_THAT(metadata.hidden, ::testing::HasSubstr(" draft.md\n"));
  for (const SeenFiles* files : {&seen, &nothing}) {
    const KnownPosts known(generation(), *files);
    EXPECT_TRUE(known.has(metadata));
    EXPECT_FALSE(known.has({metadata.site_title, ""}));
    EXPECT_FALSE(known.has({"Other", metadata.hidden}));
  }
}

TEST_F(KnownPostsTest, AreNoneWhereThereIsNoIndex) {
  const SeenFiles seen(dir_ / "seen");
  EXPECT_FALSE(KnownPosts({}, seen).usable());
  EXPECT_EQ(KnownPosts({}, seen).count(), 0U);
}

}  // namespace
}  // namespace blogsearch
