// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines of a post are headings for kramdown, and their ids.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

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

using KramdownIds = std::unordered_map<std::size_t, std::string>;

// `markdown`: without templates. By line, from 0 (an underlined heading's first); an empty id: the
// heading has none. A heading of CommonMark that is not here is none for kramdown, and the other
// way round. Linear but for nested lists and block quotes, each level of which is read again, down
// to 24 levels.
KramdownIds kramdown_heading_ids(std::string_view markdown, const KramdownOptions& options);

}  // namespace blogsearch
