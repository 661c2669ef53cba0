// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown_extensions.hpp"

#include "common/text.hpp"

namespace blogsearch {

PreparedMarkdown prepare_markdown(std::string_view markdown) {
  PreparedMarkdown prepared;
  prepared.text = markdown;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    prepared.lines.push_back(markdown.substr(0, end));
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return prepared;
}

std::string heading_source(const PreparedMarkdown& markdown, int first_line, int last_line) {
  if (first_line < 1 || first_line > static_cast<int>(markdown.lines.size())) return {};
  std::string_view line = trim(markdown.lines[static_cast<std::size_t>(first_line - 1)]);
  if (first_line == last_line && line.starts_with('#')) {
    line = trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
    std::string_view open = line;
    while (open.ends_with('#')) open.remove_suffix(1);
    if (open.empty() || open.back() == ' ') line = trim(open);
  }
  return std::string(line);
}

}  // namespace blogsearch
