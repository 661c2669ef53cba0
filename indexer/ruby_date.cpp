// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ruby_date.hpp"

#include "common/text.hpp"
#include "indexer/regex.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>

namespace blogsearch {
namespace {

// What was found in a text. Ruby fills what is missing above the largest part found from today,
// below it with the least.
struct Parts {
  std::optional<int> year, month, day, year_day, hour, minute, second;
  std::string zone;
};

// Bounds the time of the regular expressions below, which is cubic at worst.
constexpr std::size_t kMaxBytes = 64;
constexpr const char* kMonthNames = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";

std::regex pattern(const std::string& text) {
  return std::regex(text, std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
}

int to_int(std::string_view digits) {
  while (!digits.empty() && (digits.front() == '\'' || digits.front() == '+'))
    digits.remove_prefix(1);
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

int month_number(std::string_view name) {
  const std::string months = kMonthNames;
  return static_cast<int>(months.find(lower_ascii(name.substr(0, 3)))) / 4 + 1;
}

// A year of two digits means 1969 to 2068.
int full_year(std::string_view text) {
  const int year = to_int(text);
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  if (digits > 2 || text.starts_with('-')) return year;
  return year + (year >= 69 ? 1900 : 2000);
}

// Three numbers of which any may be the year: the one that is long, or has an apostrophe.
void set_day(Parts& parts, std::string year, std::optional<int> month, std::string month_text,
             std::string day) {
  const auto is_year = [](const std::string& text) {
    return text.starts_with('\'') || text.size() > 2;
  };
  if (year.empty() && is_year(day)) std::swap(year, day);
  if (!month && is_year(month_text)) {
    std::string was = year;
    year = month_text, month_text = day, day = was;
  }
  if (is_year(day)) std::swap(year, day);
  if (!year.empty()) parts.year = full_year(year);
  if (!month && !month_text.empty()) month = to_int(month_text);
  parts.month = month;
  if (!day.empty()) parts.day = to_int(day);
}

// Takes the time of day and its zone out of `text`.
void take_time(std::string& text, Parts& parts) {
  static const std::string noon = "(?:\\s*([ap])(?:m\\b|\\.m\\.))";
  static const std::string zone = "(?:\\s*((?:gmt|utc?)?[-+]\\d+(?:[,.:]\\d+)?|[a-z]+\\b))?";
  static const std::array<std::regex, 3> forms = {
      pattern("(\\d+)\\s*:\\s*(\\d+)(?:\\s*:\\s*(\\d+)(?:[,.]\\d*)?)?" + noon + "?" + zone),
      pattern("(\\d+)\\s*h(?:\\s*(\\d+)m?(?:\\s*(\\d+)s?)?)?" + noon + "?" + zone),
      pattern("(\\d+)()()" + noon + zone)};
  std::smatch found;
  for (const std::regex& form : forms) {
    std::smatch match;
    if (!std::regex_search(text, match, form)) continue;
    if (found.empty() || match.position() < found.position()) found = match;
  }
  if (found.empty()) return;
  parts.hour = to_int(found.str(1));
  if (found[2].length() > 0) parts.minute = to_int(found.str(2));
  if (found[3].length() > 0) parts.second = to_int(found.str(3));
  if (found[4].length() > 0)
    parts.hour = *parts.hour % 12 + (lower_ascii(found.str(4)) == "p" ? 12 : 0);
  parts.zone = found.str(5);
  text = found.prefix().str() + " " + found.suffix().str();
}

// A run of digits: 20240105, 202401051030, 240105, 0105, 2024005.
void set_digits(Parts& parts, const std::string& digits, const std::string& time) {
  const auto two = [&](std::size_t at) { return to_int(std::string_view(digits).substr(at, 2)); };
  const std::size_t size = digits.size();
  if (size == 2) parts.day = two(0);
  if (size == 3) parts.year_day = to_int(digits);
  if (size == 4) parts.month = two(0), parts.day = two(2);
  if (size == 5 || size == 7) {
    parts.year = full_year(digits.substr(0, size - 3));
    parts.year_day = to_int(digits.substr(size - 3));
  }
  if (size == 6)
    parts.year = full_year(digits.substr(0, 2)), parts.month = two(2), parts.day = two(4);
  if (size >= 8 && size % 2 == 0)
    parts.year = to_int(digits.substr(0, 4)), parts.month = two(4), parts.day = two(6);
  const std::string clock = size >= 10 && size % 2 == 0 ? digits.substr(8) : time;
  if (clock.size() >= 2) parts.hour = to_int(clock.substr(0, 2));
  if (clock.size() >= 4) parts.minute = to_int(clock.substr(2, 2));
  if (clock.size() >= 6) parts.second = to_int(clock.substr(4, 2));
}

// The day in `text`, in Ruby's order of forms: 5 Jan 2024, Jan 5 2024, 2024-1-5, 5-Jan-2024,
// 2024/1/5, 5.1.2024, 2024-005, January, 5th, digits.
void find_day(const std::string& text, Parts& parts) {
  static const std::string month = kMonthNames;
  static const std::regex european =
      pattern("('?\\d+)[^-\\d\\s]*\\s*" + month + "[^-\\d\\s']*(?:\\s*('?-?\\d+))?");
  static const std::regex american =
      pattern("\\b" + month + "[^-\\d\\s']*\\s*('?\\d+)[^-\\d\\s']*(?:\\s*,?\\s*('?-?\\d+))?");
  static const std::regex iso = pattern("('?[-+]?\\d+)-(\\d+)-('?-?\\d+)");
  static const std::regex named = pattern("('?-?\\d+)-" + month + "[^-/.]*-('?-?\\d+)");
  static const std::regex slashes = pattern("('?-?\\d+)/\\s*('?\\d+)(?:\\D\\s*('?-?\\d+))?");
  static const std::regex dots = pattern("('?-?\\d+)\\.\\s*('?\\d+)\\.\\s*('?-?\\d+)");
  static const std::regex ordinal = pattern("\\b(\\d{2}|\\d{4})-(\\d{3})\\b");
  static const std::regex only_month = pattern("\\b" + month);
  static const std::regex only_day = pattern("(\\d+)(?:st|nd|rd|th)\\b");
  static const std::regex digits =
      pattern("(\\d{2,14})(?:\\s*t?\\s*(\\d{2,6}))?(?:\\s*(z\\b|[-+]\\d{1,4}\\b))?");
  std::smatch m;
  if (std::regex_search(text, m, european))
    return set_day(parts, m.str(3), month_number(m.str(2)), "", m.str(1));
  if (std::regex_search(text, m, american))
    return set_day(parts, m.str(3), month_number(m.str(1)), "", m.str(2));
  if (std::regex_search(text, m, iso)) return set_day(parts, m.str(1), {}, m.str(2), m.str(3));
  if (std::regex_search(text, m, named))
    return set_day(parts, m.str(3), month_number(m.str(2)), "", m.str(1));
  if (std::regex_search(text, m, slashes) || std::regex_search(text, m, dots)) {
    if (m[3].length() > 0) return set_day(parts, m.str(1), {}, m.str(2), m.str(3));
    parts.month = to_int(m.str(1)), parts.day = to_int(m.str(2));
  } else if (std::regex_search(text, m, ordinal)) {
    parts.year = full_year(m.str(1)), parts.year_day = to_int(m.str(2));
  } else if (std::regex_search(text, m, only_month)) {
    parts.month = month_number(m.str(1));
  } else if (std::regex_search(text, m, only_day)) {
    parts.day = to_int(m.str(1));
  } else if (std::regex_search(text, m, digits)) {
    set_digits(parts, m.str(1), m.str(2));
    if (m[3].length() > 0) parts.zone = m.str(3);
  }
}

Parts find_parts(std::string_view text) {
  static const std::regex week_day = pattern("\\b(?:sun|mon|tue|wed|thu|fri|sat)[^-/\\d\\s]*");
  constexpr std::string_view kept_signs = "-+',./:@[]";
  std::string clean;
  for (const char c : text) {
    const bool kept = (static_cast<unsigned char>(c) & 0x80U) != 0 ||
                      std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                      kept_signs.find(c) != std::string_view::npos;
    clean += kept ? c : ' ';
  }
  clean = std::regex_replace(clean, week_day, " ", std::regex_constants::format_first_only);
  Parts parts;
  take_time(clean, parts);
  find_day(clean, parts);
  return parts;
}

// Seconds east of Greenwich; nullopt for a zone that Ruby's Time does not know, which it then takes
// as local time.
std::optional<int> zone_offset(std::string_view zone) {
  struct Named {
    std::string_view name;
    int hours;
  };
  static constexpr std::array<Named, 12> known = {{{"Z", 0},
                                                   {"UTC", 0},
                                                   {"UT", 0},
                                                   {"GMT", 0},
                                                   {"EST", -5},
                                                   {"EDT", -4},
                                                   {"CST", -6},
                                                   {"CDT", -5},
                                                   {"MST", -7},
                                                   {"MDT", -6},
                                                   {"PST", -8},
                                                   {"PDT", -7}}};
  for (const Named& named : known) {
    if (lower_ascii(named.name) == lower_ascii(zone)) return named.hours * 3600;
  }
  static const std::regex numeric = pattern("([+-])(\\d\\d)(?::?(\\d\\d))?");
  std::cmatch m;
  if (!std::regex_match(zone.data(), zone.data() + zone.size(), m, numeric)) return std::nullopt;
  const int seconds = to_int(m.str(2)) * 3600 + to_int(m.str(3)) * 60;
  return m.str(1) == "-" ? -seconds : seconds;
}

bool in_range(const Clock& c) {
  const bool hour =
      (c.hour >= 0 && c.hour < 24) || (c.hour == 24 && c.minute == 0 && c.second == 0);
  return c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 && hour && c.minute >= 0 &&
         c.minute < 60 && c.second >= 0 && c.second <= 60 && c.year >= 0 && c.year <= 9999;
}

Moment now(const TimeZone& zone) {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return zone.at(std::chrono::duration_cast<std::chrono::seconds>(since).count());
}

std::optional<Moment> moment_of(const Parts& parts, const TimeZone& zone) {
  const Moment today = now(zone);
  Clock clock{parts.year.value_or(today.year), parts.month.value_or(1),  parts.day.value_or(1),
              parts.hour.value_or(0),          parts.minute.value_or(0), parts.second.value_or(0)};
  if (!parts.year && !parts.month) clock.month = today.month;
  if (!parts.year && !parts.month && !parts.day) clock.day = today.day;
  if (parts.year_day) clock.month = 1, clock.day = 1;
  if (!in_range(clock) || (parts.year_day && (*parts.year_day < 1 || *parts.year_day > 366)))
    return std::nullopt;
  if (parts.year_day) clock.day = *parts.year_day;
  const auto offset = zone_offset(parts.zone);
  return offset ? zone.at(at_offset(clock, *offset).time) : zone.local(clock);
}

// The commonest forms without regular expressions: 2024-01-05, 2024-01-05 10:30,
// 2024-01-05T10:30:00.
std::optional<Clock> plain_clock(std::string_view text) {
  Clock clock;
  struct Step {
    int* value;
    std::string_view after;
  };
  const std::array<Step, 6> steps = {{{&clock.year, "-"},
                                      {&clock.month, "-"},
                                      {&clock.day, "T "},
                                      {&clock.hour, ":"},
                                      {&clock.minute, ":"},
                                      {&clock.second, ""}}};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, *steps.at(i).value);
    const auto digits = static_cast<std::size_t>(read.ptr - text.data());
    if (read.ec != std::errc() || text.front() == '-' || digits != (i == 0 ? 4 : 2))
      return std::nullopt;
    text.remove_prefix(digits);
    if (text.empty()) return i == 2 || i >= 4 ? std::optional(clock) : std::nullopt;
    if (steps.at(i).after.find(text.front()) == std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<Moment> parse_time(std::string_view text, const TimeZone& zone, bool strict) {
  if (text.size() > kMaxBytes) return std::nullopt;
  if (const auto clock = plain_clock(text))
    return in_range(*clock) ? std::optional(zone.local(*clock)) : std::nullopt;
  const Parts parts = find_parts(text);
  if (strict && !parts.year) return std::nullopt;
  const bool nothing = !parts.year && !parts.month && !parts.day && !parts.year_day && !parts.hour;
  return nothing ? std::nullopt : moment_of(parts, zone);
}

// Psych's !!timestamp, the only plain scalar that has a time of its own: UTC where no zone is
// written.
std::optional<Moment> yaml_timestamp(std::string_view text, const TimeZone& zone) {
  static const std::regex form(
      "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[Tt]|\\s+)(\\d{1,2}):(\\d\\d):(\\d\\d)(?:\\.\\d*)?"
      "\\s*(?:Z|([-+])(\\d{1,2}):?(\\d\\d)?)?");
  std::cmatch m;
  if (text.size() > kMaxBytes || !std::regex_match(text.data(), text.data() + text.size(), m, form))
    return std::nullopt;
  const auto part = [&](std::size_t i) { return to_int(m.str(i)); };
  const Clock clock{part(1), part(2), part(3), part(4), part(5), part(6)};
  if (!in_range(clock)) return std::nullopt;
  const int offset = (part(8) * 60 + part(9)) * 60;
  return zone.at(at_offset(clock, m.str(7) == "-" ? -offset : offset).time);
}

// A plain 8:32:24 is a number to base 60 in YAML 1.1; other text stays as it is.
std::string yaml_text(const std::string& text) {
  static const std::regex base_60("[-+]?(\\d+):([0-5]?\\d)(?::([0-5]?\\d))?");
  std::smatch m;
  if (text.size() > kMaxBytes || !std::regex_match(text, m, base_60)) return text;
  const int last = m[3].length() > 0 ? to_int(m.str(3)) : 0;
  return std::to_string(to_int(m.str(1)) * 3600LL + to_int(m.str(2)) * 60LL + last);
}

// "2024年1月5日" with the characters for year, month and day as hyphens.
std::string without_cjk(std::string text) {
  for (const std::string_view sign : {"年", "月", "日", "년", "월", "일"}) {
    for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign)) {
      const bool last = sign == "日" || sign == "일";
      text.replace(at, sign.size(), last ? " " : "-");
    }
  }
  return text;
}

}  // namespace

std::optional<Moment> parse_ruby_time(std::string_view text, const TimeZone& zone) {
  return parse_time(text, zone, false);
}

std::optional<Moment> read_ruby_date(const Value& value, const TimeZone& zone, bool strict) {
  if (value.quoted) return parse_time(strict ? without_cjk(value.text) : value.text, zone, strict);
  if (const auto moment = yaml_timestamp(value.text, zone)) return moment;
  return parse_time(strict ? without_cjk(value.text) : yaml_text(value.text), zone, strict);
}

}  // namespace blogsearch
