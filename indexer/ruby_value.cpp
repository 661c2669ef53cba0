// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/ruby_value.hpp"

#include "indexer/regex.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxBytes = 64;  // longer ones are text; bounds the expressions' time

bool matches(const std::string& text, const std::regex& form) {
  return text.size() <= kMaxBytes && std::regex_match(text, form);
}

bool is_integer(const std::string& text) {
  static const std::regex form(
      "[-+]?(?:0b[01_,]+|0[0-7_,]+|0|[1-9](?:[0-9]|,[0-9]|_[0-9])*|0x[0-9a-fA-F_,]+)");
  return matches(text, form);
}

bool is_base_60(const std::string& text) {
  static const std::regex form("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}(?:\\.[0-9_]*)?");
  return matches(text, form);
}

bool is_float(const std::string& text) {
  static const std::regex form(
      "[-+]?(?:[0-9][0-9_,]*)?\\.[0-9]*(?:[eE][-+][0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|"
      "NAN)");
  return text.size() > 1 && text != "-." && text != "+." && matches(text, form);
}

bool is_time(const std::string& text) {
  static const std::regex form(
      "\\d{4}-\\d{1,2}-\\d{1,2}(?:[Tt]|\\s+)\\d{1,2}:\\d\\d:\\d\\d(?:\\.\\d*)?"
      "(?:\\s*(?:Z|[-+]\\d{1,2}:?(?:\\d\\d)?))?");
  return matches(text, form);
}

// The day in its usual form; nullopt where the text is no day, or one that never was.
std::optional<std::string> day(const std::string& text) {
  static const std::regex form("(\\d{4})-(1[012]|0\\d|\\d)-([12]\\d|3[01]|0\\d|\\d)");
  std::smatch m;
  if (text.size() > 10 || !std::regex_match(text, m, form)) return std::nullopt;
  const auto number = [&](std::size_t i) { return std::stoi(m.str(i)); };
  const std::chrono::year_month_day date{std::chrono::year(number(1)),
                                         std::chrono::month(static_cast<unsigned>(number(2))),
                                         std::chrono::day(static_cast<unsigned>(number(3)))};
  if (!date.ok()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", number(1), number(2), number(3));
}

// As Integer() reads it; nullopt where it is longer than 63 bits.
std::optional<std::string> integer(std::string text) {
  std::erase_if(text, [](char c) { return c == '_' || c == ',' || c == '+'; });
  const bool negative = text.starts_with('-');
  std::string_view digits = std::string_view(text).substr(negative ? 1 : 0);
  int base = 10;
  if (digits.size() > 1 && digits[0] == '0') {
    base = digits[1] == 'x' ? 16 : digits[1] == 'b' ? 2 : 8;
    digits.remove_prefix(base == 8 ? 1 : 2);
  }
  std::uint64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (read.ec != std::errc() || digits.empty()) return std::nullopt;
  return (negative && number > 0 ? "-" : "") + std::to_string(number);
}

}  // namespace

bool is_ruby_text(const Value& value) {
  if (!value.is_scalar() || is_nothing(value)) return value.is_scalar() && value.quoted;
  if (value.quoted) return true;
  const std::string& text = value.text;
  const bool is_value = as_bool(value) || is_integer(text) || is_base_60(text) || is_float(text) ||
                        is_time(text) || day(text);
  return !is_value;
}

std::string printed_by_ruby(const std::string& plain) {
  if (is_integer(plain)) return integer(plain).value_or(plain);
  return day(plain).value_or(plain);
}

}  // namespace blogsearch
