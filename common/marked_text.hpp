// SPDX-License-Identifier: GPL-3.0-or-later
// Text with the words found in it: what a title or a snippet is, before somebody shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct MarkedText {
  struct Mark {
    std::size_t begin = 0, end = 0;  // bytes in `text`
    bool operator==(const Mark&) const = default;
  };

  std::string text;         // plain, valid UTF-8, one line
  std::vector<Mark> marks;  // ascending; they do not touch each other

  bool operator==(const MarkedText&) const = default;
};

// How marks are written.
struct MarkTags {
  std::string_view before = "<mark>", behind = "</mark>";
  bool escape = true;  // the text, as HTML; the tags never are
};

// With the defaults: escaped text with <mark> and nothing else, for innerHTML.
std::string write_marked(const MarkedText& marked, const MarkTags& tags = {});

}  // namespace blogsearch
