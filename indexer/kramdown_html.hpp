// SPDX-License-Identifier: GPL-3.0-or-later
// What kramdown takes for HTML.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace blogsearch {

struct KramdownTag {
  std::size_t size = 0;  // 0: none begins here
  std::string name;      // lower case where HTML knows it
  bool is_closed = false;
  std::string markdown;  // the value of markdown="..."
};

// <name ...> at the beginning of `text`. Attributes' values are words or in quotes; a tag is at
// most 2 KiB long.
KramdownTag kramdown_start_tag(std::string_view text);
// </name >
KramdownTag kramdown_end_tag(std::string_view text);

bool is_kramdown_span_element(std::string_view name);
bool is_kramdown_block_element(std::string_view name);
bool has_no_body(std::string_view name);

// How the inside of an element is read where kramdown reads it at all.
enum class KramdownContent { raw, span, block };
KramdownContent kramdown_content(std::string_view name);

}  // namespace blogsearch
