// SPDX-License-Identifier: GPL-3.0-or-later
// What posts use and CommonMark lacks, turned into CommonMark: tables, footnotes, attribute lists,
// definition lists, containers, math. Also the limits that keep cmark's time linear.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

struct PreparedMarkdown {
  std::string text;                     // CommonMark; a line of it is that line of the source
  std::vector<std::string_view> lines;  // the source, line by line
  std::unordered_map<int, std::string>
      heading_ids;  // ids that the author gave, by the heading's line from 1
};

// `markdown`: a post's body without template language; must outlive the result. Linear in its
// length.
PreparedMarkdown prepare_markdown(std::string_view markdown);

// The Markdown of a heading that stands in these lines (from 1), without its marks and attributes.
std::string heading_source(const PreparedMarkdown& markdown, int first_line, int last_line);

}  // namespace blogsearch
