// SPDX-License-Identifier: GPL-3.0-or-later
// Sources of the rules: kramdown 2.4 (converter/base.rb, generate_id), kramdown-parser-gfm 1.1
// (generate_gfm_header_id), Hugo 0.111 (markup/goldmark/autoid.go), github-slugger 2 (index.js).
#include "indexer/heading_id.hpp"

#include "common/text.hpp"
#include "indexer/heading_slug.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

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
  std::string out = slug(source, [](char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return out.empty() ? "section" : out;
}

std::string without_accents(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

std::string hugo(std::string_view source) {
  std::string out = slug(trim(source), is_hugo_word);
  return out.empty() ? "heading" : out;
}

std::string hugo_ascii(std::string_view source) {
  std::string out =
      slug(trim(without_accents(source)), [](char32_t c) { return c < 0x80 && is_hugo_word(c); });
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
  if (base.empty() && !mkdocs) return {};
  const auto [seen, is_new] = used_.emplace(base, 0);
  if (is_new && !base.empty()) return base;
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
