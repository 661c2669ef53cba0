// SPDX-License-Identifier: GPL-3.0-or-later
// Small things that kramdown finds in running text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace blogsearch::kramdown {

bool is_letter_before(std::string_view text, std::size_t end);  // [[:alpha:]]
bool is_alnum_at(std::string_view text, std::size_t at);        // [[:alnum:]]

// <https://...>, <name@host>; 0: none begins here.
std::size_t autolink_size(std::string_view text);

// &amp; &#38; &#x26;
struct Entity {
  std::size_t size = 0;  // 0: none begins here
  std::string shown;
  bool is_known = true;  // else an ampersand is shown, and the rest as it is
};
Entity read_entity(std::string_view text);

}  // namespace blogsearch::kramdown
