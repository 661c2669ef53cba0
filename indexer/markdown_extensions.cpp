// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown_extensions.hpp"

#include "common/text.hpp"
#include "indexer/attribute_list.hpp"
#include "indexer/markdown_blocks.hpp"
#include "indexer/markdown_spans.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

// cmark's time is quadratic in the unmatched [ of a paragraph and in the depth of block quotes and
// lists.
constexpr std::size_t kMaxBrackets = 1000;
constexpr std::size_t kMaxPrefix =
    200;  // bytes of block quote marks, list markers and blanks before a line's content
constexpr std::size_t kMaxBlankLines = 2;  // in a row

bool has_list_marker(std::string_view prefix) {
  return prefix.find_first_not_of("> \t") != std::string_view::npos;
}

std::string_view language_class(std::string_view attributes) {
  const std::size_t at = attributes.find(".language-");
  if (!attributes.starts_with("{:") || at == std::string_view::npos) return {};
  const std::string_view name = attributes.substr(at + 10);
  return name.substr(0, name.find_first_of(" .#}"));
}

class Preparation {
 public:
  explicit Preparation(std::string_view markdown)
      : source_(split_markdown(markdown)), blocks_(source_) {
    prepared_.text.reserve(markdown.size() + markdown.size() / 16);
    prepared_.source_line.reserve(source_.lines.size());
  }

  PreparedMarkdown run() {
    for (line_ = 0; line_ < source_.lines.size(); ++line_) {
      source_.kinds[line_] == LineKind::text ? text_line() : other_line();
    }
    end_paragraph();
    prepared_.source = std::move(source_.lines);
    return std::move(prepared_);
  }

 private:
  void text_line() {
    blank_lines_ = 0;
    const std::size_t dropped = blocks_.dropped_lines(line_);
    if (dropped > 0) {
      end_paragraph();
      add("");
      line_ += dropped - 1;
      return;
    }
    const std::string_view prefix = source_.prefix(line_);
    const std::string_view line = source_.lines[line_];
    const LineRewrite rewrite = blocks_.rewrite(line_);
    const bool is_item = has_list_marker(prefix);
    if (rewrite.is_rewritten || is_item) end_paragraph();
    if (is_item && prefix.find_first_of("-*+") != std::string_view::npos) brackets_ = kMaxBrackets;
    if (!rewrite.heading_id.empty()) prepared_.heading_ids[line_] = rewrite.heading_id;
    rewrite.is_rewritten ? add_to_paragraph(rewrite.text) : add_to_paragraph(line);
    if (rewrite.is_rewritten) end_paragraph();
  }

  void other_line() {
    end_paragraph();
    const LineKind kind = source_.kinds[line_];
    blank_lines_ = kind == LineKind::blank ? blank_lines_ + 1 : 0;
    if (blank_lines_ > kMaxBlankLines) return;
    brackets_ = kMaxBrackets;
    std::string_view line = source_.lines[line_];
    // A blank line would end the surrounding HTML for cmark, though not within <pre>.
    const std::string in_place_of_blank = raw_indent(kind) + "<!---->";
    if (kind == LineKind::raw_html && trim(line).empty()) line = in_place_of_blank;
    if (kind == LineKind::comment && comment_line(line)) return;
    if (kind != LineKind::fence) {
      add(line);
      return;
    }
    in_fence_ = !in_fence_;
    if (in_fence_ && line_ > 0 && source_.kinds[line_ - 1] == LineKind::text) add("");
    add(in_fence_ ? std::string(line) + std::string(language_below()) : std::string(line));
  }

  // What the lines of raw HTML must begin with to belong to the same list item or block quote.
  const std::string& raw_indent(LineKind kind) {
    const bool is_first = line_ == 0 || source_.kinds[line_ - 1] != LineKind::raw_html;
    if (kind != LineKind::raw_html || !is_first) return raw_indent_;
    raw_indent_ = source_.prefix(line_);
    for (char& c : raw_indent_) {
      if (c != '>' && c != '\t') c = ' ';
    }
    return raw_indent_;
  }

  // Text behind a comment is Markdown for kramdown; for cmark it would be raw HTML.
  bool comment_line(std::string_view line) {
    const std::size_t end = line.rfind("-->");
    if (end == std::string_view::npos || trim(line.substr(end + 3)).empty()) return false;
    add(line.substr(0, end + 3));
    add("");
    add_to_paragraph(line.substr(end + 3));
    return true;
  }

  // kramdown: the language of a block stands below it, {: .language-ruby}.
  [[nodiscard]] std::string_view language_below() const {
    const std::string_view open = source_.lines[line_];
    if (!open.ends_with('`') && !open.ends_with('~')) return {};
    std::size_t end = line_ + 1;
    while (end < source_.lines.size() && source_.kinds[end] == LineKind::code) ++end;
    return end + 1 < source_.lines.size() ? language_class(trim(source_.lines[end + 1]))
                                          : std::string_view();
  }

  void add_to_paragraph(std::string_view lines) {
    paragraph_ += limited(lines);
    paragraph_ += '\n';
    const auto added = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')) + 1;
    prepared_.source_line.insert(prepared_.source_line.end(), added, line_);
  }

  void end_paragraph() {
    if (paragraph_.empty()) return;
    rewrite_spans(paragraph_, brackets_, prepared_.text);
    paragraph_.clear();
  }

  void add(std::string_view line) {
    prepared_.text += limited(line);
    prepared_.text += '\n';
    prepared_.source_line.push_back(line_);
  }

  static std::string limited(std::string_view line) {
    const std::size_t prefix = container_prefix(line);
    return prefix <= kMaxPrefix ? std::string(line) : std::string(line.substr(prefix - kMaxPrefix));
  }

  MarkdownLines source_;
  BlockRewriter blocks_;
  PreparedMarkdown prepared_;
  std::string paragraph_, raw_indent_;
  std::size_t line_ = 0, brackets_ = kMaxBrackets, blank_lines_ = 0;
  bool in_fence_ = false;
};

// Without the marks of an ATX heading.
std::string_view without_marks(std::string_view line) {
  if (!line.starts_with('#')) return line;
  line = trim(line.substr(std::min(line.find_first_not_of('#'), line.size())));
  std::string_view open = line;
  while (open.ends_with('#')) open.remove_suffix(1);
  return open.empty() || open.ends_with(' ') || open.ends_with('\t') ? trim(open) : line;
}

std::string_view heading_content(const PreparedMarkdown& markdown, std::size_t line) {
  const std::string_view source = markdown.source[markdown.source_line[line]];
  return trim(source.substr(container_prefix(source)));
}

}  // namespace

PreparedMarkdown prepare_markdown(std::string_view markdown) {
  return Preparation(markdown).run();
}

SourceHeading source_heading(const PreparedMarkdown& markdown, int first_line, int last_line) {
  SourceHeading heading;
  const auto first = static_cast<std::size_t>(first_line - 1);
  const auto last = static_cast<std::size_t>(std::max(last_line - 1, first_line - 1));
  if (first_line < 1 || last >= markdown.source_line.size()) return heading;
  for (std::size_t line = first; line <= last; ++line) {
    const auto id = markdown.heading_ids.find(markdown.source_line[line]);
    if (id != markdown.heading_ids.end()) heading.id = id->second;
  }
  std::string_view line = heading_content(markdown, first);
  for (std::size_t below = first + 1; below <= last && !is_atx_heading(line); ++below) {
    const std::string_view next = heading_content(markdown, below);
    if (!next.empty() && next.find_first_not_of(next[0] == '=' ? '=' : '-') == std::string_view::npos) break;
    line = next;
  }
  std::size_t begin = 0;
  if (read_last_attribute_list(line, &begin).size > 0 && begin > 0)
    line = trim(line.substr(0, begin));
  heading.source = without_marks(line);
  return heading;
}

}  // namespace blogsearch
