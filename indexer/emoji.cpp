// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/emoji.hpp"

#include "indexer/ascii.hpp"
#include "indexer/markdown_code.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxName = 60;  // bytes

bool is_name_char(char c) {
  return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '+';
}

// A word, a time or an address goes on there.
bool goes_on(char c) {
  return is_name_char(c) || (c >= 'A' && c <= 'Z') || c == ':' || c == '/' || c == '\\';
}

// The size of ":name:" at `at`, which nothing but another emoji may touch; 0 if there is none. Few
// names have no letter.
std::size_t emoji_size(std::string_view text, std::size_t at, bool is_behind_emoji) {
  if (at > 0 && goes_on(text[at - 1]) && !is_behind_emoji) return 0;
  const std::string_view rest = text.substr(at + 1, kMaxName);
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_name_char);
  const auto size = static_cast<std::size_t>(end - rest.begin());
  if (size == 0 || size == rest.size() || rest[size] != ':') return 0;
  const std::string_view name = rest.substr(0, size);
  const bool has_letter = std::any_of(name.begin(), name.end(), is_lower);
  if (!has_letter && name != "+1" && name != "-1" && name != "100" && name != "1234") return 0;
  const std::size_t behind = at + size + 2;
  const bool is_apart = behind == text.size() || !goes_on(text[behind]) || text[behind] == ':';
  return is_apart ? size + 2 : 0;
}

}  // namespace

std::string strip_emoji(std::string_view markdown) {
  const std::vector<TextRange> code = code_ranges(markdown);
  std::string out;
  out.reserve(markdown.size());
  auto next = code.begin();
  std::size_t copied = 0;
  for (std::size_t at = markdown.find(':'); at != std::string_view::npos;) {
    while (next != code.end() && next->end <= at) ++next;
    const bool is_code = next != code.end() && next->begin <= at;
    const std::size_t size = is_code ? 0 : emoji_size(markdown, at, at == copied);
    if (size > 0) {
      out += markdown.substr(copied, at - copied);
      out += kEmojiMark;
      copied = at + size;
    }
    at = markdown.find(':', at + std::max<std::size_t>(size, 1));
  }
  out += markdown.substr(copied);
  return out;
}

}  // namespace blogsearch
