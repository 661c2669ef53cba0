// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/title_list.hpp"

#include "common/error.hpp"
#include "indexer/update.hpp"
#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class TitleListTest : public ::testing::Test {
 protected:
  void post(int year, const std::string& title) {
    site_.write(fmt::format("_posts/{}-01-01-post.md", year),
                fmt::format("---\ntitle: \"{}\"\n---\ntext\n", title));
  }
  std::string list(std::size_t max_bytes = kTitleListBytes) {
    site_.write("_config.yml", "url: https://tea.example\npermalink: /:year/\n");
    UpdateOptions options;
    options.site_dir = index_.path() / "tea";
    update_index(*open_site(site_.path(), {}), options);
    Searcher searcher(index_.path(), {});
    return title_list(searcher, "tea", max_bytes);
  }
  TempDir site_, index_;
};

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(TitleListTest, HasWhatIsPublishedNewestFirst) {
  post(2020, "Older");
  post(2021, "Tea & \\\"cake\\\"");
  post(2199, "Not yet");
  EXPECT_EQ(json::parse(list()), json::parse(R"({"site": "tea", "titles": [
      ["Tea & \"cake\"", "https://tea.example/2021/"],
      ["Older", "https://tea.example/2020/"]]})"));
}

TEST_F(TitleListTest, StopsWhenItIsFull) {
  for (int year = 1801; year <= 2020; ++year) post(year, fmt::format("Tea of {}", year));
  EXPECT_EQ(json::parse(list())["titles"].size(), 220);
  const std::string some = list(1000);
  EXPECT_LE(some.size(), 1000);
  EXPECT_GT(some.size(), 900);
  EXPECT_EQ(json::parse(some)["titles"][0][0], "Tea of 2020");
}

TEST_F(TitleListTest, OfAnEmptySiteIsAList) {
  fs::create_directory(site_.path() / "_posts");
  EXPECT_EQ(json::parse(list())["titles"], json::array());
}

TEST(TitleList, ReplacesAFileInOneStep) {
  const TempDir dir;
  const fs::path file = dir.write("titles.json", "old");
  write_title_list(file, "new");
  EXPECT_EQ(read(file), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);
}

TEST(TitleList, SaysWhatCannotBeWritten) {
  const TempDir dir;
  EXPECT_THROW(write_title_list(dir.path() / "nowhere/titles.json", "new"), Error);
  fs::create_directories(dir.path() / "titles.json/taken");
  EXPECT_THROW(write_title_list(dir.path() / "titles.json", "new"), Error);
  EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);
}

}  // namespace
}  // namespace blogsearch
