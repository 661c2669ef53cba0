// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: kramdown 2.4, converter/base.rb ("generate_id"); kramdown-parser-gfm 1.1
// ("update_elements", "generate_gfm_header_id").
#include "indexer/kramdown_headings.hpp"

#include "indexer/heading_id.hpp"
#include "indexer/kramdown_blocks.hpp"
#include "indexer/span_shapes.hpp"

#include <algorithm>
#include <set>

namespace blogsearch {

namespace {

// Gives the headings their ids, one after the other.
class Naming {
 public:
  Naming(const KramdownNames& names, const KramdownOptions& options)
      : names_(names), options_(options) {}

  std::string next(const KramdownHeading& heading) {
    if (!heading.id.empty() || !options_.auto_ids) return heading.id;
    const bool is_stripped = options_.is_gfm || options_.auto_id_stripping;
    const std::string text =
        is_stripped ? kramdown_heading_text(heading.text, names_, options_.is_gfm) : heading.text;
    const bool is_plain = !options_.is_gfm || heading.is_in_html;
    return options_.auto_id_prefix + (is_plain ? plain_ : gfm_).next(text, text);
  }

 private:
  const KramdownNames& names_;
  const KramdownOptions& options_;
  HeadingIds gfm_{HeadingIdRule::kramdown_gfm}, plain_{HeadingIdRule::kramdown};
};

// The names in [^name] that do not begin a definition.
std::set<std::string_view> footnote_references(std::string_view markdown) {
  constexpr std::size_t longest = 100;  // bytes of a name
  std::set<std::string_view> names;
  for (std::size_t at = markdown.find("[^"); at != std::string_view::npos;
       at = markdown.find("[^", at + 2)) {
    const std::size_t size = markdown.substr(at + 2, longest).find(']');
    if (size == std::string_view::npos || markdown.substr(at + 3 + size).starts_with(':')) continue;
    names.insert(markdown.substr(at + 2, size));
  }
  return names;
}

std::string heading_line(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  const std::size_t level = std::min<std::size_t>(marks, 6);
  if (level == 0 || level == line.size() || line[level] == ' ' || line[level] == '\t')
    return std::string(line);
  return std::string(line.substr(0, level)) + " " + std::string(line.substr(level));
}

std::string definition_line(std::string_view line) {
  const std::size_t colon = line.find("]:");
  const std::size_t begin =
      colon == std::string_view::npos ? colon : line.find_first_not_of(" \t", colon + 2);
  if (begin == std::string_view::npos) return std::string(line);
  const std::string_view address =
      line.substr(begin, std::min(line.find_first_of(" \t", begin), line.size()) - begin);
  if (!has_uneven_parentheses(address) || address.find_first_of("<>") != std::string_view::npos)
    return std::string(line);
  return std::string(line.substr(0, begin)) + "<" + std::string(address) + ">" +
         std::string(line.substr(begin + address.size()));
}

}  // namespace

KramdownLines read_kramdown_lines(std::string_view markdown, const KramdownOptions& options) {
  const KramdownBlocks blocks = read_kramdown_blocks(markdown, options);
  KramdownOptions said = options;
  said.auto_ids = blocks.auto_ids;
  Naming naming(blocks.names, said);
  KramdownLines lines;
  for (const KramdownHeading& heading : blocks.headings) {
    if (heading.footnote.empty()) lines.headings[heading.line] = naming.next(heading);
  }
  // Footnotes are shown last, and only those that are referred to.
  const std::set<std::string_view> references = footnote_references(markdown);
  for (const KramdownHeading& heading : blocks.headings) {
    if (!heading.footnote.empty() && references.contains(heading.footnote))
      lines.headings[heading.line] = naming.next(heading);
  }
  lines.definitions.insert(blocks.definitions.begin(), blocks.definitions.end());
  return lines;
}

std::string kramdown_as_commonmark(std::string_view markdown, const KramdownLines& lines) {
  std::string text;
  text.reserve(markdown.size());
  for (std::size_t at = 0, number = 0; at < markdown.size(); ++number) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    if (lines.headings.contains(number)) {
      text += heading_line(line);
    } else if (lines.definitions.contains(number)) {
      text += definition_line(line);
    } else {
      text += line;
    }
    if (end < markdown.size()) text += '\n';
    at = end + 1;
  }
  return text;
}

}  // namespace blogsearch
