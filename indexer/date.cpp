// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/date.hpp"

#include "common/error.hpp"
#include "indexer/go_date.hpp"
#include "indexer/ruby_date.hpp"

#include <date/date.h>
#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxDateBytes = 256;

const date::time_zone* as_zone(const void* zone) {
  return static_cast<const date::time_zone*>(zone);
}

date::sys_days days_of(int year, int month, int day) {
  const int months = (month - 1) % 12;
  const date::year_month first = date::year(year + (month - 1) / 12) / date::January;
  return date::sys_days(first / date::day(1) + date::months(months)) + date::days(day - 1);
}

// Seconds from 1970 to this on clocks that know no time zone.
std::int64_t seconds_of(const Clock& clock) {
  const auto days = days_of(clock.year, clock.month, clock.day).time_since_epoch();
  return std::int64_t{days.count()} * 86400 + clock.hour * INT64_C(3600) +
         clock.minute * INT64_C(60) + clock.second;
}

Moment with_fields(UnixTime time, std::int64_t local_seconds) {
  const date::sys_seconds local{std::chrono::seconds(local_seconds)};
  const date::sys_days days = date::floor<date::days>(local);
  const date::year_month_day ymd(days);
  const date::hh_mm_ss<std::chrono::seconds> clock(local - days);
  return {time,
          static_cast<int>(ymd.year()),
          static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count())};
}

std::int64_t offset_for(const void* zone, std::int64_t local_seconds) {
  if (zone == nullptr) return 0;
  const auto info =
      as_zone(zone)->get_info(date::local_seconds(std::chrono::seconds(local_seconds)));
  const bool twice = info.result == date::local_info::ambiguous;
  return (twice ? info.second : info.first).offset.count();
}

}  // namespace

TimeZone::TimeZone(const std::string& name) {
  if (name == "UTC") return;
  try {
    zone_ = date::locate_zone(name);
  } catch (const std::exception&) {
    throw Error(fmt::format("unknown time zone '{}'", name),
                "Use a name as in Europe/Berlin; the names come from Debian's package tzdata.");
  }
}

Moment TimeZone::at(UnixTime time) const {
  const date::sys_seconds when{std::chrono::seconds(time)};
  const auto offset = zone_ == nullptr ? 0 : as_zone(zone_)->get_info(when).offset.count();
  return with_fields(time, time + offset);
}

Moment TimeZone::local(const Clock& clock) const {
  const std::int64_t shown = seconds_of(clock);
  return at(shown - offset_for(zone_, shown));
}

Moment at_offset(const Clock& clock, int offset) {
  const std::int64_t shown = seconds_of(clock);
  return with_fields(shown - offset, shown);
}

std::optional<Moment> read_date(const Value& value, const TimeZone& zone, DateRule rule) {
  if (!value.is_scalar() || value.text.size() > kMaxDateBytes) return std::nullopt;
  if (rule == DateRule::hugo) return read_go_date(value, zone);
  return read_ruby_date(value, zone, rule == DateRule::any);
}

UnixTime shown_time(const Moment& m) {
  return seconds_of({m.year, m.month, m.day, m.hour, m.minute, m.second});
}

std::string iso_day(const Moment& moment) {
  return fmt::format("{:04}-{:02}-{:02}", moment.year, moment.month, moment.day);
}

int day_of_year(const Moment& moment) {
  const auto days = days_of(moment.year, moment.month, moment.day) - days_of(moment.year, 1, 1);
  return static_cast<int>(days.count()) + 1;
}

int weekday(const Moment& moment) {
  return static_cast<int>(
      date::weekday(days_of(moment.year, moment.month, moment.day)).c_encoding());
}

// The ISO 8601 week is that of its Thursday.
IsoWeek iso_week(const Moment& moment) {
  const int from_monday = (weekday(moment) + 6) % 7;
  const date::sys_days thursday =
      days_of(moment.year, moment.month, moment.day) + date::days(3 - from_monday);
  const int year = static_cast<int>(date::year_month_day(thursday).year());
  const auto day = static_cast<int>((thursday - days_of(year, 1, 1)).count());
  return {year, day / 7 + 1};
}

}  // namespace blogsearch
