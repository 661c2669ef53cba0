// SPDX-License-Identifier: GPL-3.0-or-later
// Characters: what they are to the analyzer, and how they are folded. The only file that knows
// utf8proc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace blogsearch {

enum class CharClass : std::uint8_t { other, letter, digit, mark, unspaced, symbol };

// `unspaced`: a letter of a script that is written without spaces between words.
CharClass char_class(char32_t c);
bool is_upper(char32_t c);
char32_t to_upper(char32_t c);  // itself, where it has no capital of one character

// Appends `word` folded: compatibility decomposed (NFKC's letters), case folded, without the
// combining marks U+0300..036F, and ae for æ and the like; й stays й. True where a mark or a letter
// was simplified, so that the exact form differs.
bool append_folded(std::string& out, std::string_view word);
// Appends one character of an unspaced script, compatibility composed: half-width kana become
// full-width.
void append_unspaced(std::string& out, char32_t c);
// Lower case and NFKC, diacritics kept.
std::string exact_form(std::string_view word);

}  // namespace blogsearch
