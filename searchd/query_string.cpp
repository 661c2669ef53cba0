// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/query_string.hpp"

#include <algorithm>
#include <charconv>

namespace blogsearch {
namespace {

// The byte that "%41" at the start of `text` stands for; -1: it is no escape.
int escaped_byte(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return -1;
  int byte = 0;
  const char* end = text.data() + 3;
  const auto [stop, error] = std::from_chars(text.data() + 1, end, byte, 16);
  return error == std::errc() && stop == end && text[1] != '-' ? byte : -1;
}

}  // namespace

std::string percent_decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = escaped_byte(text.substr(at));
    if (byte >= 0) at += 2;
    const char plain = plus_is_blank && text[at] == '+' ? ' ' : text[at];
    out += byte >= 0 ? static_cast<char>(byte) : plain;
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> parse_query_string(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> result;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    result.emplace_back(percent_decode(pair.substr(0, equals), true),
                        percent_decode(pair.substr(std::min(equals + 1, pair.size())), true));
  }
  return result;
}

}  // namespace blogsearch
