// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of ASCII characters, whatever the locale; a byte of another character is of no kind.
#pragma once

namespace blogsearch {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

constexpr bool is_letter(char c) {
  return is_lower(c) || (c >= 'A' && c <= 'Z');
}

// Blanks, ends of lines, and the two that no keyboard has.
constexpr bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace blogsearch
