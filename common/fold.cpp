// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/fold.hpp"

#include "common/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace blogsearch {
namespace {

struct Range {
  char32_t first, last;
};

// Thai, Lao, Myanmar, Khmer, Hangul, kana, Han, and their extensions; ascending.
constexpr std::array kUnspaced = {
    Range{0x0E00, 0x0EFF}, Range{0x1000, 0x109F}, Range{0x1100, 0x11FF},   Range{0x1780, 0x17FF},
    Range{0x2E80, 0x2FDF}, Range{0x3005, 0x3007}, Range{0x3021, 0x3029},   Range{0x3031, 0x3035},
    Range{0x3038, 0x303C}, Range{0x3041, 0x3096}, Range{0x3099, 0x309A},   Range{0x309D, 0x309F},
    Range{0x30A1, 0x30FA}, Range{0x30FC, 0x30FF}, Range{0x3105, 0x312F},   Range{0x3131, 0x318E},
    Range{0x31A0, 0x31BF}, Range{0x31F0, 0x31FF}, Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},
    Range{0xA960, 0xA97F}, Range{0xAA60, 0xAA7F}, Range{0xAC00, 0xD7FF},   Range{0xF900, 0xFAFF},
    Range{0xFF66, 0xFF9F}, Range{0xFFA0, 0xFFDC}, Range{0x1AFF0, 0x1B16F}, Range{0x20000, 0x323AF}};

struct Simplified {
  char32_t letter;
  std::string_view ascii;
};

// Letters that Unicode does not decompose but that people type without their stroke or ligature;
// lower case, ascending.
constexpr std::array kSimplified = {
    Simplified{0x00DF, "ss"}, Simplified{0x00E6, "ae"}, Simplified{0x00F0, "d"},
    Simplified{0x00F8, "o"},  Simplified{0x00FE, "th"}, Simplified{0x0111, "d"},
    Simplified{0x0127, "h"},  Simplified{0x0131, "i"},  Simplified{0x0142, "l"},
    Simplified{0x0153, "oe"}, Simplified{0x0167, "t"}};

bool is_unspaced(char32_t c) {
  if (c < kUnspaced.front().first) return false;
  const auto* range = std::ranges::lower_bound(kUnspaced, c, {}, &Range::last);
  return range != kUnspaced.end() && c >= range->first;
}

bool is_combining(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

// Invisible inside a word: soft hyphen, joiners, variation selectors. Part of the word, and
// dropped.
bool is_ignorable(char32_t c) {
  return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F);
}

constexpr char32_t kShortI = 0x439;  // й: a letter of its own, not и with a breve
constexpr char32_t kShortIUpper = 0x419;

using Decomposition = std::array<utf8proc_int32_t, 32>;

// The code points of `c`, compatibility decomposed and case folded.
std::size_t decompose(char32_t c, Decomposition& out) {
  int last_class = 0;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  const auto count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), out.data(),
                              static_cast<utf8proc_ssize_t>(out.size()), options, &last_class);
  if (count < 0 || static_cast<std::size_t>(count) > out.size()) {
    out[0] = static_cast<utf8proc_int32_t>(c);
    return 1;
  }
  return static_cast<std::size_t>(count);
}

// Appends one folded character; true if it was simplified.
bool append_folded(std::string& out, char32_t c) {
  if (c == kShortI || c == kShortIUpper) {
    append_utf8(out, kShortI);
    return false;
  }
  if (is_ignorable(c)) return false;
  Decomposition parts{};
  const std::size_t count = decompose(c, parts);
  bool simplified = c == 0x00DF;  // case folding has made "ss" of it already
  for (std::size_t i = 0; i < count; ++i) {
    const auto part = static_cast<char32_t>(parts.at(i));
    const auto* found = std::ranges::lower_bound(kSimplified, part, {}, &Simplified::letter);
    if (is_combining(part)) {
      simplified = true;
    } else if (found != kSimplified.end() && found->letter == part) {
      out += found->ascii;
      simplified = true;
    } else {
      append_utf8(out, part);
    }
  }
  return simplified;
}

}  // namespace

CharClass char_class(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharClass::letter;
    return c >= '0' && c <= '9' ? CharClass::digit : CharClass::other;
  }
  if (is_unspaced(c)) return CharClass::unspaced;
  if (is_ignorable(c)) return CharClass::mark;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CharClass::letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return CharClass::digit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return CharClass::mark;
    case UTF8PROC_CATEGORY_SO:
      return CharClass::symbol;
    default:
      return CharClass::other;
  }
}

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_LU;
}

char32_t to_upper(char32_t c) {
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

bool append_folded(std::string& out, std::string_view word) {
  bool simplified = false;
  for (std::size_t at = 0; at < word.size();) {
    const char byte = word[at];
    if (static_cast<unsigned char>(byte) < 0x80) {
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
      ++at;
      continue;
    }
    const Decoded decoded = decode_utf8(word, at);
    const bool breve_of_i = decoded.code_point == 0x306 && out.ends_with("\u0438");
    if (breve_of_i) {
      out.resize(out.size() - 2);
      append_utf8(out, kShortI);
    } else {
      simplified |= append_folded(out, decoded.code_point);
    }
    at += decoded.bytes;
  }
  return simplified;
}

void append_unspaced(std::string& out, char32_t c) {
  const bool has_other_form = (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF66 && c <= 0xFFDC) ||
                              c >= 0x2F800 || (c >= 0x2E80 && c <= 0x2FDF) ||
                              (c >= 0x3131 && c <= 0x318E);
  if (!has_other_form) {
    append_utf8(out, c);
    return;
  }
  Decomposition parts{};
  const std::size_t count = decompose(c, parts);
  for (std::size_t i = 0; i < count; ++i) append_utf8(out, static_cast<char32_t>(parts.at(i)));
}

std::string exact_form(std::string_view word) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE |
                                                      UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                                 static_cast<utf8proc_ssize_t>(word.size()), &mapped, options);
  if (size < 0) return std::string(word);
  std::string exact(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);  // NOLINT(cppcoreguidelines-no-malloc): utf8proc allocates it so
  return exact;
}

}  // namespace blogsearch
