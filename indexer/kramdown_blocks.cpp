// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown.rb and its block parsers, in their order; tables are
// paragraphs here, since they hold no headings.
#include "indexer/kramdown_blocks.hpp"

#include "common/text.hpp"
#include "indexer/kramdown_html.hpp"
#include "indexer/kramdown_lines.hpp"
#include "indexer/kramdown_source.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace blogsearch {
namespace {

using namespace kramdown;

constexpr std::size_t kMaxDepth = 24;

// What a child of the tree is, as far as the next one depends on it.
enum class Child { none, paragraph, blank, end_marker, definition, attributes, heading, other };

struct Tree {
  Child last = Child::none, before = Child::none;
  std::size_t size = 0;
  bool is_one_blank = false;            // `last` is a single blank line
  std::size_t heading = 0;              // which one `last` is
  std::optional<Attributes> attributes;  // for the next block
};

// Where the blocks lie.
struct Context {
  std::string element;  // the HTML element whose end tag ends them; empty: none
  bool is_in_html = false, is_in_footnote = false;
  std::size_t depth = 0;
};

// A list item's text: in parts, since a nested list is read on its own.
using Item = std::vector<Source>;

std::size_t blanks_at(std::string_view text) {
  return std::min(text.find_first_not_of(' '), text.size());
}

std::string expand_tabs(std::string line) {
  const std::size_t tabs = std::min(line.find_first_not_of('\t'), line.size());
  return line.replace(0, tabs, std::string(4 * tabs, ' '));
}

class Parser {
 public:
  explicit Parser(const KramdownOptions& options) : options_(options) {}

  KramdownBlocks run(std::string_view markdown) {
    Source source(markdown);
    Tree tree;
    blocks(source, tree, {});
    for (const auto& [heading, name] : references_) {
      std::string& id = found_.headings[heading].id;
      if (const auto known = attributes_.find(name); id.empty() && known != attributes_.end())
        id = known->second;
    }
    return std::move(found_);
  }

 private:
  void push(Tree& tree, Child child) {
    tree.before = tree.last;
    tree.last = child;
    ++tree.size;
    tree.attributes.reset();
  }

  static bool is_after_boundary(const Tree& tree) {
    return tree.last == Child::none || tree.last == Child::blank ||
           tree.last == Child::end_marker || tree.attributes.has_value();
  }

  // true: the end tag of the element was found.
  bool blocks(Source& source, Tree& tree, const Context& context) {
    while (!source.at_end()) {
      bool is_closed = false;
      if (block(source, tree, context, is_closed)) continue;
      if (is_closed) return true;
      paragraph(source, tree);
    }
    return false;
  }

  bool block(Source& source, Tree& tree, const Context& context, bool& is_closed) {
    return blank_lines(source, tree) || code_block(source, tree) || fenced_code(source, tree) ||
           quote(source, tree, context) || atx_heading(source, tree, context) ||
           rule(source, tree) || list(source, tree, context) ||
           definition_list(source, tree, context) || html_block(source, tree, context, is_closed) ||
           (!is_closed &&
            (setext_heading(source, tree, context) || math(source, tree) ||
             footnote(source, tree, context) || link_definition(source, tree) ||
             abbreviation(source, tree) || extension(source, tree) || end_marker(source, tree)));
  }

  bool blank_lines(Source& source, Tree& tree) {
    if (!is_blank(source.line())) return false;
    std::size_t count = 0;
    for (; !source.at_end() && is_blank(source.line()); ++count) source.skip_line();
    tree.is_one_blank = count == 1 && tree.last != Child::blank;
    if (tree.last != Child::blank) push(tree, Child::blank);
    return true;
  }

  // --- code ---

  // "CODEBLOCK_MATCH": indented lines, and lines of text right behind them. False: none.
  template <typename Each>
  static bool indented_lines(Source& source, Each each) {
    bool is_any = false;
    for (;;) {
      const std::size_t begin = source.at();
      std::vector<std::size_t> blanks;
      for (; !source.at_end() && is_blank(source.line()); source.skip_line())
        blanks.push_back(source.line_number());
      if (source.at_end() || !is_indented(source.line())) {
        source.go_to(begin);
        return is_any;
      }
      for (const std::size_t line : blanks) each(std::string_view(), line);
      for (bool is_first = true; !source.at_end() && !is_blank(source.line()); is_first = false) {
        if (!is_first && !is_indented(source.line()) && ends_lazy(source.line())) break;
        each(source.line(), source.line_number());
        source.skip_line();
      }
      is_any = true;
    }
  }

  bool code_block(Source& source, Tree& tree) {
    if (!is_indented(source.line())) return false;
    if (!indented_lines(source, [](std::string_view, std::size_t) {})) return false;
    push(tree, Child::other);
    return true;
  }

  bool fenced_code(Source& source, Tree& tree) {
    const std::string_view line = source.line();
    const std::size_t indent = options_.is_gfm ? opt_space(line) : 0;
    const std::string_view rest = line.substr(indent);
    if (rest.empty() || (rest[0] != '~' && !(options_.is_gfm && rest[0] == '`'))) return false;
    std::size_t size = std::min(rest.find_first_not_of(rest[0]), rest.size());
    const std::string_view info = trim(rest.substr(size));
    if (size < 3 || info.find_first_of(" \t") != std::string_view::npos) return false;
    for (; size >= 3; --size) {
      if (!skip_fence(source, rest[0], size)) continue;
      push(tree, Child::other);
      return true;
    }
    return false;
  }

  // Behind the line that closes a fence of `size` marks; false: there is none.
  bool skip_fence(Source& source, char mark, std::size_t size) {
    std::pair<std::size_t, std::size_t>& tried = mark == '`' ? backticks_ : tildes_;
    if (tried.first == source.rest().size() + source.at() && size >= tried.second) return false;
    const std::size_t begin = source.at();
    source.skip_line();
    for (; !source.at_end(); source.skip_line()) {
      const std::string_view line = source.line();
      const std::string_view rest = line.substr(options_.is_gfm ? opt_space(line) : 0);
      const std::size_t run = std::min(rest.find_first_not_of(mark), rest.size());
      if (run < size || !is_blank(rest.substr(run))) continue;
      source.skip_line();
      return true;
    }
    source.go_to(begin);
    tried = {source.rest().size() + source.at(), size};
    return false;
  }

  // --- headings ---

  void add_heading(Source& source, Tree& tree, const Context& context, std::string_view text,
                   std::string id) {
    const std::optional<Attributes> attributes = tree.attributes;
    push(tree, Child::heading);
    if (context.is_in_footnote) {
      tree.last = Child::other;
      return;
    }
    tree.heading = found_.headings.size();
    KramdownHeading heading;
    heading.line = source.line_number();
    heading.text = text;
    heading.id = std::move(id);
    heading.is_in_html = context.is_in_html;
    found_.headings.push_back(std::move(heading));
    if (attributes) give(tree.heading, *attributes);
  }

  void give(std::size_t heading, const Attributes& attributes) {
    if (!attributes.id.empty()) found_.headings[heading].id = attributes.id;
    for (const std::string& name : attributes.names) references_.emplace_back(heading, name);
  }

  bool atx_heading(Source& source, Tree& tree, const Context& context) {
    const bool is_quirk = options_.is_gfm && options_.paragraph_end;
    const std::string_view line = source.line();
    const std::size_t level =
        options_.is_gfm ? gfm_heading_level(line)
                        : std::min<std::size_t>(blanks_of(line, '#'), 6);
    if (level == 0 || (!is_quirk && !is_after_boundary(tree))) return false;
    std::string_view text = trim_right(line.substr(level));
    text = text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
    std::string id = take_heading_id(text);
    text = without_closing_marks(text, is_quirk);
    if (text.empty()) return false;
    add_heading(source, tree, context, text, std::move(id));
    source.skip_line();
    return true;
  }

  static std::size_t blanks_of(std::string_view line, char mark) {
    return std::min(line.find_first_not_of(mark), line.size());
  }

  static std::string_view without_closing_marks(std::string_view text, bool needs_blank) {
    std::string_view open = text;
    while (open.ends_with('#')) open.remove_suffix(1);
    if (open.size() == text.size()) return text;
    if (open.ends_with('\\')) open = text.substr(0, open.size() + 1);
    const bool is_closed = open.ends_with(' ') || open.ends_with('\t');
    return is_closed || !needs_blank ? trim_right(open) : text;
  }

  bool setext_heading(Source& source, Tree& tree, const Context& context) {
    const std::string_view under = trim_right(source.next_line());
    if (under.empty() || under.find_first_not_of("-=") != std::string_view::npos) return false;
    if (!is_after_boundary(tree)) return false;
    std::string_view text = trim_right(source.line().substr(opt_space(source.line())));
    if (text.empty() || text[0] == ' ' || text[0] == '\t') return false;
    std::string id = take_heading_id(text);
    if (text.empty()) return false;
    add_heading(source, tree, context, text, std::move(id));
    source.skip_line();
    source.skip_line();
    return true;
  }

  // --- containers ---

  bool quote(Source& source, Tree& tree, const Context& context) {
    if (!begins_quote(source.line())) return false;
    Source inside;
    bool is_first = true;
    for (; !source.at_end() && (is_first || !ends_lazy(source.line())); source.skip_line()) {
      std::string_view line = source.line();
      if (begins_quote(line)) {
        line.remove_prefix(opt_space(line) + 1);
        if (line.starts_with(' ')) line.remove_prefix(1);
      }
      inside.add(line, source.line_number());
      is_first = false;
    }
    push(tree, Child::other);
    Tree inner;
    descend(inside, inner, context);
    return true;
  }

  void descend(Source& inside, Tree& tree, Context context) {
    context.element.clear();
    if (++context.depth <= kMaxDepth) blocks(inside, tree, context);
  }

  bool rule(Source& source, Tree& tree) {
    if (!is_rule(source.line())) return false;
    source.skip_line();
    push(tree, Child::other);
    return true;
  }

  // What the lines of an item look like after its first one.
  struct ItemShape {
    std::size_t indent = 0;

    [[nodiscard]] std::size_t next_marker() const {
      return indent >= 1 && indent <= 4 ? indent - 1 : 3;
    }
    [[nodiscard]] bool is_content(std::string_view line) const {
      if (is_blank(line)) return false;
      std::size_t units = 0, at = 0;
      while (units < indent / 4 && is_indented(line.substr(at))) {
        at += line[at] == '\t' ? 1 : 4;
        ++units;
      }
      if (units < indent / 4) return false;
      return is_indented(line.substr(at)) || blanks_at(line.substr(at)) >= indent % 4;
    }
    [[nodiscard]] bool is_lazy(std::string_view line) const {
      if (is_blank(line)) return false;
      const std::size_t lead = std::min(blanks_at(line), std::min<std::size_t>(indent, 3));
      return !is_attribute_line(line.substr(lead)) && !begins_html_block(line.substr(lead));
    }
  };

  // "parse_first_list_line": the text behind a marker that ends at `marker`.
  static std::string first_item_line(std::string_view line, std::size_t marker, ItemShape& shape) {
    std::string text(line.substr(marker));
    std::string_view attributes;
    shape.indent = marker;
    if (is_blank(text) || is_attribute_line(trim(text), &attributes)) {
      shape.indent = 4;
    } else {
      for (std::size_t lead = blanks_at(text); lead < text.size() && text[lead] == '\t';
           lead = blanks_at(text))
        text.replace(lead, 1, std::string(4 - (lead + marker) % 4, ' '));
      shape.indent += blanks_at(text);
    }
    text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
    const std::size_t close = text.starts_with("{:") ? text.find('}') : std::string::npos;
    const bool is_list = close != std::string::npos && text[2] != ':' && text[2] != '/';
    if (is_list) text.erase(0, std::min(text.find_first_not_of(" \t", close + 1), text.size()));
    return text;
  }

  bool list(Source& source, Tree& tree, const Context& context) {
    if (!begins_list(source.line())) return false;
    const bool is_ordered = list_marker(source.line(), 3, false) == 0;
    std::vector<Item> items;
    ItemShape shape;
    std::size_t most = 3;
    bool is_nested = false, is_behind_blank = false, is_ended = false;
    while (!source.at_end() && !(is_behind_blank && is_rule(source.line()))) {
      const std::string_view line = source.line();
      if (is_end_marker(line)) {
        source.skip_line();
        is_ended = true;
        break;
      }
      const std::size_t number = source.line_number();
      if (const std::size_t marker = list_marker(line, most, is_ordered); marker > 0) {
        const std::string text = first_item_line(line, marker, shape);
        most = shape.next_marker();
        items.emplace_back(1).back().add(text, number);
        is_nested = begins_list(text);
        is_behind_blank = false;
      } else if (shape.is_content(line) || (!is_behind_blank && shape.is_lazy(line))) {
        add_to_item(items.back(), line, number, shape, is_nested);
        is_behind_blank = false;
      } else if (is_blank(line)) {
        items.back().back().add("", number);
        is_nested = is_behind_blank = true;
      } else {
        break;
      }
      source.skip_line();
    }
    push(tree, Child::other);
    for (Item& item : items) read_item(item, context);
    if (is_behind_blank && !is_ended) push(tree, Child::blank);
    return true;
  }

  static void add_to_item(Item& item, std::string_view line, std::size_t number,
                          const ItemShape& shape, bool& is_nested) {
    std::string text = expand_tabs(std::string(line));
    const bool is_within = blanks_at(text) >= shape.indent;
    if (is_within) text.erase(0, shape.indent);
    if (begins_list(text)) {
      if (!is_nested && is_within) {
        item.emplace_back();
        is_nested = true;
      } else if (is_nested && !is_within) {
        text.insert(0, shape.indent + 4, ' ');
      }
    }
    item.back().add(text, number);
  }

  void read_item(Item& item, const Context& context) {
    Tree tree;
    for (Source& part : item) descend(part, tree, context);
  }

  bool definition_list(Source& source, Tree& tree, const Context& context) {
    if (!begins_definition(source.line())) return false;
    const bool is_behind_paragraph =
        tree.last == Child::paragraph ||
        (tree.last == Child::blank && tree.is_one_blank && tree.before == Child::paragraph);
    if (!is_behind_paragraph) return false;
    std::vector<Item> items;
    ItemShape shape;
    bool is_behind_blank = false;
    while (!source.at_end() && !is_end_marker(source.line())) {
      const std::string_view line = source.line();
      const std::size_t number = source.line_number();
      if (begins_definition(line) && opt_space(line) <= (items.empty() ? 3 : shape.next_marker())) {
        items.emplace_back(1).back().add(first_item_line(line, opt_space(line) + 1, shape), number);
        is_behind_blank = false;
      } else if (shape.is_content(line) || (!is_behind_blank && shape.is_lazy(line))) {
        std::string text = expand_tabs(std::string(line));
        if (blanks_at(text) >= shape.indent) text.erase(0, shape.indent);
        items.back().back().add(text, number);
        is_behind_blank = false;
      } else if (is_blank(line)) {
        items.back().back().add("", number);
        is_behind_blank = true;
      } else {
        break;
      }
      source.skip_line();
    }
    push(tree, Child::other);
    for (Item& item : items) read_item(item, context);
    if (is_behind_blank) push(tree, Child::blank);
    return true;
  }

  // --- HTML ---

  bool html_block(Source& source, Tree& tree, const Context& context, bool& is_closed) {
    if (source.rest().starts_with("<!--")) {
      const std::size_t end = source.behind("-->", 4);
      if (end == std::string::npos) return false;
      source.skip(end);
      source.skip_blank_rest();
      tree.before = std::exchange(tree.last, Child::other);
      ++tree.size;
      return true;
    }
    const std::size_t lead = opt_space(source.line());
    const std::string_view rest = source.rest().substr(lead);
    if (!rest.starts_with('<')) return false;
    if (const KramdownTag tag = kramdown_start_tag(rest); tag.size > 0) {
      if (is_kramdown_span_element(lower_ascii(tag.name))) return false;
      source.skip(lead + tag.size);
      push(tree, Child::other);
      element(source, tag, false, context);
      return true;
    }
    const KramdownTag tag = kramdown_end_tag(rest);
    is_closed = tag.size > 0 && tag.name == context.element;
    if (is_closed) source.skip(lead + tag.size);
    return false;
  }

  [[nodiscard]] KramdownContent content_of(const KramdownTag& tag, bool is_in_raw,
                                           std::size_t depth) const {
    if (depth >= kMaxDepth) return KramdownContent::raw;
    if (tag.markdown == "0") return KramdownContent::raw;
    if (tag.markdown == "1") return kramdown_content(tag.name);
    if (tag.markdown == "span") return KramdownContent::span;
    if (tag.markdown == "block") return KramdownContent::block;
    return !is_in_raw && options_.parse_block_html ? kramdown_content(tag.name)
                                                   : KramdownContent::raw;
  }

  // What a start tag encloses, up to its end tag.
  void element(Source& source, const KramdownTag& tag, bool is_in_raw, const Context& context) {
    if (tag.name == "script" || tag.name == "style") {
      skip_to_end_tag(source, tag.name);
      return;
    }
    const KramdownContent content = content_of(tag, is_in_raw, context.depth);
    if (content == KramdownContent::block) source.skip_blank_rest();
    if (tag.is_closed || has_no_body(tag.name)) return;
    switch (content) {
      case KramdownContent::block: {
        Tree inner;
        Context within = context;
        within.element = tag.name;
        within.is_in_html = true;
        ++within.depth;
        blocks(source, inner, within);
        break;
      }
      case KramdownContent::span:
        skip_to_end_tag(source, tag.name);
        break;
      case KramdownContent::raw:
        raw_html(source, tag.name, context);
    }
    if (!is_in_raw) source.skip_blank_rest();
  }

  static void skip_to_end_tag(Source& source, const std::string& name) {
    const std::string_view rest = source.rest();
    for (std::size_t at = rest.find("</"); at != std::string_view::npos;
         at = rest.find("</", at + 2)) {
      const KramdownTag tag = kramdown_end_tag(rest.substr(at));
      if (tag.size == 0 || lower_ascii(tag.name) != lower_ascii(name)) continue;
      source.skip(at + tag.size);
      return;
    }
    source.skip(rest.size());
  }

  // HTML in which no Markdown is read, but in elements that ask for it.
  void raw_html(Source& source, const std::string& name, const Context& context) {
    std::vector<std::string> open = {name};
    while (!open.empty() && !source.at_end()) {
      source.skip(std::min(source.rest().find('<'), source.rest().size()));
      const std::string_view rest = source.rest();
      const std::size_t comment = rest.starts_with("<!--") ? source.behind("-->", 4)
                                  : rest.starts_with("<?") ? source.behind("?>", 2)
                                                           : std::string::npos;
      if (comment != std::string::npos) {
        source.skip(comment);
      } else if (const KramdownTag tag = kramdown_start_tag(rest); tag.size > 0) {
        source.skip(tag.size);
        open_element(source, tag, open, context);
      } else if (const KramdownTag end = kramdown_end_tag(rest); end.size > 0) {
        source.skip(end.size);
        if (open.back() == end.name) open.pop_back();
      } else {
        source.skip(1);
      }
    }
  }

  void open_element(Source& source, const KramdownTag& tag, std::vector<std::string>& open,
                    const Context& context) {
    const bool is_script = tag.name == "script" || tag.name == "style";
    if (is_script || content_of(tag, true, context.depth) != KramdownContent::raw) {
      element(source, tag, true, context);
    } else if (!tag.is_closed && !has_no_body(tag.name)) {
      open.push_back(tag.name);
    }
  }

  // --- definitions and marks ---

  bool math(Source& source, Tree& tree) {
    const std::size_t lead = opt_space(source.line());
    if (!source.line().substr(lead).starts_with("$$") || !is_after_boundary(tree)) return false;
    const std::size_t begin = source.at();
    const std::size_t end = source.behind("$$", lead + 2);
    if (end == std::string::npos) return false;
    source.skip(end);
    source.skip_blank_rest();
    const std::string_view next = source.line();
    if (source.at_end() || is_blank(next) || is_end_marker(next) || is_attribute_line(next)) {
      push(tree, Child::other);
      return true;
    }
    source.go_to(begin);
    return false;
  }

  bool footnote(Source& source, Tree& tree, const Context& context) {
    const std::string_view line = source.line();
    const std::string_view rest = line.substr(opt_space(line));
    const std::size_t close = rest.starts_with("[^") ? rest.find("]:") : std::string_view::npos;
    if (close == std::string_view::npos || close < 3) return false;
    const std::string_view name = rest.substr(2, close - 2);
    if (name.find_first_of(" \t[]") != std::string_view::npos) return false;
    found_.names.footnotes.emplace(name);
    Source inside;
    inside.add(trim(rest.substr(close + 2)), source.line_number());
    source.skip_line();
    indented_lines(source, [&](std::string_view text, std::size_t number) {
      if (is_indented(text)) text.remove_prefix(text[0] == '\t' ? 1 : 4);
      inside.add(text, number);
    });
    Context within = context;
    within.is_in_footnote = true;
    Tree inner;
    descend(inside, inner, within);
    push(tree, Child::definition);
    return true;
  }

  bool link_definition(Source& source, Tree& tree) {
    const std::string_view line = source.line();
    const std::string_view rest = trim_right(line.substr(opt_space(line)));
    const std::size_t close = rest.starts_with('[') ? rest.find(']') : std::string_view::npos;
    if (close == std::string_view::npos || close < 2 || !rest.substr(close).starts_with("]:"))
      return false;
    const std::string_view target = trim(rest.substr(close + 2));
    if (target.empty()) return false;
    found_.names.links.insert(kramdown_link_id(rest.substr(1, close - 1)));
    source.skip_line();
    const std::string_view title = trim(source.line());
    const bool is_title = title.size() > 2 && (title[0] == '"' || title[0] == '\'') &&
                          title.back() == title[0] && target.find('"') == std::string_view::npos;
    if (is_title) source.skip_line();
    push(tree, Child::definition);
    return true;
  }

  bool abbreviation(Source& source, Tree& tree) {
    const std::string_view line = source.line();
    const std::string_view rest = line.substr(opt_space(line));
    if (!rest.starts_with("*[") || rest.find("]:", 3) == std::string_view::npos) return false;
    source.skip_line();
    push(tree, Child::definition);
    return true;
  }

  bool extension(Source& source, Tree& tree) {
    const std::string_view rest = trim_right(source.line().substr(opt_space(source.line())));
    if (!rest.starts_with("{:")) return false;
    if (rest.starts_with("{::") || rest.starts_with("{:/")) return extension_block(source, tree, rest);
    std::string_view inside;
    if (!is_attribute_line(source.line(), &inside)) return false;
    source.skip_line();
    const std::size_t colon = inside.find(':');
    const bool is_named = colon != std::string_view::npos && colon > 0 &&
                          inside.substr(0, colon).find_first_of(" =\"'#.") == std::string_view::npos;
    if (is_named) {
      attributes_[std::string(inside.substr(0, colon))] =
          read_attributes(inside.substr(colon + 1)).id;
      push(tree, Child::attributes);
      return true;
    }
    give_attributes(source, tree, read_attributes(inside));
    return true;
  }

  // {: ...} belongs to the block above it, else to the one below.
  void give_attributes(const Source& source, Tree& tree, Attributes attributes) {
    const bool has_block = tree.last != Child::none && tree.last != Child::blank &&
                           tree.last != Child::end_marker && tree.last != Child::attributes;
    if (!has_block) {
      tree.attributes = std::move(attributes);
      return;
    }
    if (tree.last == Child::heading) give(tree.heading, attributes);
    if (!is_attribute_line(source.line())) push(tree, Child::attributes);
  }

  // {::comment} ... {:/comment}
  bool extension_block(Source& source, Tree& tree, std::string_view line) {
    if (!line.ends_with('}') || line.starts_with("{:/")) return false;
    const std::string_view name = line.substr(3, line.find_first_of(" }/", 3) - 3);
    if (name != "comment" && name != "nomarkdown" && name != "options") return false;
    if (!line.ends_with("/}")) {
      const std::size_t end = source.behind("\n{:/", 0);
      if (end == std::string::npos) return false;
      source.skip(end);
    }
    source.skip_line();
    push(tree, name == "options" ? Child::attributes : Child::other);
    return true;
  }

  bool end_marker(Source& source, Tree& tree) {
    if (!is_end_marker(source.line())) return false;
    source.skip_line();
    push(tree, Child::end_marker);
    return true;
  }

  void paragraph(Source& source, Tree& tree) {
    source.skip_line();
    while (!source.at_end() && !ends_paragraph(source.line())) source.skip_line();
    if (tree.last != Child::paragraph) push(tree, Child::paragraph);
  }

  [[nodiscard]] bool ends_paragraph(std::string_view line) const {
    if (ends_lazy(line) || begins_definition(line)) return true;
    return options_.is_gfm && options_.paragraph_end &&
           (begins_list(line) || gfm_heading_level(line) > 0 || begins_quote(line) ||
            begins_fence(line));
  }

  KramdownOptions options_;
  KramdownBlocks found_;
  std::map<std::string, std::string> attributes_;  // {:name: #id}: name, id
  std::vector<std::pair<std::size_t, std::string>> references_;
  // The text, by its size, in which no fence of so many marks closes from here on.
  std::pair<std::size_t, std::size_t> backticks_, tildes_;
};

}  // namespace

KramdownBlocks read_kramdown_blocks(std::string_view markdown, const KramdownOptions& options) {
  return Parser(options).run(markdown);
}

}  // namespace blogsearch
