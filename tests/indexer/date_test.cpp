// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/date.hpp"

#include "common/error.hpp"
#include "indexer/go_date.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

std::string shown(const std::optional<Moment>& m) {
  if (!m) return "none";
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", m->year, m->month, m->day, m->hour,
                     m->minute, m->second);
}

struct Case {
  std::string text;
  bool quoted;
  std::string expected;
};

// The expected values are what jekyll 4.3.1 makes of each with `timezone: America/Los_Angeles`.
TEST(JekyllDate, ReadsAsRubyDoes) {
  const std::vector<Case> cases = {
      {"2024-01-05", false, "2024-01-05 00:00:00"},
      {"2024-01-05 10:30:00", false, "2024-01-05 02:30:00"},  // a plain timestamp is UTC
      {"2024-01-05T10:30:00", false, "2024-01-05 02:30:00"},
      {"2024-01-05 10:30:00", true, "2024-01-05 10:30:00"},  // text is local time
      {"2024-01-05 10:30", false, "2024-01-05 10:30:00"},
      {"2024-01-05 10:30:00 +0900", false, "2024-01-04 17:30:00"},
      {"2024-01-05 10:30:00 -5", false, "2024-01-05 07:30:00"},
      {"2024-01-05 10:30:00 -5", true, "2024-01-05 10:30:00"},  // no zone that Ruby knows
      {"2024-01-05T10:30:00Z", false, "2024-01-05 02:30:00"},
      {"2024-01-05T10:00:00.5+0530", true, "2024-01-04 20:30:00"},
      {"Dec 31, 2023 11:30pm", false, "2023-12-31 23:30:00"},
      {"31 Dec 2023", false, "2023-12-31 00:00:00"},
      {"31-Dec-2023", false, "2023-12-31 00:00:00"},
      {"January 2024", false, "2024-01-01 00:00:00"},
      {"Mon, 02 Jan 2006 15:04:05 EST", false, "2006-01-02 12:04:05"},
      {"2024-01-05 10:00 CET", false, "2024-01-05 10:00:00"},
      {"2012/11/02", false, "2012-11-02 00:00:00"},
      {"2016-1-29", false, "2016-01-29 00:00:00"},
      {"11-9-2017", false, "2017-09-11 00:00:00"},
      {"1/5/2024", false, "2024-05-01 00:00:00"},
      {"5.1.2024", false, "2024-01-05 00:00:00"},
      {"24-1-5", false, "2024-01-05 00:00:00"},
      {"2024-123", false, "2024-05-02 00:00:00"},
      {"20240105", false, "2024-01-05 00:00:00"},
      {"202401051030", true, "2024-01-05 10:30:00"},
      {"2024/1/5 3pm", false, "2024-01-05 15:00:00"},
      {"2024-01-05 10h30", false, "2024-01-05 10:30:00"},
      {"2016-03-05 T0:10:32", false, "2016-03-05 00:10:32"},
      {"2024-01-05 24:00", true, "2024-01-06 00:00:00"},
      {"2024-01-05 10:00:60", true, "2024-01-05 10:01:00"},
      {"2024-02-30", false, "2024-03-01 00:00:00"},
      {"2024-11-03 01:30", true, "2024-11-03 01:30:00"},  // an hour that is there twice
      {"2024-03-10 02:30", true, "2024-03-10 03:30:00"},  // and one that is left out
      {"2024-02-32", false, "none"},
      {"2024-13-01", false, "none"},
      {"2024-01-05 25:00", true, "none"},
      {"2017-04-30 10:61:00", true, "none"},
      {"8:32:24", false, "none"},  // 30744 in YAML 1.1
      {"2024", false, "none"},
      {"today", false, "none"},
      {"", false, "none"},
      {std::string(300, '1'), false, "none"},
  };
  const TimeZone zone("America/Los_Angeles");
  for (const Case& c : cases)
    EXPECT_EQ(shown(read_date(Value::scalar(c.text, c.quoted), zone, DateRule::jekyll)), c.expected)
        << c.text << c.quoted;
}

// The expected values are what hugo 0.111.3 makes of each.
TEST(HugoDate, ReadsGoLayouts) {
  const std::vector<Case> cases = {
      {"2024-01-05", false, "2024-01-05 00:00:00"},
      {"2024-01-05T10:30:00", false, "2024-01-05 10:30:00"},
      {"2024-01-05 10:30:00", false, "2024-01-05 10:30:00"},
      {"2024-01-05T10:30:00.123Z", false, "2024-01-05 10:30:00"},
      {"2024-01-05T1:02:03", false, "2024-01-05 01:02:03"},
      {"2024-01-05T10:30:00+02:00", false, "2024-01-05 10:30:00"},  // shown as written
      {"2024-01-05 10:30:00 +0200 CEST", false, "2024-01-05 10:30:00"},
      {"2024-01-05 10:30:00 -07:00", false, "2024-01-05 10:30:00"},
      {"Mon, 02 Jan 2006 15:04:05 EST", false, "2006-01-02 15:04:05"},
      {"Mon Jan  2 15:04:05 2006", false, "2006-01-02 15:04:05"},
      {"05 Jan 2024", false, "2024-01-05 00:00:00"},
      {"1704448800", false, "2024-01-05 10:00:00"},
      {"2024-01-05 10:30", false, "none"},
      {"2024-1-5", false, "none"},
      {"2024-02-30", false, "none"},
      {"2023-02-29", false, "none"},
      {"2024-01-05 10:30:00 UTC", false, "none"},
      {"2024/01/05", false, "none"},
      {"Jan 5, 2024", false, "none"},
      {"8:32:24", false, "none"},
      {"99999999999999999", false, "none"},
      {"", false, "none"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(shown(read_date(Value::scalar(c.text, c.quoted), TimeZone(), DateRule::hugo)),
              c.expected)
        << c.text;
  const auto local =
      read_date(Value::scalar("2024-07-01"), TimeZone("Europe/Oslo"), DateRule::hugo);
  ASSERT_TRUE(local);
  EXPECT_EQ(local->time, 1719784800);  // 22:00 UTC of the day before
  const auto offset = read_date(Value::scalar("2024-01-05T10:30:00+02:00"), TimeZone("Europe/Oslo"),
                                DateRule::hugo);
  ASSERT_TRUE(offset);
  EXPECT_EQ(offset->time, 1704443400);
}

TEST(AnyDate, WantsAYear) {
  const auto read = [](std::string_view text) {
    return shown(read_date(Value::scalar(std::string(text)), TimeZone(), DateRule::any));
  };
  EXPECT_EQ(read("2024年9月10日"), "2024-09-10 00:00:00");
  EXPECT_EQ(read("Jan 5"), "none");
  EXPECT_EQ(read("8:32"), "none");
  EXPECT_EQ(read("2015-02-07T10:00:00.000Z"), "2015-02-07 10:00:00");
}

TEST(Date, KindsThatAreNoDate) {
  EXPECT_FALSE(read_date(Value(), TimeZone(), DateRule::jekyll));
  EXPECT_FALSE(read_date(Value::list({Value::scalar("2024-01-05")}), TimeZone(), DateRule::hugo));
}

TEST(Date, WeeksAndDays) {
  const auto day = [](int year, int month, int d) { return TimeZone().local({year, month, d}); };
  EXPECT_EQ(iso_week(day(2021, 1, 3)).week, 53);
  EXPECT_EQ(iso_week(day(2021, 1, 3)).year, 2020);
  EXPECT_EQ(iso_week(day(2024, 12, 30)).week, 1);
  EXPECT_EQ(iso_week(day(2024, 12, 30)).year, 2025);
  EXPECT_EQ(day_of_year(day(2024, 12, 31)), 366);
  EXPECT_EQ(weekday(day(2024, 9, 1)), 0);
  EXPECT_EQ(iso_day(day(24, 3, 7)), "0024-03-07");
  EXPECT_EQ(format_go_date(day(2024, 3, 7), "Jan January 2006 06 01 1 02 2 Mon Monday 15"),
            "Mar March 2024 24 03 3 07 7 Thu Thursday 00");
}

TEST(Date, UnknownZoneIsAnError) {
  EXPECT_THROW(TimeZone("Europe/Atlantis"), Error);
  EXPECT_NO_THROW(TimeZone("EST5EDT"));
}

}  // namespace
}  // namespace blogsearch
