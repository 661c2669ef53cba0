// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown/{autolink,emphasis,html_entity}.rb.
#include "indexer/kramdown_marks.hpp"

#include "common/text.hpp"
#include "indexer/html.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace blogsearch::kramdown {
namespace {

constexpr std::size_t kMaxEntity = 40;

utf8proc_category_t category_at(std::string_view text, std::size_t at) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(decode_utf8(text, at).code_point));
}

bool is_letter(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_ascii_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_letter_before(std::string_view text, std::size_t end) {
  if (end == 0) return false;
  std::size_t at = end - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return is_letter(category_at(text, at));
}

bool is_alnum_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto category = category_at(text, at);
  return is_letter(category) || category == UTF8PROC_CATEGORY_ND;
}

std::size_t autolink_size(std::string_view text) {
  static constexpr std::array schemes =
      std::to_array<std::string_view>({"mailto:", "http:", "https:", "ftp:", "ftps:"});
  const std::size_t end = text.find('>');
  if (!text.starts_with('<') || end == std::string_view::npos) return 0;
  const std::string_view inside = text.substr(1, end - 1);
  const bool is_address = std::any_of(schemes.begin(), schemes.end(), [&](std::string_view scheme) {
    return inside.starts_with(scheme) && inside.size() > scheme.size();
  });
  const std::size_t at = inside.find('@');
  const bool is_mail = at != std::string_view::npos && at > 0 && at + 1 < inside.size() &&
                       inside.find_first_of(" \t<>/=\"':;,()") == std::string_view::npos;
  return is_address || is_mail ? end + 1 : 0;
}

Entity read_entity(std::string_view text) {
  const std::size_t end = text.substr(0, kMaxEntity).find(';');
  const std::size_t begin = text.starts_with("&#") ? 2 : 1;
  if (end == std::string_view::npos || end <= begin) return {};
  const std::string_view name = text.substr(begin, end - begin);
  if (!std::all_of(name.begin(), name.end(), is_ascii_alnum)) return {};
  const std::string_view source = text.substr(0, end + 1);
  const std::string shown(trim(read_html(source, {}).body.text));
  const bool is_known = shown != source;
  return {source.size(), is_known ? shown : std::string(), is_known};
}

}  // namespace blogsearch::kramdown
