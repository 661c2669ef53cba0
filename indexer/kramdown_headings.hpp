// SPDX-License-Identifier: GPL-3.0-or-later
// What the lines of a post are for kramdown where CommonMark takes them for something else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace blogsearch {

// The part of kramdown's options that decides about headings and their ids.
struct KramdownOptions {
  bool is_gfm = true;  // input: GFM
  bool auto_ids = true;
  bool auto_id_stripping = false;  // GFM strips anyway
  std::string auto_id_prefix;
  bool parse_block_html = false;
  bool paragraph_end = true;  // gfm_quirks
};

// The ids of the headings by line, from 0 (of an underlined one the first); empty: it has none. A
// heading of CommonMark that is not here is none for kramdown, and the other way round.
using KramdownIds = std::unordered_map<std::size_t, std::string>;

struct KramdownLines {
  KramdownIds headings;
  std::unordered_set<std::size_t> definitions;  // [id]: address
};

// `markdown`: without templates. Linear but for nested lists and block quotes, each level of which
// is read again, down to 24 levels.
KramdownLines read_kramdown_lines(std::string_view markdown, const KramdownOptions& options);

// The text with what CommonMark would not take: a blank behind the marks of "#Heading", brackets
// around an address with uneven parentheses. Line by line the same otherwise.
std::string kramdown_as_commonmark(std::string_view markdown, const KramdownLines& lines);

}  // namespace blogsearch
