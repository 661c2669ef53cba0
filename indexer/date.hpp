// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as posts have them, in the time zone of their site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/value.hpp"

namespace blogsearch {

using UnixTime = std::int64_t;  // seconds since 1970-01-01T00:00:00Z

// A moment and the calendar day it falls on for the site's readers.
struct Moment {
  UnixTime time = 0;
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;  // in the site's time zone
};

// A time zone by its IANA name ("Europe/Berlin"), or UTC. Cheap to copy; thread-safe.
class TimeZone {
 public:
  TimeZone() = default;                          // UTC
  explicit TimeZone(const std::string& name);    // throws Error for an unknown name
  [[nodiscard]] Moment at(UnixTime time) const;  // the calendar there
  // The moment at which clocks there show this; fields out of range roll over (30 February is 1 or 2 March).
  [[nodiscard]] Moment local(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) const;

 private:
  const void* zone_ = nullptr;  // date::time_zone; nullptr is UTC
};

// How a date without a zone is read: Jekyll takes a plain YAML timestamp as UTC and a quoted one as local time.
enum class NaiveTime { local, utc_if_plain };

// Every form that the generators accept: ISO 8601 with T or blank, with or without seconds and zone (Z, +0200, +02:00,
// "UTC", "EST"), 2012/11/02, 2016-1-29, "Dec 31, 2023 11:30pm", RFC 2822. nullopt where it is no date.
std::optional<Moment> read_date(const Value& value, const TimeZone& zone, NaiveTime naive);

// "2024-10-02": the day as the site's readers see it.
std::string iso_day(const Moment& moment);

}  // namespace blogsearch
