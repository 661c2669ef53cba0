// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/seen_files.hpp"

#include "common/file.hpp"
#include "indexer/scan.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using std::string_view_literals::operator""sv;

const SeenIndex kIndex = {"index-id", "metadata", "/srv/blog"};

TEST(SeenFiles, GivesBackWhatWasSeen) {
  const TempDir dir;
  const fs::path file = dir.path() / "seen";
  write_seen(file, kIndex,
             {{"a.md", 7, "hash-of-", SeenAs::indexed, "01234567"},
              {"b.md", 8, "", SeenAs::indexed, "kept-one"},
              {"c/\xFF", 9, "\0\xFF:\n\0abc"sv, SeenAs::hidden, "hidden-1"},
              {"d.md", 0, "unstampd", SeenAs::nothing, ""}});
  const SeenFiles seen(file);
  EXPECT_EQ(seen.index().id, "index-id");
  EXPECT_EQ(seen.index().site, "/srv/blog");
  EXPECT_EQ(seen.index().metadata, "metadata");
  ASSERT_EQ(seen.files().size(), 4U);
  const SeenFile& a = seen.files()[0];
  EXPECT_EQ(a.path, "a.md");
  EXPECT_EQ(a.as, SeenAs::indexed);
  EXPECT_EQ(a.hash, "01234567");
  EXPECT_EQ(a.content_at(7), "hash-of-");
  EXPECT_EQ(a.content_at(8), "");
  EXPECT_EQ(seen.files()[1].content_at(8), "") << "it could not be read";
  EXPECT_EQ(seen.files()[1].hash, "kept-one");
  EXPECT_EQ(seen.files()[2].path, "c/\xFF");
  EXPECT_EQ(seen.files()[2].as, SeenAs::hidden);
  EXPECT_EQ(seen.files()[2].content_at(9), "\0\xFF:\n\0abc"sv);
  EXPECT_EQ(seen.files()[3].content_at(0), "") << "a stamp of 0 is never to be trusted";
  EXPECT_EQ(seen.files()[3].as, SeenAs::nothing);
}

TEST(SeenFiles, OneThatIsDamagedIsEmpty) {
  const TempDir dir;
  const fs::path file = dir.path() / "seen";
  write_seen(file, kIndex,
             {{"a.md", 7, "hash-of-", SeenAs::indexed, "01234567"},
              {"b.md", 8, "hash-of2", SeenAs::hidden, "01234567"}});
  const std::string whole = read_small_file(file).value();
  const auto expect_empty = [&](const std::string& bytes, std::size_t what) {
    dir.write("seen", bytes);
    const SeenFiles seen(file);
    EXPECT_TRUE(seen.files().empty()) << what;
    EXPECT_EQ(seen.index().id, "") << what;
  };
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    expect_empty(flipped, bit);
  }
  for (std::size_t size = 0; size < whole.size(); ++size) expect_empty(whole.substr(0, size), size);
}

TEST(SeenFiles, WhereNothingCanBeWrittenNothingIsKept) {
  const fs::path file = "/proc/no/such/folder/seen";
  write_seen(file, kIndex, {{"a.md", 7, "hash-of-", SeenAs::indexed, "01234567"}});
  EXPECT_TRUE(SeenFiles(file).files().empty());
}

std::uint64_t stamp_of(const fs::path& root) {
  const auto all = [](std::string_view) { return true; };
  return scan(root, all, all).files.front().stamp;
}

// As if it had been changed long ago: the time of change itself can only be waited for.
TEST(Stamp, IsZeroWhileTheFileIsFreshAndThenChangesWithEachChange) {
  const TempDir dir;
  const fs::path file = dir.path() / "a.md";
  dir.write("a.md", "one");
  EXPECT_EQ(stamp_of(dir.path()), 0U);
  std::this_thread::sleep_for(std::chrono::milliseconds(2'100));
  const std::uint64_t one = stamp_of(dir.path());
  EXPECT_NE(one, 0U);
  EXPECT_EQ(stamp_of(dir.path()), one);

  // The same size and, set back, the same time of content: the time of change tells.
  struct stat before = {};
  ASSERT_EQ(::stat(file.c_str(), &before), 0);
  dir.write("a.md", "two");
  const timespec times[2] = {before.st_atim, before.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
  EXPECT_EQ(stamp_of(dir.path()), 0U) << "fresh again";
  std::this_thread::sleep_for(std::chrono::milliseconds(2'100));
  EXPECT_NE(stamp_of(dir.path()), one);
}

}  // namespace
}  // namespace blogsearch
