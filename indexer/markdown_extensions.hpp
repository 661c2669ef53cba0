// SPDX-License-Identifier: GPL-3.0-or-later
// What posts use and CommonMark lacks, turned into CommonMark: tables, footnotes, attribute lists,
// definition lists, containers, math. Also the limits that keep cmark's time linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

struct PreparedMarkdown {
  std::string text;                      // CommonMark
  std::vector<std::string_view> source;  // the source, line by line
  std::vector<std::size_t> source_line;  // for each line of `text`, where it comes from in `source`
  std::unordered_map<std::size_t, std::string>
      heading_ids;  // ids that the author gave, by the line in `source`
};

// `markdown`: a post's body without template language; must outlive the result. Linear in its
// length.
PreparedMarkdown prepare_markdown(std::string_view markdown);

// A heading of `text`, found by its lines there (from 1).
struct SourceHeading {
  std::string source;  // its Markdown without marks and attributes; of an underlined one the last
                       // line, as Hugo has it
  std::string id;      // given by the author; empty: none
};
SourceHeading source_heading(const PreparedMarkdown& markdown, int first_line, int last_line);

}  // namespace blogsearch
