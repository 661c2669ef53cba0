// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/emoji.hpp"
#include "indexer/html.hpp"
#include "indexer/html_text.hpp"
#include "indexer/markdown_extensions.hpp"
#include "indexer/plain_spans.hpp"

#include <cmark.h>

#include <algorithm>
#include <memory>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxBody = 8 * 1024 * 1024;

std::string_view view(const char* text) {
  return text == nullptr ? std::string_view() : text;
}

// ```cpp {1,3}, ```{r, echo=FALSE}, ```{.python .numbered}, ```rust,no_run, ```js{4}: the language
// in its usual form.
std::string fence_language(std::string_view info) {
  while (!info.empty() && (info.front() == '{' || info.front() == '.' || info.front() == ' '))
    info.remove_prefix(1);
  return lower_ascii(info.substr(0, info.find_first_of(" \t,{}:=;")));
}

std::string_view heading_name(cmark_node* node) {
  static constexpr std::string_view kNames = "h1h2h3h4h5h6";
  return kNames.substr(static_cast<std::size_t>(cmark_node_get_heading_level(node) - 1) * 2, 2);
}

// The next ** that cmark left in `text`, at the edge of a word: half of a pair that lost the other.
std::size_t find_stray_mark(std::string_view text) {
  static constexpr std::string_view kOfPaths = "/\\.(){}[]`'\"=<>*";
  for (std::size_t at = text.find("**"); at < text.size(); at = text.find("**", at)) {
    const std::size_t end = std::min(text.find_first_not_of('*', at), text.size());
    const char before = at == 0 ? ' ' : text[at - 1], after = end == text.size() ? ' ' : text[end];
    const bool is_edge = (before == ' ') != (after == ' ') || at == 0 || end == text.size();
    const bool is_path = kOfPaths.find(before == ' ' ? after : before) != std::string_view::npos;
    if (end - at == 2 && is_edge && !is_path) return at;
    at = end;
  }
  return std::string_view::npos;
}

// Walks a Markdown tree and tells HtmlText of it as if it were HTML.
class Walk {
 public:
  // `kramdown_ids`: by line of the source; nullptr where the site has another rule.
  Walk(const PreparedMarkdown& markdown, HeadingIdRule rule, const KramdownIds* kramdown_ids)
      : markdown_(markdown), ids_(rule), kramdown_ids_(kramdown_ids) {}

  Body read(cmark_node* root) {
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(root),
                                                                       &cmark_iter_free);
    for (;;) {
      const cmark_event_type event = cmark_iter_next(walk.get());
      if (event == CMARK_EVENT_DONE) break;
      cmark_node* const node = cmark_iter_get_node(walk.get());
      event == CMARK_EVENT_ENTER ? enter(node) : leave(node);
    }
    return text_.finish();
  }

 private:
  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        open_block("p");
        break;
      case CMARK_NODE_ITEM:
        open_block("li");
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        open_block("blockquote");
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        text_.open("hr");
        break;
      case CMARK_NODE_HEADING:
        open_heading(heading_name(node));
        break;
      case CMARK_NODE_CODE_BLOCK:
        code_block(node);
        break;
      case CMARK_NODE_HTML_BLOCK:
        text_.end_skipped();
        html_block(view(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_HTML_INLINE:
        if (images_ == 0) html_.feed(view(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_TEXT:
        prose(view(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_CODE:
        code(view(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_SOFTBREAK:
        prose("\n");
        break;
      case CMARK_NODE_LINEBREAK:
        images_ > 0 ? prose("\n") : text_.open("br");
        break;
      case CMARK_NODE_IMAGE:
        ++images_;
        break;
      default:
        break;
    }
  }

  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        text_.close("p");
        break;
      case CMARK_NODE_ITEM:
        text_.close("li");
        break;
      case CMARK_NODE_BLOCK_QUOTE:
        text_.close("blockquote");
        break;
      case CMARK_NODE_HEADING:
        close_heading(node);
        break;
      case CMARK_NODE_IMAGE:
        close_image();
        break;
      default:
        break;
    }
  }

  void open_block(std::string_view name) {
    text_.end_skipped();
    text_.open(name);
  }

  void open_heading(std::string_view name) {
    open_block(name);
    heading_text_.clear();
    in_heading_ = true;
  }

  void close_heading(cmark_node* node) {
    in_heading_ = false;
    text_.identify_heading(id_of(node));
    text_.close(heading_name(node));
  }

  std::string id_of(cmark_node* node) {
    const int first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
    if (kramdown_ids_ != nullptr) return kramdown_id(first, last);
    const SourceHeading heading = source_heading(markdown_, first, last);
    return heading.id.empty() ? ids_.next(heading_text_, heading.source) : ids_.fixed(heading.id);
  }

  // Empty for what is no heading of kramdown's.
  [[nodiscard]] std::string kramdown_id(int first, int last) const {
    for (int line = std::max(first, 1); line <= last; ++line) {
      const auto at = static_cast<std::size_t>(line - 1);
      if (at >= markdown_.source_line.size()) break;
      const auto id = kramdown_ids_->find(markdown_.source_line[at]);
      if (id != kramdown_ids_->end()) return id->second;
    }
    return {};
  }

  void close_image() {
    if (--images_ > 0) return;
    text_.image(alt_);
    alt_.clear();
  }

  // Some generators read Markdown within HTML where CommonMark does not; then its marks are not
  // shown.
  void html_block(std::string_view html) {
    const bool has_marks =
        html.find("](") != std::string_view::npos || html.find('`') != std::string_view::npos;
    has_marks ? html_.feed(plain_spans(html)) : html_.feed(html);
  }

  void code_block(cmark_node* node) {
    text_.end_skipped();
    const std::string language = fence_language(view(cmark_node_get_fence_info(node)));
    const HtmlAttribute attribute{"data-lang", language};
    text_.open("pre", {&attribute, 1});
    text_.text(view(cmark_node_get_literal(node)));
    text_.close("pre");
  }

  void code(std::string_view literal) {
    if (images_ > 0) return prose(literal);
    if (in_heading_) heading_text_ += literal;
    text_.open("code");
    text_.text(literal);
    text_.close("code");
  }

  void prose(std::string_view literal) {
    if (images_ > 0) {
      alt_ += literal;
      return;
    }
    if (in_heading_) heading_text_ += literal;
    for (std::size_t at = find_stray_mark(literal); at < literal.size();
         at = find_stray_mark(literal)) {
      text_.text(literal.substr(0, at));
      literal.remove_prefix(at + 2);
    }
    text_.text(literal);
  }

  const PreparedMarkdown& markdown_;
  HeadingIds ids_;
  const KramdownIds* kramdown_ids_;
  HtmlText text_{HtmlRoot::fragment};
  HtmlPieces html_{text_};
  bool in_heading_ = false;
  int images_ = 0;            // that stand open
  std::string alt_;           // of the outermost of them
  std::string heading_text_;  // what ids are made of: without alt texts
};

}  // namespace

Body read_markdown(std::string_view markdown, const MarkupRules& rules) {
  if (markdown.size() > kMaxBody) throw Error("the post is longer than 8 MiB", "split it");
  std::string source = strip_templates(markdown, rules.templates);
  if (rules.has_emoji) source = strip_emoji(source);
  const bool is_kramdown = rules.heading_ids == HeadingIdRule::kramdown ||
                           rules.heading_ids == HeadingIdRule::kramdown_gfm;
  KramdownLines kramdown;
  if (is_kramdown) {
    kramdown = read_kramdown_lines(source, rules.kramdown);
    source = kramdown_as_commonmark(source, kramdown);
  }
  const PreparedMarkdown prepared = prepare_markdown(source);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(
      cmark_parse_document(prepared.text.data(), prepared.text.size(), CMARK_OPT_UNSAFE),
      &cmark_node_free);
  return Walk(prepared, rules.heading_ids, is_kramdown ? &kramdown.headings : nullptr)
      .read(root.get());
}

}  // namespace blogsearch
