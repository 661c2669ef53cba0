// SPDX-License-Identifier: GPL-3.0-or-later
// Inside a paragraph: what posts use and CommonMark lacks.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// Rewrites one paragraph's Markdown into CommonMark: references to footnotes, attribute lists, ~~
// and display formulas go, [[links|text]] become their text, formulas in a line their words. Code
// spans and tags stay as they are, and so do line breaks. `brackets`: how many [ cmark may still
// see before the next block, since its time is quadratic in them; the others are escaped. Linear.
void rewrite_spans(std::string_view paragraph, std::size_t& brackets, std::string& out);

}  // namespace blogsearch
