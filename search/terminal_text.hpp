// SPDX-License-Identifier: GPL-3.0-or-later
// Marked text for a terminal.
#pragma once

#include "common/marked_text.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// The escape sequences around a text and around the words found in it; all empty: no colour.
struct Paint {
  std::string_view text, mark, end;
};

// Where lines end. Continued lines begin like the first one, with `indent` blanks.
struct Lines {
  int indent = 0;
  int width = 0;  // columns of the terminal; 0: everything stays on one line
};

// Marks become paint, white space is squeezed, control characters are shown as escapes. Lines end
// between words, or beside a wide character (Chinese, Japanese); a word too long for a line stays
// whole. No newline at the end.
std::string render_marked(const MarkedText& marked, const Paint& paint, const Lines& lines);

}  // namespace blogsearch
