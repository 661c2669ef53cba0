// SPDX-License-Identifier: GPL-3.0-or-later
// Sources of the rules: Python-Markdown 3 (extensions/toc.py, slugify and unique) for MkDocs,
// hexo-util 3 (slugize.ts) and hexo-renderer-marked 7 (renderer.js), @mdit-vue/shared (slugify.ts)
// for VitePress, the crate slug 0.1 for Zola, mdBook 0.4 (utils, normalize_id), Pandoc's manual
// (Extension: auto_identifiers) for Quarto.
#include "indexer/heading_slug.hpp"

#include "common/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::string_view kAsciiSpecials = " \t\n~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/";

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_word(char32_t c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_letter_or_number(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool is_latin(char32_t c) {
  return (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}

template <typename Visit>
void for_each_character(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    visit(decoded.code_point);
    at += decoded.bytes;
  }
}

// NFKD, without the marks.
std::string decomposed(std::string_view text) {
  constexpr auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

void add_hyphen(std::string& out) {
  if (!out.empty() && !out.ends_with('-')) out += '-';
}

std::string trimmed(std::string out) {
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string lower_all(std::string_view text) {
  std::string out;
  for_each_character(text, [&](char32_t c) {
    append_utf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
  });
  return out;
}

// ASCII words; runs of blanks and hyphens become one hyphen.
std::string mkdocs(std::string_view text) {
  std::string out;
  for_each_character(decomposed(trim(text)), [&](char32_t c) {
    if (c == ' ' || c == '-' || c == '\t') add_hyphen(out);
    if (is_ascii_word(c)) out += static_cast<char>(c);
  });
  return lower_ascii(trimmed(out));
}

// Typographic quotes as marked-smartypants sets them: they stay in the id, straight ones do not.
std::string with_quotes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool opens =
        i == 0 || std::string_view("-/([{ \t").find(text[i - 1]) != std::string_view::npos;
    if (text[i] == '"') {
      out += opens ? "“" : "”";
    } else if (text[i] == '\'') {
      out += opens ? "‘" : "’";
    } else {
      out += text[i];
    }
  }
  return out;
}

// Runs of ASCII's signs become one hyphen, all else stays.
std::string without_specials(std::string_view text, std::string_view more_specials) {
  std::string out;
  for_each_character(text, [&](char32_t c) {
    std::string character;
    append_utf8(character, c);
    const bool special =
        (c < 0x80 && kAsciiSpecials.find(static_cast<char>(c)) != std::string_view::npos) ||
        (c >= 0x80 && more_specials.find(character) != std::string_view::npos);
    if (special) add_hyphen(out);
    if (!special && c >= 0x20) out += character;
  });
  return trimmed(out);
}

std::string vitepress(std::string_view text) {
  const std::string slug = without_specials(decomposed(text), "“”‘’");
  std::string out = !slug.empty() && is_digit(static_cast<unsigned char>(slug.front())) ? "_" : "";
  out += slug;
  return lower_all(out);
}

std::string zola(std::string_view text) {
  std::string out;
  bool known = true;
  for_each_character(latin_to_ascii(text, true), [&](char32_t c) {
    const bool word = c < 0x80 && is_ascii_word(c) && c != '_';
    if (word) out += static_cast<char>(c);
    if (!word) add_hyphen(out);
    known = known && (c < 0x80 || !is_letter_or_number(c));
  });
  return known ? lower_ascii(trimmed(out)) : std::string();
}

std::string mdbook(std::string_view text) {
  std::string out;
  for_each_character(text, [&](char32_t c) {
    if (c == ' ' || c == '\t') out += '-';
    if (is_letter_or_number(c) || c == '_' || c == '-') append_utf8(out, c);
  });
  return lower_ascii(out);
}

std::string pandoc(std::string_view text) {
  std::string out;
  bool begun = false;
  for_each_character(text, [&](char32_t c) {
    begun = begun || (is_letter_or_number(c) && !is_digit(c));
    if (!begun) return;
    if (c == ' ' || c == '\t') out += '-';
    if (is_letter_or_number(c) || c == '_' || c == '-' || c == '.') append_utf8(out, c);
  });
  return out.empty() ? "section" : lower_all(out);
}

}  // namespace

std::string latin_to_ascii(std::string_view text, bool in_two_letters) {
  struct Letter {
    char32_t letter;
    std::string_view two, one;
  };
  static constexpr std::array<Letter, 16> letters = {{{0xDF, "ss", "s"},
                                                      {0xE6, "ae", "ae"},
                                                      {0xC6, "AE", "AE"},
                                                      {0xF8, "o", "o"},
                                                      {0xD8, "O", "O"},
                                                      {0xF0, "d", "d"},
                                                      {0xD0, "D", "D"},
                                                      {0xFE, "th", "th"},
                                                      {0xDE, "Th", "TH"},
                                                      {0x111, "d", "d"},
                                                      {0x110, "D", "D"},
                                                      {0x131, "i", "i"},
                                                      {0x142, "l", "l"},
                                                      {0x141, "L", "L"},
                                                      {0x153, "oe", "oe"},
                                                      {0x152, "OE", "OE"}}};
  std::string out;
  for_each_character(text, [&](char32_t c) {
    const auto* found = std::ranges::find(letters, c, &Letter::letter);
    std::string character;
    append_utf8(character, c);
    if (found != letters.end()) {
      out += in_two_letters ? found->two : found->one;
    } else {
      out += is_latin(c) ? decomposed(character) : character;
    }
  });
  return out;
}

std::string heading_slug(HeadingIdRule rule, std::string_view text) {
  switch (rule) {
    case HeadingIdRule::mkdocs:
      return mkdocs(text);
    case HeadingIdRule::hexo:
      return without_specials(latin_to_ascii(with_quotes(text), false), "");
    case HeadingIdRule::vitepress:
      return vitepress(text);
    case HeadingIdRule::zola:
      return zola(text);
    case HeadingIdRule::mdbook:
      return mdbook(text);
    case HeadingIdRule::pandoc:
      return pandoc(text);
    default:
      return {};
  }
}

}  // namespace blogsearch
