// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_report.hpp"

#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

TEST(QueryReport, AddsUpTheDays) {
  const TempDir dir;
  write_query_day(dir.path(),
                  {"2026-11-26", {{"tea", "blog", 3, 0, 0}, {"samovar", "blog", 1, 0, 1}}, 4});
  write_query_day(dir.path(), {"2026-11-27",
                               {{"tea", "blog", 2, 0, 0},
                                {"samovar", "blog", 2, 0, 2},
                                {"tea in space", "blog", 1, 1, 0},
                                {"\x1b[31m", "blog", 1, 0, 0}},
                               0});
  const QueryReport report = read_query_report(dir.path(), "");
  EXPECT_EQ(
      print(report, 2),
      "2026-11-26 to 2026-11-27: 14 searches, 3 found nothing, 1 only without some of the words\n"
      "\nAsked most\n      5  tea\n      3  samovar\n"
      "\nFound nothing\n      3  samovar\n"
      "\nFound only without some of the words\n      1  tea in space\n");
  EXPECT_EQ(
      to_json(report, 1),
      R"({"first":"2026-11-26","last":"2026-11-27","asked":14,"partly":1,"nothing":3,)"
      R"("popular_queries":[{"query":"tea","site":"blog","asked":5,"partly":0,"nothing":0}],)"
      R"("missing_queries":[{"query":"samovar","site":"blog","asked":3,"partly":0,"nothing":3}],)"
      R"("partly_queries":[{"query":"tea in space","site":"blog","asked":1,"partly":1,"nothing":0}]})");
  EXPECT_THAT(print(report, 100), testing::HasSubstr("\\u{1b}[31m"));
}

TEST(QueryReport, SitesAreApart) {
  const TempDir dir;
  write_query_day(dir.path(), {"2026-11-27", {{"tea", "blog", 3, 0, 0}, {"tea", "", 1, 0, 0}}, 9});
  EXPECT_THAT(print(read_query_report(dir.path(), ""), 9),
              testing::HasSubstr("      3  tea  [blog]\n      1  tea  [several sites]\n"));
  EXPECT_THAT(print(read_query_report(dir.path(), "blog"), 9),
              testing::AllOf(testing::HasSubstr(": 3 searches"), testing::HasSubstr("3  tea\n")));
}

TEST(QueryReport, ADamagedDayIsLeftOut) {
  const TempDir dir;
  write_query_day(dir.path(), {"2026-11-26", {{"tea", "blog", 3, 0, 0}}, 0});
  dir.write("queries-2026-11-27.json", "{");
  testing::internal::CaptureStderr();
  EXPECT_EQ(read_query_report(dir.path(), "").asked, 3U);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), testing::HasSubstr("2026-11-27.json"));
}

TEST(QueryReport, WithoutCounts) {
  const TempDir dir;
  EXPECT_EQ(print(read_query_report(dir.path() / "none", ""), 9),
            "No searches have been counted.\n");
}

}  // namespace
}  // namespace blogsearch
