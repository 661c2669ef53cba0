// SPDX-License-Identifier: GPL-3.0-or-later
// The characters of a text one by one, each with its class; quick where they are ASCII. For the
// analyzer. Any thread; never throws.
#pragma once

#include "common/fold.hpp"
#include "common/text.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace blogsearch {

// A character and its size; `bytes` is 0 behind the end of the text.
struct Char {
  CharClass kind = CharClass::other;
  char32_t code_point = 0;
  std::size_t bytes = 0;
};

constexpr std::array<CharClass, 128> make_ascii_classes() {
  std::array<CharClass, 128> classes{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) classes.at(c) = classes.at(c - 32) = CharClass::letter;
  for (std::size_t c = '0'; c <= '9'; ++c) classes.at(c) = CharClass::digit;
  return classes;
}
inline constexpr std::array kAsciiClasses = make_ascii_classes();

// Most text is ASCII, and every byte of it passes here: when indexed and for each snippet.
inline Char char_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < kAsciiClasses.size()) return {kAsciiClasses[byte], byte, 1};
  const Decoded decoded = decode_utf8(text, at);
  return {char_class(decoded.code_point), decoded.code_point, decoded.bytes};
}

inline bool starts_word(CharClass kind) {
  return kind == CharClass::letter || kind == CharClass::digit;
}

inline bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 || c == 0xFF07;
}

}  // namespace blogsearch
