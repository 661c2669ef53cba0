// SPDX-License-Identifier: GPL-3.0-or-later
// Where the code is in Markdown, found line by line without a full parse: what no template and no
// extension may touch.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace blogsearch {

enum class LineKind {
  blank,
  text,           // a paragraph, a heading, a list item, a table row, HTML
  fence,          // the line that opens or closes a fenced block
  code,           // inside a fenced or an indented block
  raw_html,  // inside <pre>, <script>, <style> or <textarea>, with the lines that open and close it
  comment,   // the same of an HTML comment
};

// Told of a document's lines in order. Follows block quotes and lists as far as they decide what is
// code.
class BlockScanner {
 public:
  LineKind next(std::string_view line);
  // Was the line HTML that goes on behind a blank line, indented so far that cmark would take it for code?
  [[nodiscard]] bool is_indented_html() const { return is_indented_html_; }

 private:
  LineKind in_fence(std::string_view line);
  LineKind outside(std::string_view line);
  [[nodiscard]] bool is_indented_code(std::string_view line);
  bool opens_fence(std::string_view content);
  bool opens_raw_html(std::string_view content);

  char fence_ = 0;
  std::size_t fence_size_ = 0, fence_indent_ = 0;
  bool fence_quoted_ = false;
  std::string_view raw_end_;  // what ends the raw HTML or the comment; empty: not within one
  // Columns at which the contents of the open list items start; those within a block quote count by
  // themselves.
  std::vector<std::size_t> items_, quoted_items_;
  bool in_html_ = false;     // within the lines of a block of HTML, as it seems
  int html_depth_ = 0;       // elements that enclose blocks and stand open, blank lines between
  bool is_indented_html_ = false;
  bool can_be_code_ = true;  // an indented line now begins code: no paragraph is open
};

// What stands before the content of a line: block quote and list markers with their blanks.
std::size_t container_prefix(std::string_view line);

// # Heading
bool is_atx_heading(std::string_view content);

struct TextRange {
  std::size_t begin = 0, end = 0;
};

// The code spans of `text`, one paragraph or several: ascending. Linear.
std::vector<TextRange> code_spans(std::string_view text);

// Blocks and spans of code in a whole document: ascending, not overlapping.
std::vector<TextRange> code_ranges(std::string_view markdown);

}  // namespace blogsearch
