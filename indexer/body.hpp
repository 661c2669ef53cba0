// SPDX-License-Identifier: GPL-3.0-or-later
// What a post says: running text, its sections and its code. The value between Markdown and the index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace blogsearch {

// A heading and the text below it, up to the next heading of any level.
struct Section {
  int level = 2;            // 1..6
  std::string heading;      // as read
  std::string id;           // the generator's own anchor; empty: none
  std::uint32_t begin = 0;  // byte in Body::text at which the section's text starts
};

// A block or a span of code in Body::text.
struct Code {
  std::uint32_t begin = 0, end = 0;
  std::string language;  // "cpp"; empty: not said
};

// `text`: valid UTF-8; paragraphs, list items, table rows and lines of code end in \n, blanks are single
// (indentation of code kept out), no markup, no headings. What comes before the first heading belongs to no section.
struct Body {
  std::string text;
  std::vector<Section> sections;  // ascending by begin
  std::vector<Code> code;         // ascending, not overlapping
  std::string excerpt;            // the text up to the author's own mark (<!--more-->); empty: no mark
};

}  // namespace blogsearch
