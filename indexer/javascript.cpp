// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/javascript.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <cctype>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxValue = 512;

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

// The byte behind the next `key:` or `key =` from `at` on; npos: none.
std::size_t after_key(std::string_view source, std::string_view key, std::size_t at) {
  for (; (at = source.find(key, at)) != std::string_view::npos; at += key.size()) {
    if (at > 0 && is_name(source[at - 1])) continue;
    std::size_t end = at + key.size();
    if (end < source.size() && (source[end] == '"' || source[end] == '\'')) ++end;
    while (end < source.size() && end < at + kMaxValue &&
           std::isspace(static_cast<unsigned char>(source[end])) != 0)
      ++end;
    if (end < source.size() && (source[end] == ':' || source[end] == '=')) return end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<std::string> javascript_strings(std::string_view source, std::string_view key) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = after_key(source, key, at)) != std::string_view::npos;) {
    const std::string_view rest = trim(source.substr(at, kMaxValue));
    if (rest.empty() || std::string_view("'\"`").find(rest.front()) == std::string_view::npos)
      continue;
    const std::size_t end = rest.find(rest.front(), 1);
    if (end != std::string_view::npos) found.emplace_back(rest.substr(1, end - 1));
  }
  return found;
}

std::string javascript_string(std::string_view source, std::string_view key) {
  const std::vector<std::string> found = javascript_strings(source, key);
  return found.empty() ? std::string() : found.front();
}

std::string_view javascript_object(std::string_view source, std::string_view key) {
  for (std::size_t at = 0; (at = after_key(source, key, at)) != std::string_view::npos;) {
    const std::size_t begin = source.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos || source[begin] != '{') continue;
    int depth = 0;
    for (std::size_t end = begin; end < source.size(); ++end) {
      if (source[end] == '{') ++depth;
      if (source[end] == '}' && --depth == 0) return source.substr(begin + 1, end - begin - 1);
    }
  }
  return {};
}

}  // namespace blogsearch
