// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: kramdown's syntax page, GitHub Flavored Markdown 0.29, Python-Markdown's and MkDocs
// Material's extensions, markdown-it-container (VuePress, VitePress, Docusaurus), Pandoc's manual.
#include "indexer/markdown_blocks.hpp"

#include "common/text.hpp"
#include "indexer/attribute_list.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

// Before a table's cells: cmark takes it for a character, BodyBuilder for a blank. So no cell
// begins a block of its own.
constexpr std::string_view kCell = "\x1F ";

struct Line {
  std::string_view prefix,
      content;  // block quote and list markers with their blanks, and what follows
};

std::string_view content_of(std::string_view line) {
  const std::string_view content = line.substr(container_prefix(line));
  const std::size_t end = content.find_last_not_of(" \t");
  return content.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

LineRewrite become(std::string_view prefix, std::string_view text) {
  LineRewrite rewrite;
  rewrite.is_rewritten = true;
  rewrite.text = std::string(prefix) + std::string(text);
  return rewrite;
}

LineRewrite vanish() {
  LineRewrite rewrite;
  rewrite.is_rewritten = true;
  return rewrite;
}

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  const bool is_quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                         text.back() == text.front();
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::string_view first_word(std::string_view text) {
  return text.substr(0, std::min(text.find_first_of(" \t{["), text.size()));
}

// {: .class}, {:toc}, {.class} on a line of its own.
LineRewrite attributes(const Line& line) {
  if (!line.content.starts_with('{')) return {};
  std::string_view rest = line.content;
  while (!rest.empty()) {
    const std::size_t size = read_attribute_list(rest).size;
    if (size == 0) return {};
    rest = trim(rest.substr(size));
  }
  return vanish();
}

LineRewrite table_of_contents(const Line& line) {
  static constexpr std::array kMarks = std::to_array<std::string_view>(
      {"[toc]", "[[toc]]", "[[_toc_]]", "[[__toc__]]", "${toc}", "^"});
  const std::string lower = line.content.size() > 10 ? std::string() : lower_ascii(line.content);
  return std::find(kMarks.begin(), kMarks.end(), lower) != kMarks.end() ? vanish() : LineRewrite{};
}

// ::: tip Title, :::note[Title], :::, ::: {.class}: only the title stays.
LineRewrite container(const Line& line) {
  if (!line.content.starts_with(":::")) return {};
  std::string_view rest =
      trim(line.content.substr(line.content.find_first_not_of(':') == std::string_view::npos
                                   ? line.content.size()
                                   : line.content.find_first_not_of(':')));
  rest = trim(rest.substr(first_word(rest).size()));
  if (rest.starts_with('{'))
    rest = trim(rest.substr(std::min(rest.find('}'), rest.size() - 1) + 1));
  if (rest.starts_with('[') && rest.ends_with(']')) rest = rest.substr(1, rest.size() - 2);
  return rest.empty() ? vanish()
                      : become("\n", std::string(line.prefix) + std::string(rest) + "\n");
}

// !!! note "Title", ??? note, ===  "Tab": what belongs to it is indented by four, as in a list
// item.
LineRewrite admonition(const Line& line) {
  static constexpr std::array kMarks =
      std::to_array<std::string_view>({"!!! ", "??? ", "???+ ", "=== \"", "===! \""});
  for (const std::string_view mark : kMarks) {
    if (!line.content.starts_with(mark)) continue;
    std::string_view rest = line.content.substr(mark.find(' ') + 1);
    if (!rest.starts_with('"')) rest.remove_prefix(first_word(rest).size());
    const std::size_t quote = rest.find('"');
    rest = quote == std::string_view::npos ? std::string_view() : unquoted(rest.substr(quote));
    return become(line.prefix, "* " + (rest.empty() ? std::string(kCell) : std::string(rest)));
  }
  return {};
}

// [^1]: text becomes a list item, since what follows is indented; *[HTML]: an abbreviation's
// meaning is not shown.
LineRewrite footnote(const Line& line) {
  const std::size_t close = line.content.find("]:");
  if (line.content.starts_with("*["))
    return close == std::string_view::npos ? LineRewrite{} : vanish();
  if (!line.content.starts_with("[^")) return {};
  if (close == std::string_view::npos || close < 3 || line.content.find_first_of(" \t") < close)
    return {};
  return become(line.prefix,
                "* " + std::string(kCell) + std::string(trim(line.content.substr(close + 2))));
}

LineRewrite definition(const Line& line) {
  const bool is_definition =
      line.content.size() > 2 && line.content[0] == ':' && line.content[1] == ' ';
  return is_definition ? become(line.prefix, "*" + std::string(line.content.substr(1)))
                       : LineRewrite{};
}

// > [!NOTE] Title
LineRewrite alert(const Line& line) {
  if (!line.content.starts_with("[!") || line.prefix.find('>') == std::string_view::npos) return {};
  const std::size_t close = line.content.find(']');
  if (close == std::string_view::npos) return {};
  const std::string_view title = trim(line.content.substr(close + 1));
  return become(line.prefix,
                title.starts_with('-') || title.starts_with('+') ? trim(title.substr(1)) : title);
}

LineRewrite task(const Line& line) {
  if (line.content.size() < 4 || line.content[0] != '[' || line.content[2] != ']' ||
      line.content[3] != ' ')
    return {};
  const bool is_box = std::string_view(" xX-").find(line.content[1]) != std::string_view::npos;
  const bool is_item = !trim(line.prefix).empty();
  return is_box && is_item ? become(line.prefix, trim(line.content.substr(3))) : LineRewrite{};
}

// [name]: address "title" where it follows a paragraph, which kramdown and others allow: a blank
// line before it.
bool is_link_definition(std::string_view content) {
  if (!content.starts_with('[') || content.starts_with("[^")) return false;
  const std::size_t close = content.find("]:");
  if (close == std::string_view::npos ||
      content.substr(1, close - 1).find_first_of("[]") != std::string_view::npos) {
    return false;
  }
  const std::string_view address = trim(content.substr(close + 2));
  const std::size_t end = address.find_first_of(" \t");
  if (address.empty()) return false;
  if (end == std::string_view::npos) return true;
  const std::string_view title = trim(address.substr(end));
  return title.starts_with('"') || title.starts_with('\'') || title.starts_with('(');
}

LineRewrite link_definition(const Line& line) {
  return is_link_definition(line.content)
             ? become("\n", std::string(line.prefix) + std::string(line.content))
             : LineRewrite{};
}

bool is_opening_tag(std::string_view line) {
  return line.starts_with('<') && line.ends_with('>') && line.size() > 2 && line[1] != '/' &&
         line[1] != '!' && std::count(line.begin(), line.end(), '<') == 1;
}

// <div markdown="1">: what follows is Markdown, for cmark behind a blank line only.
LineRewrite markdown_tag(const Line& line) {
  const bool asks =
      is_opening_tag(line.content) && line.content.find(" markdown") != std::string_view::npos;
  return asks ? become(line.prefix, std::string(line.content) + "\n") : LineRewrite{};
}

// The same for an element that is no block of HTML's, alone on the first line of a paragraph: a
// component of MDX.
LineRewrite component_tag(const Line& line) {
  static constexpr std::array kBlocks = std::to_array<std::string_view>(
      {"address",  "article",  "aside", "audio",    "base",       "basefont", "blockquote", "body",
       "canvas",   "caption",  "col",   "colgroup", "dd",         "details",  "dialog",     "dir",
       "div",      "dl",       "dt",    "fieldset", "figcaption", "figure",   "footer",     "form",
       "frame",    "frameset", "h1",    "h2",       "h3",         "h4",       "h5",         "h6",
       "head",     "header",   "hr",    "html",     "iframe",     "legend",   "li",         "link",
       "main",     "math",     "menu",  "menuitem", "nav",        "noframes", "object",     "ol",
       "optgroup", "option",   "p",     "param",    "section",    "source",   "summary",    "svg",
       "table",    "tbody",    "td",    "tfoot",    "th",         "thead",    "title",      "tr",
       "track",    "ul",       "video"});
  if (!is_opening_tag(line.content)) return {};
  const std::string name =
      lower_ascii(line.content.substr(1, line.content.find_first_of(" \t/>") - 1));
  const bool is_block = std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
  return is_block ? LineRewrite{} : become(line.prefix, std::string(line.content) + "\n");
}

// <center>text: Markdown, though cmark takes it for raw HTML.
LineRewrite centered(const Line& line) {
  static constexpr std::array kTags = std::to_array<std::string_view>({"<center>", "</center>"});
  for (const std::string_view tag : kTags) {
    if (!line.content.starts_with(tag)) continue;
    const std::string_view rest = line.content.substr(tag.size());
    return rest.starts_with('<') ? LineRewrite{} : become(line.prefix, rest);
  }
  return {};
}

// A line of HTML with the end of an element that is no part of a paragraph.
bool ends_html_block(std::string_view content) {
  static constexpr std::array kBlocks = std::to_array<std::string_view>(
      {"blockquote", "center", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
       "iframe", "ol", "p", "section", "table", "ul", "video"});
  const std::size_t end = content.rfind("</");
  if (!content.starts_with('<') || !content.ends_with('>') || end == std::string_view::npos)
    return false;
  const std::string name = lower_ascii(content.substr(end + 2, content.size() - end - 3));
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

using Rule = LineRewrite (*)(const Line&);
constexpr std::array kRules =
    std::to_array<Rule>({attributes, table_of_contents, container, admonition, footnote, definition,
                         alert, task, centered, markdown_tag, link_definition});

bool has_pipe(std::string_view content) {
  return content.find('|') != std::string_view::npos;
}

// |---|:-:|, +---+===+
bool is_table_rule(std::string_view content) {
  if (content.find_first_not_of("|:-=+ \t") != std::string_view::npos) return false;
  const bool has_line = content.find_first_of("-=") != std::string_view::npos;
  return has_line && (has_pipe(content) || content.starts_with("+-") || content.starts_with("+="));
}

// The cells of a row, blanks between them. Pipes in code and behind a backslash are no borders.
std::string row_text(std::string_view row) {
  const std::vector<TextRange> code = code_spans(row);
  std::string out;
  std::size_t next_code = 0;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (next_code < code.size() && at == code[next_code].begin) {
      out += row.substr(at, code[next_code].end - at);
      at = code[next_code++].end - 1;
    } else if (row[at] == '\\' && at + 1 < row.size()) {
      out += row.substr(at++, 2);
    } else {
      out += row[at] == '|' ? ' ' : row[at];
    }
  }
  return out;
}

LineRewrite row(const Line& line) {
  return become(line.prefix, "* " + std::string(kCell) + std::string(trim(row_text(line.content))));
}

bool is_setext_rule(std::string_view content) {
  return !content.empty() && (content.find_first_not_of('=') == std::string_view::npos ||
                              content.find_first_not_of('-') == std::string_view::npos);
}

// What goes with all its lines: display formulas, kramdown's comments, the code of an MDX file.
struct DroppedBlock {
  std::string_view begin, end;
  bool is_alone;  // each stands on a line of its own
};
constexpr std::size_t kMaxDropped = 400;  // lines
constexpr std::size_t kMaxTail = 12;      // bytes behind the end: a full stop, a label
constexpr std::array kDroppedBlocks = std::to_array<DroppedBlock>({{"$$", "$$", false},
                                                                   {"`$$", "$$`", false},
                                                                   {"\\\\[", "\\\\]", true},
                                                                   {"\\[", "\\]", true},
                                                                   {"\\begin{", "\\end{", false},
                                                                   {"{::comment}", "{:/", false},
                                                                   {"import {", "} from ", false},
                                                                   {"export const ", "}", true}});

bool begins(const DroppedBlock& block, std::string_view content) {
  if (!content.starts_with(block.begin)) return false;
  if (block.end == "}") return content.ends_with('{') || content.ends_with('[');
  return block.is_alone ? content.size() == block.begin.size()
                        : content.find(block.end, block.begin.size()) == std::string_view::npos;
}

bool ends(const DroppedBlock& block, std::string_view content) {
  const std::size_t at = content.find(block.end);
  if (at == std::string_view::npos || (block.is_alone && at > 0)) return false;
  return block.end == "} from " || content.size() - at - block.end.size() <= kMaxTail;
}

// import x from 'y'; export { x }: one line of an MDX file that is no text.
LineRewrite module_line(std::string_view content) {
  const bool is_import =
      content.starts_with("import ") && (content.ends_with("';") || content.ends_with("\";") ||
                                         content.ends_with('\'') || content.ends_with('"'));
  const bool has_source = content.find(" from ") != std::string_view::npos ||
                          content.starts_with("import '") || content.starts_with("import \"");
  const bool is_export = content.starts_with("export ") && content.ends_with(';');
  return (is_import && has_source) || is_export ? vanish() : LineRewrite{};
}

// The id in an attribute list at the end of a heading or alone on a line, and the text without it.
struct HeadingLine {
  std::string_view text;
  std::string_view id;
};

HeadingLine without_attributes(std::string_view content) {
  std::size_t begin = 0;
  const AttributeList list = read_last_attribute_list(content, &begin);
  if (list.size == 0 || begin == 0) return {content, {}};
  return {trim(content.substr(0, begin)), list.id};
}

}  // namespace

MarkdownLines split_markdown(std::string_view markdown) {
  MarkdownLines source;
  BlockScanner scanner;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    source.lines.push_back(markdown.substr(0, end));
    source.kinds.push_back(scanner.next(source.lines.back()));
    source.contents.push_back(content_of(source.lines.back()));
    if (scanner.is_indented_html()) source.lines.back() = source.contents.back();
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return source;
}

std::string_view BlockRewriter::content(std::size_t line) const {
  return is_text(line) ? source_.contents[line] : std::string_view();
}

bool BlockRewriter::is_text(std::size_t line) const {
  return line < source_.lines.size() && source_.kinds[line] == LineKind::text;
}

std::string BlockRewriter::id_beside(std::size_t line, bool is_underlined) const {
  const std::size_t below = line + (is_underlined ? 2 : 1);
  const AttributeList after = read_attribute_list(content(below));
  if (!after.id.empty()) return std::string(after.id);
  const bool is_alone_above = line > 0 && (line == 1 || !is_text(line - 2));
  return is_alone_above ? std::string(read_attribute_list(content(line - 1)).id) : std::string();
}

LineRewrite BlockRewriter::heading(std::size_t line, std::string_view prefix,
                                   std::string_view text) const {
  const bool is_underlined = is_setext_rule(content(line + 1));
  if (!is_atx_heading(text) && !is_underlined) return {};
  const HeadingLine heading = without_attributes(text);
  // Below a paragraph or raw HTML it begins a block of its own.
  const bool is_below_text = is_atx_heading(text) && line > 0 && is_text(line - 1);
  LineRewrite rewrite =
      become(is_below_text ? "\n" : "", std::string(prefix) + std::string(heading.text));
  rewrite.heading_id =
      heading.id.empty() ? id_beside(line, is_underlined) : std::string(heading.id);
  return rewrite;
}

LineRewrite BlockRewriter::table(std::size_t line, std::string_view prefix, std::string_view text) {
  if (line == 0 || !is_text(line - 1)) in_table_ = false;
  if (!has_pipe(text) && !text.starts_with('+')) return {};
  const bool is_header = is_table_rule(content(line + 1));
  if (is_table_rule(text) &&
      (in_table_ || is_header || has_pipe(content(line + 1)) || text.starts_with('|'))) {
    in_table_ = true;
    return vanish();
  }
  const bool is_row = in_table_ || is_header ||
                      (text.starts_with('|') && text.find('|', 1) != std::string_view::npos);
  if (!is_row || !has_pipe(text)) return {};
  in_table_ = in_table_ || is_header;
  return row({prefix, text});
}

LineRewrite BlockRewriter::rewrite(std::size_t line) {
  const Line read{source_.prefix(line), source_.contents[line]};
  if (LineRewrite rewrite = table(line, read.prefix, read.content); rewrite.is_rewritten)
    return rewrite;
  if (LineRewrite rewrite = heading(line, read.prefix, read.content); rewrite.is_rewritten)
    return rewrite;
  const bool begins_paragraph = line == 0 || !is_text(line - 1) || was_module_;
  was_module_ = false;
  const bool has_html_below = content(line + 1).starts_with('<') || is_deep(line + 1);
  if (read_attribute_list(content(line + 1)).has_name("toc")) return vanish();
  if (begins_paragraph) {
    if (LineRewrite rewrite = module_line(read.content); rewrite.is_rewritten) {
      was_module_ = true;
      return rewrite;
    }
    const LineRewrite rewrite = has_html_below ? LineRewrite{} : component_tag(read);
    if (rewrite.is_rewritten) return rewrite;
  }
  for (const Rule rule : kRules) {
    if (rule == centered && has_html_below) continue;
    if (LineRewrite rewrite = rule(read); rewrite.is_rewritten) return rewrite;
  }
  return follows_html(line) ? become("\n", source_.lines[line]) : LineRewrite{};
}

// Behind a blank line it would be code.
bool BlockRewriter::is_deep(std::size_t line) const {
  return is_text(line) && source_.prefix(line).find("    ") != std::string_view::npos;
}

// kramdown and others read Markdown again behind the end of an HTML element, CommonMark only behind
// a blank line.
bool BlockRewriter::follows_html(std::size_t line) const {
  if (line == 0 || !is_text(line - 1) || source_.contents[line].starts_with('<')) return false;
  return !is_deep(line) && ends_html_block(source_.contents[line - 1]);
}

std::size_t BlockRewriter::dropped_lines(std::size_t line) {
  const std::string_view first = content(line);
  for (std::size_t i = 0; i < kDroppedBlocks.size(); ++i) {
    if (line < next_try_[i] || !begins(kDroppedBlocks[i], first)) continue;
    const std::size_t limit = std::min(line + kMaxDropped, source_.lines.size());
    for (std::size_t end = line + 1; end < limit; ++end) {
      if (ends(kDroppedBlocks[i], source_.contents[end])) return end - line + 1;
    }
    next_try_[i] = limit;  // looked for in vain: the next lines would only find the same
  }
  return 0;
}

}  // namespace blogsearch
