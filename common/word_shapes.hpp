// SPDX-License-Identifier: GPL-3.0-or-later
// Where a word of a text begins and ends, with the signs that belong to it, and what it is made of.
// For the analyzer. Any thread; never throws. Places are bytes of a text; a text may be any bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace blogsearch {

// The bytes of a sign at `at` that belongs to the word behind it: ".net", "--dry-run", "__init__".
// 0: there is none.
std::size_t word_sign_at(std::string_view text, std::size_t at);
// The end of the letters, digits and marks from `at` on.
std::size_t word_end(std::string_view text, std::size_t at);
// The bytes of a sign that belongs to the word `text[begin, end)`: "++" behind any, "#" behind a
// short one. 0: there is none.
std::size_t mark_behind(std::string_view text, std::size_t begin, std::size_t end);
// Do `count` digits 0 to 9 stand there?
bool has_digits(std::string_view text, std::size_t at, std::size_t count);

bool has_digit(std::string_view word);
// "camelCase", but neither "Word" nor "WORD".
bool has_inner_upper(std::string_view word);

}  // namespace blogsearch
