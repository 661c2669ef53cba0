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

TEST(SeenFiles, GivesBackWhatHasTheSameStamp) {
  const TempDir dir;
  const fs::path file = dir.path() / "seen";
  SeenFiles(file).replace(
      {{"a.md", 7, "hash-of-"}, {"b.md", 0, "unstampd"}, {"c/\xFF", 9, "01234567"}});
  const SeenFiles seen(file);
  EXPECT_EQ(seen.hash_of("a.md", 7), "hash-of-");
  EXPECT_EQ(seen.hash_of("c/\xFF", 9), "01234567");
  EXPECT_EQ(seen.hash_of("a.md", 8), std::nullopt);
  EXPECT_EQ(seen.hash_of("b.md", 0), std::nullopt) << "a stamp of 0 is never to be trusted";
  EXPECT_EQ(seen.hash_of("other", 7), std::nullopt);
}

TEST(SeenFiles, OneThatIsDamagedIsEmpty) {
  const TempDir dir;
  const fs::path file = dir.path() / "seen";
  SeenFiles(file).replace({{"a.md", 7, "hash-of-"}, {"b.md", 8, "hash-of2"}});
  const std::string whole = read_small_file(file).value();
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    dir.write("seen", flipped);
    EXPECT_EQ(SeenFiles(file).hash_of("a.md", 7), std::nullopt) << bit;
  }
  for (std::size_t size = 0; size < whole.size(); ++size) {
    dir.write("seen", whole.substr(0, size));
    EXPECT_EQ(SeenFiles(file).hash_of("a.md", 7), std::nullopt) << size;
  }
}

TEST(SeenFiles, WhereNothingCanBeWrittenNothingIsKept) {
  SeenFiles seen("/proc/no/such/folder/seen");
  seen.replace({{"a.md", 7, "hash-of-"}});
  EXPECT_EQ(SeenFiles("/proc/no/such/folder/seen").hash_of("a.md", 7), std::nullopt);
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
