// SPDX-License-Identifier: GPL-3.0-or-later
// Emoji written by their names, ":rocket:".
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// In place of a name stands this: a character that is no word, as the emoji is none.
inline constexpr char kEmojiMark = '\x1F';

// By their shape, since generators know thousands of names and more each year: lower case between
// colons, beside no letter or digit. Code is left as it is. Linear.
std::string strip_emoji(std::string_view markdown);

}  // namespace blogsearch
