// SPDX-License-Identifier: GPL-3.0-or-later
// An Answer for a person at a terminal, or for the next program in a pipe.
#pragma once

#include "common/search.hpp"

#include <string>

namespace blogsearch {

// How text is laid out. The default suits a pipe: no colour, each snippet on one line.
struct Layout {
  bool colour = false;
  int width = 0;  // columns after which snippets are wrapped; 0: never
};

// What suits standard output: colour and wrapping on a terminal only, no colour where $NO_COLOR is
// set or the terminal is dumb.
Layout layout_of_stdout();

// The hits - title, URL and date, snippet -, above them what was corrected or left out, below them
// how many posts there are. Ends with a newline; nothing from a post can act on the terminal.
std::string print(const Answer& answer, const Layout& layout);
// Where the post stands, why it is not found or not first, and what the scores are made of.
std::string print(const WhyNot& why, const Layout& layout);

// A line for each: its text, its kind, its URL where it has one, with tabs between.
std::string print(const Suggestions& suggestions);

}  // namespace blogsearch
