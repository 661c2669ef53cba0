// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/query_counts.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

TEST(QueryCounts, ComeBackAsTheyWere) {
  const TempDir dir;
  const QueryDay day{
      "2026-11-27", {{"tea \"pot\"\xff", "blog", 3, 1, 2}, {"milk", "", 1, 0, 0}}, 7};
  write_query_day(dir.path() / "new" / "folder", day);
  const QueryDay back = read_query_day(query_day_file(dir.path() / "new" / "folder", "2026-11-27"));
  EXPECT_EQ(back.day, day.day);
  EXPECT_EQ(back.others, 7U);
  ASSERT_EQ(back.queries.size(), 2U);
  EXPECT_EQ(back.queries[0].query, "tea \"pot\"\ufffd");
  EXPECT_EQ(back.queries[0].nothing, 2U);
  EXPECT_EQ(back.queries[1].site, "");
}

TEST(QueryCounts, DamageIsSaid) {
  const TempDir dir;
  for (const char* content :
       {"", "{", "[]", R"({"format":2,"day":"2026-11-27","others":0,"queries":[]})",
        R"({"format":1,"day":"2026-11-27","others":0,"queries":[{"query":1}]})"}) {
    const auto file = dir.write("queries-2026-11-27.json", content);
    try {
      read_query_day(file);
      ADD_FAILURE() << content;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr(file.string()));
    }
  }
}

TEST(QueryCounts, LieBesideTheIndex) {
  Config config;
  EXPECT_EQ(query_counts_dir(config, "/var/lib/blogsearch"), "/var/lib/blogsearch-queries");
  EXPECT_EQ(query_counts_dir(config, "/var/lib/blogsearch/"), "/var/lib/blogsearch-queries");
  config.stats.folder = "/srv/counts";
  EXPECT_EQ(query_counts_dir(config, "/var/lib/blogsearch"), "/srv/counts");
}

TEST(QueryCounts, DaysAreNamedInUtc) {
  EXPECT_EQ(to_text(Day(std::chrono::days(0))), "1970-01-01");
  EXPECT_EQ(to_text(Day(std::chrono::days(20'784))), "2026-11-27");
}

}  // namespace
}  // namespace blogsearch
