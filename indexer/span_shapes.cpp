// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/span_shapes.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxTag = 500;  // bytes of a shortcode
constexpr std::size_t kMaxName = 20;

// Shortcodes that have an end, or no arguments.
constexpr std::array kBracketTags =
    std::to_array<std::string_view>({"audio", "caption", "code", "embed", "gallery", "playlist",
                                     "quote", "sourcecode", "video", "youtube"});

bool is_name_char(char c) {
  return is_lower(c) || c == '_';
}

std::size_t name_size(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name_char) -
                                  text.begin());
}

// Begins with a blank, a name, = and a quote.
bool has_arguments(std::string_view text) {
  if (!text.starts_with(' ')) return false;
  const std::size_t name = name_size(text.substr(1, kMaxName));
  const std::string_view value = text.substr(1 + name);
  return name > 0 && (value.starts_with("=\"") || value.starts_with("='"));
}

bool is_bracket_tag(std::string_view name) {
  return std::find(kBracketTags.begin(), kBracketTags.end(), name) != kBracketTags.end();
}

}  // namespace

std::size_t bracket_tag_size(std::string_view text) {
  const bool is_end = text.starts_with("[/");
  const std::size_t begin = is_end ? 2 : 1;
  const std::size_t size = name_size(text.substr(begin, kMaxName));
  const std::string_view name = text.substr(begin, size), rest = text.substr(begin + size);
  const bool is_alone =
      rest.starts_with(']') && (name == "gallery" || (is_end && is_bracket_tag(name)));
  if (!is_alone && (is_end || size < 3 || !has_arguments(rest))) return 0;
  const std::size_t close = text.substr(0, kMaxTag).find_first_of("]\n");
  if (close == std::string_view::npos || text[close] != ']') return 0;
  const std::string_view after = text.substr(close + 1);
  return after.starts_with('(') || after.starts_with(':') ? 0 : close + 1;
}

bool has_uneven_parentheses(std::string_view address) {
  int depth = 0;
  for (std::size_t at = 0; at < address.size() && depth >= 0; ++at) {
    if (address[at] == '\\') {
      ++at;
    } else if (address[at] == '(' || address[at] == ')') {
      depth += address[at] == '(' ? 1 : -1;
    }
  }
  return depth != 0;
}

bool is_broken_target(std::string_view target) {
  const std::string_view address = trim(target);
  if (!address.starts_with('<') && has_uneven_parentheses(address)) return true;
  if (address.starts_with('"') || address.starts_with('\'')) return true;
  const std::size_t blank = address.find_first_of(" \n");
  if (blank == std::string_view::npos || address.starts_with('<')) return false;
  const std::string_view after = trim(address.substr(blank));  // a title is no fault
  return !after.starts_with('"') && !after.starts_with('\'') && !after.starts_with('(');
}

bool is_formula(std::string_view code) {
  const bool has_dollars = code.size() > 2 && code.starts_with('$') && code.ends_with('$');
  const bool has_marks = (code.starts_with("\\(") && code.ends_with("\\)")) ||
                         (code.starts_with("\\[") && code.ends_with("\\]"));
  return has_marks || (has_dollars && code.find_first_of("\\^_={", 1) != std::string_view::npos);
}

}  // namespace blogsearch
