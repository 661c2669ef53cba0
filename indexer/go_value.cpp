// SPDX-License-Identifier: GPL-3.0-or-later
// Source of the rules: gopkg.in/yaml.v2, resolve.go.
#include "indexer/go_value.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace blogsearch {
namespace {

struct Base {
  std::string_view prefix;
  int base;
};
constexpr Base kBases[] = {{"0x", 16}, {"0o", 8}, {"0b", 2}, {"0", 8}, {"", 10}};

std::optional<std::int64_t> integer(std::string_view digits) {
  for (const Base& base : kBases) {
    if (!digits.starts_with(base.prefix)) continue;
    const std::string_view rest = digits.substr(base.prefix.size());
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), number, base.base);
    if (error == std::errc() && end == rest.data() + rest.size()) return number;
  }
  return std::nullopt;
}

std::optional<double> decimal(std::string_view digits) {
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string printed_by_go(std::string_view text) {
  const bool negative = text.starts_with('-');
  std::string digits(text.substr(negative || text.starts_with('+') ? 1 : 0));
  if (digits.find_first_of("0123456789") != 0) return std::string(text);
  std::erase(digits, '_');
  const char* const sign = negative ? "-" : "";
  if (const auto number = integer(digits)) return fmt::format("{}{}", sign, *number);
  if (const auto number = decimal(digits)) return fmt::format("{}{}", sign, *number);
  return std::string(text);
}

}  // namespace blogsearch
