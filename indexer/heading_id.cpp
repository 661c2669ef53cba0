// SPDX-License-Identifier: GPL-3.0-or-later
// Sources of the rules: kramdown 2.4 (converter/base.rb, generate_id), kramdown-parser-gfm 1.1
// (generate_gfm_header_id), Hugo 0.111 (markup/goldmark/autoid.go), blackfriday 2
// (SanitizedAnchorName), github-slugger 2 (index.js).
#include "indexer/heading_id.hpp"

#include "common/text.hpp"
#include "indexer/heading_slug.hpp"
#include "indexer/slug.hpp"

#include <utf8proc.h>

namespace blogsearch {
namespace {

bool is_letter(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_digit(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_ND;
}

// Ruby's \p{Word} and near enough github-slugger's: letters, marks, decimal digits and connectors
// such as _.
bool is_word(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  const bool mark = category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
  return is_letter(c) || is_digit(c) || mark || category == UTF8PROC_CATEGORY_PC;
}

bool is_hugo_word(char32_t c) {
  return c == '_' || is_letter(c) || is_digit(c);
}

char32_t to_lower(char32_t c) {
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

// Lower case; what `keeps` goes in, blanks become hyphens, all else goes.
std::string slug(std::string_view text, bool (*keeps)(char32_t)) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode_utf8(text, at);
    at += decoded.bytes;
    if (decoded.code_point == '-' || decoded.code_point == ' ' || decoded.code_point == '\t') {
      out += '-';
    } else if (keeps(decoded.code_point)) {
      append_utf8(out, to_lower(decoded.code_point));
    }
  }
  return out;
}

std::string plain_kramdown(std::string_view source) {
  const auto is_ascii_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  while (!source.empty() && !is_ascii_letter(source.front())) source.remove_prefix(1);
  std::string without_tabs(source);
  std::erase(without_tabs, '\t');
  std::string out = slug(without_tabs, [](char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return out.empty() ? "section" : out;
}

// Hugo makes hyphens of blanks only.
std::string without_tabs(std::string_view source) {
  std::string text(trim(source));
  std::erase(text, '\t');
  return text;
}

std::string hugo(std::string_view source) {
  std::string out = slug(without_tabs(source), is_hugo_word);
  return out.empty() ? "heading" : out;
}

std::string hugo_ascii(std::string_view source) {
  std::string out = slug(without_tabs(without_accents(source)),
                         [](char32_t c) { return c < 0x80 && is_hugo_word(c); });
  return out.empty() ? "heading" : out;
}

// Letters and numbers; one hyphen for whatever else is between them.
std::string blackfriday(std::string_view source) {
  std::string out;
  bool is_apart = false;
  for (std::size_t at = 0; at < source.size();) {
    const Decoded decoded = decode_utf8(source, at);
    at += decoded.bytes;
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(decoded.code_point));
    const bool is_number = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
    if (is_letter(decoded.code_point) || is_number) {
      if (is_apart && !out.empty()) out += '-';
      append_utf8(out, to_lower(decoded.code_point));
    }
    is_apart = !is_letter(decoded.code_point) && !is_number;
  }
  return out.empty() ? "heading" : out;
}

std::string base_id(HeadingIdRule rule, std::string_view text, std::string_view source) {
  switch (rule) {
    case HeadingIdRule::none:
      return {};
    case HeadingIdRule::kramdown_gfm:
    case HeadingIdRule::github:
      return slug(text, is_word);
    case HeadingIdRule::kramdown:
      return plain_kramdown(source);
    case HeadingIdRule::hugo:
      return hugo(source);
    case HeadingIdRule::hugo_ascii:
      return hugo_ascii(source);
    case HeadingIdRule::blackfriday:
      return blackfriday(source);
    default:
      return heading_slug(rule, text);
  }
  return {};
}

// kramdown and Hexo number by the bare id alone; the others go on until the numbered id is free as
// well.
bool looks_for_free_id(HeadingIdRule rule) {
  return rule != HeadingIdRule::kramdown && rule != HeadingIdRule::kramdown_gfm &&
         rule != HeadingIdRule::hexo;
}

}  // namespace

std::string HeadingIds::next(std::string_view text, std::string_view source) {
  std::string base = base_id(rule_, text, source);
  const bool mkdocs = rule_ == HeadingIdRule::mkdocs;
  if (base.empty() && !mkdocs && rule_ != HeadingIdRule::kramdown_gfm) return {};
  const auto [seen, is_new] = used_.emplace(base, 0);
  if (is_new && !(base.empty() && mkdocs)) return base;
  std::string id;
  do {
    id = base + (mkdocs ? "_" : "-") + std::to_string(++used_[base]);
  } while (looks_for_free_id(rule_) && !used_.emplace(id, 0).second);
  return id;
}

std::string HeadingIds::fixed(std::string_view id) {
  if (looks_for_free_id(rule_)) used_.emplace(id, 0);
  return std::string(id);
}

}  // namespace blogsearch
