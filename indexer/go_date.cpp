// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/go_date.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

// github.com/spf13/cast, timeFormats, in its order; those that name no day are left out.
constexpr std::array<std::string_view, 18> kLayouts = {"2006-01-02T15:04:05Z07:00",
                                                       "2006-01-02T15:04:05",
                                                       "Mon, 02 Jan 2006 15:04:05 -0700",
                                                       "Mon, 02 Jan 2006 15:04:05 MST",
                                                       "02 Jan 06 15:04 -0700",
                                                       "02 Jan 06 15:04 MST",
                                                       "Monday, 02-Jan-06 15:04:05 MST",
                                                       "2006-01-02 15:04:05.999999999 -0700 MST",
                                                       "2006-01-02T15:04:05-0700",
                                                       "2006-01-02 15:04:05Z0700",
                                                       "2006-01-02 15:04:05",
                                                       "Mon Jan _2 15:04:05 2006",
                                                       "Mon Jan _2 15:04:05 MST 2006",
                                                       "Mon Jan 02 15:04:05 -0700 2006",
                                                       "2006-01-02 15:04:05Z07:00",
                                                       "2006-01-02",
                                                       "02 Jan 2006",
                                                       "2006-01-02 15:04:05 -07:00"};
constexpr std::string_view kLastLayout = "2006-01-02 15:04:05 -0700";

// The parts of a layout that stand for a part of a date, a longer one before its own beginning.
enum class Part {
  literal,
  year,
  short_year,
  month,
  month_name,
  short_month,
  day,
  padded_day,
  day_of_year,
  week_day,
  short_week_day,
  hour,
  hour12,
  padded_hour12,
  minute,
  short_minute,
  second,
  short_second,
  fraction,
  am_pm,
  lower_am_pm,
  short_month_number,
  day_number,
  zone_name,
  zone,
  zone_colon,
  z_zone,
  z_zone_colon,
};
struct PartName {
  std::string_view text;
  Part part;
};
constexpr std::array<PartName, 27> kParts = {{{"2006", Part::year},
                                              {"002", Part::day_of_year},
                                              {"01", Part::month},
                                              {"02", Part::day},
                                              {"03", Part::padded_hour12},
                                              {"04", Part::minute},
                                              {"05", Part::second},
                                              {"06", Part::short_year},
                                              {"January", Part::month_name},
                                              {"Jan", Part::short_month},
                                              {"Monday", Part::week_day},
                                              {"Mon", Part::short_week_day},
                                              {"MST", Part::zone_name},
                                              {"15", Part::hour},
                                              {"_2", Part::padded_day},
                                              {"PM", Part::am_pm},
                                              {"pm", Part::lower_am_pm},
                                              {"-07:00", Part::zone_colon},
                                              {"-0700", Part::zone},
                                              {"Z07:00", Part::z_zone_colon},
                                              {"Z0700", Part::z_zone},
                                              {".999999999", Part::fraction},
                                              {"1", Part::short_month_number},
                                              {"2", Part::day_number},
                                              {"3", Part::hour12},
                                              {"4", Part::short_minute},
                                              {"5", Part::short_second}}};

// Takes the next part off the front of `layout`.
PartName next_part(std::string_view& layout) {
  const auto found = std::ranges::find_if(
      kParts, [&](const PartName& part) { return layout.starts_with(part.text); });
  const PartName part =
      found == kParts.end() ? PartName{layout.substr(0, 1), Part::literal} : *found;
  layout.remove_prefix(part.text.size());
  return part;
}

// Reads text by a layout, part by part.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool read(std::string_view layout) {
    while (!layout.empty()) {
      const PartName part = next_part(layout);
      if (!read_part(part)) return false;
    }
    return text_.empty() && in_range();
  }

  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] std::optional<int> offset() const { return offset_; }

 private:
  bool read_part(const PartName& part) {
    switch (part.part) {
      case Part::year:
        return number(4, 4, clock_.year);
      case Part::short_year:
        return short_year();
      case Part::month:
        return number(2, 2, clock_.month);
      case Part::short_month:
        return name(kMonths, 3, &clock_.month);
      case Part::day:
        return number(2, 2, clock_.day);
      case Part::padded_day:
        return skip_blank(), number(1, 2, clock_.day);
      case Part::week_day:
        return name(kDays, 9, nullptr);
      case Part::short_week_day:
        return name(kDays, 3, nullptr);
      case Part::hour:
        return number(1, 2, clock_.hour);
      case Part::minute:
        return number(2, 2, clock_.minute);
      case Part::second:
        return number(2, 2, clock_.second) && fraction();
      case Part::fraction:
        return true;
      case Part::zone_name:
        return zone_name();
      case Part::zone:
        return zone(false);
      case Part::zone_colon:
        return zone(true);
      case Part::z_zone:
        return zulu() || zone(false);
      case Part::z_zone_colon:
        return zulu() || zone(true);
      default:
        return literal(part.text);
    }
  }

  bool literal(std::string_view expected) {
    if (!text_.starts_with(expected)) return false;
    text_.remove_prefix(expected.size());
    return true;
  }

  void skip_blank() {
    if (text_.starts_with(' ')) text_.remove_prefix(1);
  }

  bool number(std::size_t least, std::size_t most, int& value) {
    std::size_t digits = 0;
    int sum = 0;
    for (; digits < most && digits < text_.size() && is_digit(text_[digits]); ++digits)
      sum = sum * 10 + (text_[digits] - '0');
    if (digits < least) return false;
    text_.remove_prefix(digits);
    value = sum;
    return true;
  }

  bool short_year() {
    int two = 0;
    if (!number(2, 2, two)) return false;
    clock_.year = two >= 69 ? 1900 + two : 2000 + two;
    return true;
  }

  // A name of `names`, of which `length` letters count.
  template <std::size_t N>
  bool name(const std::array<std::string_view, N>& names, std::size_t length, int* number) {
    for (std::size_t i = 0; i < N; ++i) {
      const std::string_view expected = names[i].substr(0, length);
      if (lower_ascii(text_.substr(0, expected.size())) != lower_ascii(expected)) continue;
      text_.remove_prefix(expected.size());
      if (number != nullptr) *number = static_cast<int>(i) + 1;
      return true;
    }
    return false;
  }

  // Go takes a fraction after the seconds also where the layout has none.
  bool fraction() {
    if (text_.size() < 2 || (text_[0] != '.' && text_[0] != ',') || !is_digit(text_[1]))
      return true;
    text_.remove_prefix(1);
    while (!text_.empty() && is_digit(text_[0])) text_.remove_prefix(1);
    return true;
  }

  bool zulu() {
    if (!literal("Z")) return false;
    offset_ = 0;
    return true;
  }

  bool zone(bool colon) {
    if (text_.empty() || (text_[0] != '+' && text_[0] != '-')) return false;
    const int sign = text_[0] == '-' ? -1 : 1;
    text_.remove_prefix(1);
    int hours = 0;
    int minutes = 0;
    if (!number(2, 2, hours) || (colon && !literal(":")) || !number(2, 2, minutes)) return false;
    if (hours > 24 || minutes >= 60) return false;
    offset_ = sign * (hours * 3600 + minutes * 60);
    return true;
  }

  // "MST", "CEST", "+03", "GMT-8".
  bool zone_name() {
    std::size_t letters = 0;
    while (letters < text_.size() && text_[letters] >= 'A' && text_[letters] <= 'Z') ++letters;
    std::size_t end = letters;
    const bool may_have_number = letters == 0 || text_.starts_with("GMT");
    if (may_have_number && end + 1 < text_.size() && (text_[end] == '+' || text_[end] == '-')) {
      ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
    }
    if ((letters < 3 || letters > 5) && end < 3) return false;
    text_.remove_prefix(end);
    return true;
  }

  [[nodiscard]] bool in_range() const {
    static constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const Clock& c = clock_;
    if (c.month < 1 || c.month > 12 || c.hour > 23 || c.minute > 59 || c.second > 59) return false;
    const bool leap = c.year % 4 == 0 && (c.year % 100 != 0 || c.year % 400 == 0);
    return c.day >= 1 && c.day <= lengths.at(c.month - 1) + (c.month == 2 && leap ? 1 : 0);
  }

  std::string_view text_;
  Clock clock_;
  std::optional<int> offset_;
};

std::optional<Moment> read_layout(std::string_view text, std::string_view layout,
                                  const TimeZone& zone) {
  Reader reader(text);
  if (!reader.read(layout)) return std::nullopt;
  if (reader.offset()) return at_offset(reader.clock(), *reader.offset());
  return zone.local(reader.clock());
}

std::string format_part(const Moment& moment, const PartName& part) {
  const int hour12 = moment.hour % 12 == 0 ? 12 : moment.hour % 12;
  const std::string_view month = kMonths.at(moment.month - 1);
  const std::string_view day = kDays.at(weekday(moment));
  switch (part.part) {
    case Part::year:
      return fmt::format("{:04}", moment.year);
    case Part::short_year:
      return fmt::format("{:02}", moment.year % 100);
    case Part::month:
      return fmt::format("{:02}", moment.month);
    case Part::month_name:
      return std::string(month);
    case Part::short_month:
      return std::string(month.substr(0, 3));
    case Part::short_month_number:
      return std::to_string(moment.month);
    case Part::day:
      return fmt::format("{:02}", moment.day);
    case Part::day_number:
      return std::to_string(moment.day);
    case Part::padded_day:
      return fmt::format("{:2}", moment.day);
    case Part::day_of_year:
      return fmt::format("{:03}", day_of_year(moment));
    case Part::week_day:
      return std::string(day);
    case Part::short_week_day:
      return std::string(day.substr(0, 3));
    case Part::hour:
      return fmt::format("{:02}", moment.hour);
    case Part::hour12:
      return std::to_string(hour12);
    case Part::padded_hour12:
      return fmt::format("{:02}", hour12);
    case Part::minute:
      return fmt::format("{:02}", moment.minute);
    case Part::short_minute:
      return std::to_string(moment.minute);
    case Part::second:
      return fmt::format("{:02}", moment.second);
    case Part::short_second:
      return std::to_string(moment.second);
    case Part::am_pm:
      return moment.hour < 12 ? "AM" : "PM";
    case Part::lower_am_pm:
      return moment.hour < 12 ? "am" : "pm";
    default:
      return std::string(part.text);
  }
}

}  // namespace

std::optional<Moment> read_go_date(const Value& value, const TimeZone& zone) {
  if (const auto seconds = as_int(value)) {
    constexpr UnixTime year_9999 = 253402300799;
    if (*seconds < -year_9999 || *seconds > year_9999) return std::nullopt;
    return TimeZone().at(*seconds);
  }
  for (const std::string_view layout : kLayouts) {
    if (const auto moment = read_layout(value.text, layout, zone)) return moment;
  }
  return read_layout(value.text, kLastLayout, zone);
}

std::string format_go_date(const Moment& moment, std::string_view layout) {
  std::string text;
  while (!layout.empty()) text += format_part(moment, next_part(layout));
  return text;
}

}  // namespace blogsearch
