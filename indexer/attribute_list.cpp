// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute_list.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxSize = 500;  // bytes; what is longer is prose

bool is_name_char(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

// Takes one attribute off the front of `rest`; false where there is none.
bool read_attribute(std::string_view& rest, AttributeList& list) {
  const char first = rest.front();
  if (first == '.' || first == '#') {
    const std::size_t end = std::min(rest.find_first_of(" \t\n.#", 1), rest.size());
    if (end == 1 || rest.substr(0, end).find_first_of("\"'<>") != std::string_view::npos)
      return false;
    if (first == '#') list.id = rest.substr(1, end - 1);
    list.is_word = false;
    rest.remove_prefix(end);
    return true;
  }
  const auto* const name_end = std::find_if_not(rest.begin(), rest.end(), is_name_char);
  const auto name = static_cast<std::size_t>(name_end - rest.begin());
  if (name == 0) return false;
  if (name == rest.size() || rest[name] != '=') {
    rest.remove_prefix(name);
    return list.has_colon && (rest.empty() || rest[0] == ' ');
  }
  std::string_view value = rest.substr(name + 1);
  const char quote = value.empty() ? ' ' : value.front();
  const bool is_quoted = quote == '"' || quote == '\'';
  const std::size_t end =
      is_quoted ? value.find(quote, 1) : std::min(value.find_first_of(" \t\n"), value.size());
  if (end == std::string_view::npos || end == 0) return false;
  if (rest.substr(0, name) == "id")
    list.id = value.substr(is_quoted ? 1 : 0, is_quoted ? end - 1 : end);
  list.is_word = false;
  rest = value.substr(end + (is_quoted ? 1 : 0));
  return true;
}

}  // namespace

AttributeList read_attribute_list(std::string_view text) {
  const std::size_t close = text.substr(0, kMaxSize).find('}');
  if (!text.starts_with('{') || close == std::string_view::npos || close < 2) return {};
  AttributeList list;
  list.is_word = true;
  list.inside = text.substr(1, close - 1);
  std::string_view rest = list.inside;
  if (rest.starts_with(':')) {
    list.has_colon = true;
    rest.remove_prefix(1);
    // {::comment}, {:/comment}: kramdown's extensions, and its ends
    if (rest.starts_with(':') || rest.starts_with('/')) rest.remove_prefix(1);
    if (rest.ends_with('/')) rest.remove_suffix(1);
  }
  for (rest = trim(rest); !rest.empty(); rest = trim(rest)) {
    if (!read_attribute(rest, list)) return {};
  }
  list.size = close + 1;
  return list;
}

AttributeList read_last_attribute_list(std::string_view text, std::size_t* begin) {
  const std::string_view trimmed = trim(text);
  if (!trimmed.ends_with('}')) return {};
  const std::size_t end = static_cast<std::size_t>(trimmed.data() - text.data()) + trimmed.size();
  *begin = text.rfind('{', end);
  if (*begin == std::string_view::npos) return {};
  const AttributeList list = read_attribute_list(text.substr(*begin));
  return list.size == end - *begin ? list : AttributeList{};
}

}  // namespace blogsearch
