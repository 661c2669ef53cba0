// SPDX-License-Identifier: GPL-3.0-or-later
// Small work on UTF-8 text that knows nothing of search.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace blogsearch {

// A code point and the bytes it took; a byte that is no UTF-8 decodes to U+FFFD and 1.
struct Decoded {
  char32_t code_point = 0;
  std::size_t bytes = 0;
};
Decoded decode_utf8(std::string_view text, std::size_t at);
std::u32string decode_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

// Is it valid UTF-8 without NUL?
bool is_clean_utf8(std::string_view text);
// A copy with each bad byte replaced by U+FFFD; `repaired` (if given) receives how many there were.
std::string repair_utf8(std::string_view text, std::size_t* repaired = nullptr);

// A copy without control characters but \t and \n; bad bytes become U+FFFD. For text that came
// through escapes such as "\u0000" after its file had been cleaned.
std::string without_control(std::string_view text);

// The longest beginning of `text` with at most `bytes` bytes that does not end inside a character.
std::string_view cut_utf8(std::string_view text, std::size_t bytes);
// Without white space at both ends; any run of white space inside becomes one blank.
std::string squeeze(std::string_view text);
std::string_view trim(std::string_view text);

std::string lower_ascii(std::string_view text);
// & < > " ' as entities: safe as HTML text and in a quoted attribute.
std::string escape_html(std::string_view text);
// For terminals and logs: control characters, U+2028 and bidirectional overrides as \u{...}, bad
// bytes as \x...
std::string escape_control(std::string_view text);

}  // namespace blogsearch
