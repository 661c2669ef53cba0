// SPDX-License-Identifier: GPL-3.0-or-later
// Line by line: the blocks that posts use and CommonMark lacks.
#pragma once

#include "indexer/markdown_code.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A post's lines, what each is, and its content without block quote and list markers.
struct MarkdownLines {
  std::vector<std::string_view> lines, contents;
  std::vector<LineKind> kinds;

  [[nodiscard]] std::string_view prefix(std::size_t line) const {
    return lines[line].substr(0,
                              static_cast<std::size_t>(contents[line].data() - lines[line].data()));
  }
};
MarkdownLines split_markdown(std::string_view markdown);

// What comes instead of a line. Several lines where it has \n; a blank line where it is empty.
struct LineRewrite {
  bool is_rewritten = false;
  std::string text;
  std::string heading_id;  // the id that the author gave to the heading in this line
};

class BlockRewriter {
 public:
  explicit BlockRewriter(const MarkdownLines& source) : source_(source) {}

  // To be called with every line of kind text, in order.
  LineRewrite rewrite(std::size_t line);
  // How many lines from `line` on belong to a formula, a comment or the code of an MDX file, and
  // go; 0: none.
  std::size_t dropped_lines(std::size_t line);

 private:
  [[nodiscard]] bool is_text(std::size_t line) const;
  [[nodiscard]] std::string_view content(
      std::size_t line) const;  // empty where the line is no text
  [[nodiscard]] std::string id_beside(std::size_t line, bool is_underlined) const;
  [[nodiscard]] LineRewrite heading(std::size_t line, std::string_view prefix,
                                    std::string_view text) const;
  [[nodiscard]] bool is_deep(std::size_t line) const;
  [[nodiscard]] bool follows_html(std::size_t line) const;
  LineRewrite table(std::size_t line, std::string_view prefix, std::string_view text);

  const MarkdownLines& source_;
  bool in_table_ = false, was_module_ = false;
  std::array<std::size_t, 8>
      next_try_{};  // for each kind of block, the first line from which to look for its end
};

}  // namespace blogsearch
