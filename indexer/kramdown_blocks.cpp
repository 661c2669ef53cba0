// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown.rb and its block parsers, in their order; tables are
// paragraphs here, since they hold no headings.
#include "indexer/kramdown_blocks.hpp"

#include "common/text.hpp"
#include "indexer/kramdown_code.hpp"
#include "indexer/kramdown_html.hpp"
#include "indexer/kramdown_lines.hpp"
#include "indexer/kramdown_lists.hpp"
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
  bool is_one_blank = false;             // `last` is a single blank line
  std::size_t heading = 0;               // which one `last` is
  std::optional<Attributes> attributes;  // for the next block
};

// Where the blocks lie.
struct Context {
  std::string element;  // the HTML element whose end tag ends them; empty: none
  bool is_in_html = false;
  std::string footnote;  // empty: in none
  std::size_t depth = 0;
};

class Parser {
 public:
  explicit Parser(const KramdownOptions& options) : options_(options) {
    found_.auto_ids = options.auto_ids;
  }

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

  bool code_block(Source& source, Tree& tree) {
    if (!is_indented(source.line())) return false;
    if (!take_indented_lines(source, {})) return false;
    push(tree, Child::other);
    return true;
  }

  bool fenced_code(Source& source, Tree& tree) {
    if (!skip_fenced_code(source, options_.is_gfm)) return false;
    push(tree, Child::other);
    return true;
  }

  // --- headings ---

  void add_heading(Source& source, Tree& tree, const Context& context, std::string_view text,
                   std::string id) {
    const std::optional<Attributes> attributes = tree.attributes;
    push(tree, Child::heading);
    tree.heading = found_.headings.size();
    KramdownHeading heading;
    heading.line = source.line_number();
    heading.text = text;
    heading.id = std::move(id);
    heading.is_in_html = context.is_in_html || !context.footnote.empty();
    heading.footnote = context.footnote;
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
                        : std::min({line.find_first_not_of('#'), line.size(), std::size_t{6}});
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

  bool list(Source& source, Tree& tree, const Context& context) {
    if (!begins_list(source.line())) return false;
    read_items(take_list(source), tree, context);
    return true;
  }

  bool definition_list(Source& source, Tree& tree, const Context& context) {
    const bool is_behind_paragraph =
        tree.last == Child::paragraph ||
        (tree.last == Child::blank && tree.is_one_blank && tree.before == Child::paragraph);
    if (!begins_definition(source.line()) || !is_behind_paragraph) return false;
    read_items(take_definitions(source), tree, context);
    return true;
  }

  void read_items(List list, Tree& tree, const Context& context) {
    push(tree, Child::other);
    for (Item& item : list.items) {
      Tree inner;
      for (Source& part : item) descend(part, inner, context);
    }
    if (list.ends_in_blank) push(tree, Child::blank);
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
    take_indented_lines(source, [&](std::string_view text, std::size_t number) {
      if (is_indented(text)) text.remove_prefix(text[0] == '\t' ? 1 : 4);
      inside.add(text, number);
    });
    Context within = context;
    within.footnote = name;
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
    found_.definitions.push_back(source.line_number());
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
    if (rest.starts_with("{::") || rest.starts_with("{:/"))
      return extension_block(source, tree, rest);
    std::string_view inside;
    if (!is_attribute_line(source.line(), &inside)) return false;
    source.skip_line();
    const std::size_t colon = inside.find(':');
    const bool is_named =
        colon != std::string_view::npos && colon > 0 &&
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
    if (name == "options" && line.find("auto_ids=\"") != std::string_view::npos)
      found_.auto_ids = line.find("auto_ids=\"true") != std::string_view::npos;
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
};

}  // namespace

KramdownBlocks read_kramdown_blocks(std::string_view markdown, const KramdownOptions& options) {
  return Parser(options).run(markdown);
}

}  // namespace blogsearch
