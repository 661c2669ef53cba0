// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/word_shapes.hpp"

#include "common/char_at.hpp"
#include "common/fold.hpp"

namespace blogsearch {
namespace {

constexpr std::size_t kMaxUnderscores = 4;  // before a word

bool follows_word(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  const auto before = static_cast<unsigned char>(text[at - 1]);
  return before == '.' || before == '-' || before == '_' || before >= 0x80 ||
         starts_word(char_class(before));
}

}  // namespace

std::size_t word_sign_at(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  if (text[at] == '_') {
    while (length <= kMaxUnderscores && at + length < text.size() && text[at + length] == '_')
      ++length;
  } else if (!follows_word(text, at)) {
    if (text[at] == '.') length = 1;
    if (text.substr(at).starts_with("--")) length = 2;
  }
  if (length == 0 || length > kMaxUnderscores) return 0;
  return char_at(text, at + length).kind == CharClass::letter ? length : 0;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  for (Char c = char_at(text, at); starts_word(c.kind) || c.kind == CharClass::mark;
       c = char_at(text, at)) {
    at += c.bytes;
  }
  return at;
}

std::size_t mark_behind(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view rest = text.substr(end);
  if (rest.starts_with("++") && !rest.starts_with("+++")) return 2;
  const bool sharp = rest.starts_with('#') && end - begin <= 2;
  return sharp && !starts_word(char_at(text, end + 1).kind) ? 1 : 0;
}

bool has_digits(std::string_view text, std::size_t at, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (char_at(text, at + i).kind != CharClass::digit || text[at + i] > '9') return false;
  }
  return true;
}

bool has_digit(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const Char c = char_at(word, at);
    if (c.kind == CharClass::digit) return true;
    at += c.bytes;
  }
  return false;
}

bool has_inner_upper(std::string_view word) {
  bool lower = false;
  bool inner = false;
  for (std::size_t at = 0; at < word.size();) {
    const Char c = char_at(word, at);
    const bool upper = is_upper(c.code_point);
    lower |= !upper;
    inner |= upper && at > 0;
    at += c.bytes;
  }
  return lower && inner;
}

}  // namespace blogsearch
