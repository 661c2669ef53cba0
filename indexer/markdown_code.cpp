// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown_code.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxItems = 64;  // list items held open; deeper ones count as their parents

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// A place in a line by byte and by column, tabs being four wide.
struct Place {
  std::size_t byte = 0, column = 0;
};

Place skip_blanks(std::string_view line, Place at) {
  for (; at.byte < line.size() && is_blank(line[at.byte]); ++at.byte) {
    at.column = line[at.byte] == '\t' ? at.column / 4 * 4 + 4 : at.column + 1;
  }
  return at;
}

// The size of the list marker at the front of `text` ("-", "12."), 0 if there is none.
std::size_t marker_size(std::string_view text) {
  std::size_t size = 0;
  if (text.starts_with('-') || text.starts_with('*') || text.starts_with('+')) {
    size = 1;
  } else {
    while (size < text.size() && size < 9 && is_digit(text[size])) ++size;
    if (size == 0 || size >= text.size() || (text[size] != '.' && text[size] != ')')) return 0;
    ++size;
  }
  return size == text.size() || is_blank(text[size]) ? size : 0;
}

// After block quote marks and the blanks behind them.
Place skip_quotes(std::string_view line, bool* is_quoted) {
  Place at = skip_blanks(line, {});
  while (at.byte < line.size() && line[at.byte] == '>') {
    *is_quoted = true;
    ++at.byte;
    if (at.byte < line.size() && line[at.byte] == ' ') ++at.byte;
    at.column = 0;  // what is quoted counts its columns by itself
    at = skip_blanks(line, at);
  }
  return at;
}

// How far the lines that belong to this one are indented, where it is no list item: a footnote's
// definition, a definition list's, an admonition.
std::size_t belongs_indented(std::string_view content) {
  if (content.starts_with("[^") && content.find("]:") != std::string_view::npos) return 4;
  if (content.starts_with(": ")) return 2;
  return content.starts_with("!!! ") || content.starts_with("??? ") || content.starts_with("=== \"")
             ? 4
             : 0;
}

bool begins_tag(std::string_view content) {
  if (!content.starts_with('<') || content.size() < 3) return false;
  const char next = content[1];
  const std::size_t end = content.find_first_of(" >:@");
  const bool is_address =
      end != std::string_view::npos && (content[end] == ':' || content[end] == '@');
  return (next == '/' || is_letter(next)) && !is_address;
}

// How many elements that enclose blocks are left open by a line of HTML.
int html_balance(std::string_view content) {
  static constexpr std::array kEnclosing = std::to_array<std::string_view>(
      {"article", "aside", "center", "details", "div", "dl", "figure", "math", "ol", "section",
       "svg", "table", "tbody", "td", "tr", "ul"});
  constexpr std::size_t kEnough = 8;  // longer than each of these names
  int balance = 0;
  for (std::size_t at = content.find('<'); at != std::string_view::npos;
       at = content.find('<', at + 1)) {
    const bool is_end = content.substr(at + 1).starts_with('/');
    const std::string_view rest = content.substr(at + (is_end ? 2 : 1), kEnough);
    const std::string_view name = rest.substr(0, rest.find_first_of(" \t>/"));
    if (std::find(kEnclosing.begin(), kEnclosing.end(), name) != kEnclosing.end())
      balance += is_end ? -1 : 1;
  }
  return balance;
}

struct RawTag {
  std::string_view begin, end;
};
constexpr std::array kRawTags = std::to_array<RawTag>({{"<!--", "-->"},
                                                       {"<pre", "</pre"},
                                                       {"<script", "</script"},
                                                       {"<style", "</style"},
                                                       {"<textarea", "</textarea"}});

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
         }) != text.end();
}

std::size_t run_length(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(text[at], at), text.size()) - at;
}

bool is_rule(std::string_view content) {
  const char c = content.empty() ? ' ' : content[0];
  if (c != '-' && c != '*' && c != '_') return false;
  return std::count(content.begin(), content.end(), c) >= 3 &&
         std::all_of(content.begin(), content.end(),
                     [&](char each) { return each == c || is_blank(each); });
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

bool is_atx_heading(std::string_view content) {
  const std::size_t marks = content.empty() || content[0] != '#' ? 0 : run_length(content, 0);
  return marks >= 1 && marks <= 6 && (marks == content.size() || is_blank(content[marks]));
}

std::size_t container_prefix(std::string_view line) {
  bool is_quoted = false;
  for (Place at = skip_quotes(line, &is_quoted);;) {
    const std::size_t marker = marker_size(line.substr(at.byte));
    if (marker == 0) return at.byte;
    at.byte += marker;
    at.byte += skip_quotes(line.substr(at.byte), &is_quoted).byte;
  }
}

LineKind BlockScanner::next(std::string_view line) {
  is_indented_html_ = false;
  if (!raw_end_.empty()) {
    const LineKind kind = raw_end_ == "-->" ? LineKind::comment : LineKind::raw_html;
    if (contains_ignoring_case(line, raw_end_)) raw_end_ = {};
    return kind;
  }
  return fence_ != 0 ? in_fence(line) : outside(line);
}

LineKind BlockScanner::in_fence(std::string_view line) {
  bool is_quoted = false;
  const Place at = fence_quoted_ ? skip_quotes(line, &is_quoted) : skip_blanks(line, {});
  const std::string_view content = trim(line.substr(at.byte));
  const bool has_left_item = !content.empty() && at.column < fence_indent_;
  if (fence_quoted_ != is_quoted || has_left_item) {
    fence_ = 0;
    return outside(line);
  }
  const bool is_indented = at.column >= fence_indent_ + 4;
  if (!is_indented && content.size() >= fence_size_ &&
      content.find_first_not_of(fence_) == std::string_view::npos) {
    fence_ = 0;
    can_be_code_ = true;
    return LineKind::fence;
  }
  return LineKind::code;
}

bool BlockScanner::opens_fence(std::string_view content) {
  if (content.empty() || (content[0] != '`' && content[0] != '~')) return false;
  const std::size_t size = run_length(content, 0);
  if (size < 3 || (content[0] == '`' && content.find('`', size) != std::string_view::npos))
    return false;
  fence_ = content[0];
  fence_size_ = size;
  return true;
}

bool BlockScanner::opens_raw_html(std::string_view content) {
  if (!content.starts_with('<')) return false;
  for (const RawTag& tag : kRawTags) {
    if (!contains_ignoring_case(content.substr(0, tag.begin.size()), tag.begin)) continue;
    const std::string_view rest = content.substr(tag.begin.size());
    if (tag.begin != "<!--" && !rest.empty() && rest[0] != '>' && !is_blank(rest[0])) continue;
    raw_end_ = contains_ignoring_case(rest, tag.end) ? std::string_view() : tag.end;
    return true;
  }
  return false;
}

bool BlockScanner::is_indented_code(std::string_view line) {
  const Place at = skip_blanks(line, {});
  while (!items_.empty() && items_.back() > at.column) items_.pop_back();
  return at.column >= (items_.empty() ? 0 : items_.back()) + 4;
}

LineKind BlockScanner::outside(std::string_view line) {
  if (trim(line).empty()) {
    can_be_code_ = true;
    in_html_ = false;
    return LineKind::blank;
  }
  const bool is_indented = can_be_code_ && is_indented_code(line);
  if (is_indented && (html_depth_ == 0 || !begins_tag(trim(line)))) return LineKind::code;
  bool is_quoted = false;
  Place at = in_html_ ? skip_blanks(line, {}) : skip_quotes(line, &is_quoted);
  if (at.byte >= line.size()) {  // a block quote's blank line
    can_be_code_ = true;
    return LineKind::blank;
  }
  if (!is_quoted) quoted_items_.clear();
  std::vector<std::size_t>& items = is_quoted ? quoted_items_ : items_;
  const auto enter_item = [&](std::size_t column) {
    if (items.size() < kMaxItems) items.push_back(column);
  };
  const auto leave_items = [&] {
    while (!items.empty() && items.back() > at.column) items.pop_back();
  };
  if (can_be_code_) leave_items();
  const std::size_t base = items.empty() ? 0 : items.back();
  if (is_quoted && can_be_code_ && at.column >= base + 4) return LineKind::code;
  for (std::size_t marker = 0, count = 0;
       count < kMaxItems && (marker = marker_size(line.substr(at.byte))) > 0 &&
       !is_rule(line.substr(at.byte));
       ++count) {
    leave_items();
    at = skip_blanks(line, {at.byte + marker, at.column + marker});
    enter_item(at.column);
  }
  const std::string_view content = line.substr(at.byte);
  const std::size_t indent = belongs_indented(content);
  if (indent > 0) {
    leave_items();
    enter_item(at.column + indent);
  }
  const bool begins_fence = opens_fence(content);
  in_html_ = in_html_ || begins_tag(content);
  html_depth_ = is_atx_heading(content)
                    ? 0
                    : std::max(0, html_depth_ + (in_html_ ? html_balance(content) : 0));
  if (begins_fence || is_atx_heading(content))
    leave_items();  // no lazy continuation of a list item's paragraph
  can_be_code_ = content.empty() || is_atx_heading(content) || is_rule(content);
  fence_quoted_ = is_quoted;
  fence_indent_ = items.empty() ? 0 : items.back();
  if (begins_fence) return LineKind::fence;
  is_indented_html_ = is_indented;
  if (!opens_raw_html(content)) return LineKind::text;
  return content.starts_with("<!--") ? LineKind::comment : LineKind::raw_html;
}

std::vector<TextRange> code_spans(std::string_view text) {
  std::vector<TextRange> runs;
  for (std::size_t at = text.find('`'); at < text.size(); at = text.find('`', at)) {
    const std::size_t size = run_length(text, at);
    runs.push_back({at, at + size});
    at += size;
  }
  if (runs.size() < 2) return {};
  // For each run the next one of its length.
  std::vector<std::size_t> closing(runs.size());
  std::unordered_map<std::size_t, std::size_t> last;
  for (std::size_t i = runs.size(); i-- > 0;) {
    const auto [next, is_new] = last.try_emplace(runs[i].end - runs[i].begin, i);
    closing[i] = is_new ? 0 : next->second;
    next->second = i;
  }
  std::vector<TextRange> spans;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const bool is_escaped = runs[i].begin > 0 && text[runs[i].begin - 1] == '\\';
    if (is_escaped || closing[i] == 0) continue;
    spans.push_back({runs[i].begin, runs[closing[i]].end});
    i = closing[i];
  }
  return spans;
}

std::vector<TextRange> code_ranges(std::string_view markdown) {
  std::vector<TextRange> ranges;
  BlockScanner scanner;
  std::size_t at = 0, paragraph = 0;
  const auto end_paragraph = [&](std::size_t end) {
    for (const TextRange& span : code_spans(markdown.substr(paragraph, end - paragraph))) {
      ranges.push_back({paragraph + span.begin, paragraph + span.end});
    }
  };
  for (std::string_view rest = markdown; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const LineKind kind = scanner.next(line);
    const std::size_t next = markdown.size() - rest.size();
    const bool is_text = kind == LineKind::text;
    if (!is_text || container_prefix(line) > 0) {
      end_paragraph(at);
      paragraph = at;
    }
    if (!is_text) paragraph = next;
    if (!is_text && kind != LineKind::blank) ranges.push_back({at, next});
    at = next;
  }
  end_paragraph(markdown.size());
  return ranges;
}

}  // namespace blogsearch
