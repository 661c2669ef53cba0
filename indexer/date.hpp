// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as posts have them, in the time zone of their site.
#pragma once

#include "common/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

using UnixTime = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// A moment and the calendar day it falls on for the site's readers.
struct Moment {
  UnixTime time = 0;
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;  // as the site shows it
};

// A day and a time of day as written, before a time zone makes a moment of it.
struct Clock {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

// A time zone by its IANA name ("Europe/Berlin"), or UTC. Cheap to copy; thread-safe.
class TimeZone {
 public:
  TimeZone() = default;                          // UTC
  explicit TimeZone(const std::string& name);    // throws Error for an unknown name
  [[nodiscard]] Moment at(UnixTime time) const;  // the calendar there
  // The moment at which clocks there show this; fields out of range roll over (30 February is 1 or
  // 2 March). An hour that clocks show twice is the second; one that they leave out is read by the
  // offset before it.
  [[nodiscard]] Moment local(const Clock& clock) const;

 private:
  const void* zone_ = nullptr;  // date::time_zone; nullptr is UTC
};

// The moment at which clocks `offset` seconds east of Greenwich show this; its fields are as
// written.
Moment at_offset(const Clock& clock, int offset);

// Whose reading of a date.
enum class DateRule {
  jekyll,  // Psych, then Ruby's Time.parse: a plain YAML timestamp without zone is UTC, text is
           // local time (ruby_date.cpp)
  hugo,  // cast.ToTime's list of layouts; numbers are seconds since 1970; shown in the zone it was
         // written in (go_date.cpp)
  any,   // as jekyll, and "2024年1月5日"; text without a year is no date
};

// The date in a front matter value; nullopt where the generator cannot read it. Text is bounded at
// 256 bytes.
std::optional<Moment> read_date(const Value& value, const TimeZone& zone, DateRule rule);

// What clocks there show, as if they stood in Greenwich: filters by date mean the day that is
// shown.
UnixTime shown_time(const Moment& moment);
// "2024-10-02": the day as the site's readers see it.
std::string iso_day(const Moment& moment);
int day_of_year(const Moment& moment);  // 1..366
int weekday(const Moment& moment);      // 0 is Sunday
struct IsoWeek {
  int year = 1970, week = 1;
};
IsoWeek iso_week(const Moment& moment);

}  // namespace blogsearch
