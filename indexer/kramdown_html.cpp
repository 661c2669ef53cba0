// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/html.rb.
#include "indexer/kramdown_html.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxTag = 2048;

constexpr std::array kSpanElements = std::to_array<std::string_view>(
    {"a",      "abbr", "acronym", "b",   "bdo", "big",   "br",  "button", "cite",  "code",
     "del",    "dfn",  "em",      "i",   "img", "input", "ins", "kbd",    "label", "mark",
     "option", "q",    "rb",      "rbc", "rp",  "rt",    "rtc", "ruby",   "samp",  "select",
     "small",  "span", "strong",  "sub", "sup", "tt",    "u",   "var"});
constexpr std::array kBlockElements = std::to_array<std::string_view>(
    {"address",    "applet",   "article", "aside",  "blockquote", "body",    "caption",
     "col",        "colgroup", "dd",      "div",    "dl",         "dt",      "fieldset",
     "figcaption", "footer",   "form",    "h1",     "h2",         "h3",      "h4",
     "h5",         "h6",       "head",    "header", "hgroup",     "hr",      "html",
     "iframe",     "legend",   "li",      "main",   "map",        "menu",    "nav",
     "ol",         "optgroup", "p",       "pre",    "section",    "summary", "table",
     "tbody",      "td",       "tfoot",   "th",     "thead",      "tr",      "ul"});
constexpr std::array kWithoutBody = std::to_array<std::string_view>(
    {"area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link",
     "meta", "param", "source", "track", "wbr"});
constexpr std::array kBlockContent = std::to_array<std::string_view>(
    {"address", "applet", "article",  "aside",    "blockquote", "body",    "dd",
     "details", "div",    "dl",       "fieldset", "figcaption", "figure",  "footer",
     "form",    "header", "hgroup",   "iframe",   "li",         "main",    "map",
     "menu",    "nav",    "noscript", "object",   "section",    "summary", "td"});
constexpr std::array kSpanContent = std::to_array<std::string_view>(
    {"a",   "abbr",  "acronym", "b",        "bdo",  "big",    "button", "caption", "cite", "del",
     "dfn", "dt",    "em",      "h1",       "h2",   "h3",     "h4",     "h5",      "h6",   "i",
     "ins", "label", "legend",  "optgroup", "p",    "q",      "rb",     "rbc",     "rp",   "rt",
     "rtc", "ruby",  "select",  "small",    "span", "strong", "sub",    "sup",     "th",   "tt"});
constexpr std::array kRawContent = std::to_array<std::string_view>(
    {"code", "kbd", "math", "option", "pre", "samp", "script", "style", "textarea", "var"});

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_known(std::string_view name) {
  return contains(kSpanElements, name) || contains(kBlockElements, name) ||
         contains(kWithoutBody, name) || contains(kBlockContent, name) ||
         contains(kSpanContent, name) || contains(kRawContent, name);
}

bool begins_name(char c) {
  return is_letter(c) || c == '_' || (c & 0x80) != 0;
}

bool is_name_char(char c) {
  return begins_name(c) || is_digit(c) || c == '-' || c == '.';
}

bool is_word_char(char c) {
  return begins_name(c) || is_digit(c);
}

// Reads a tag from left to right.
class TagReader {
 public:
  explicit TagReader(std::string_view text) : text_(text.substr(0, kMaxTag)) {}

  bool skip(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool skip_spaces() { return skip_while(is_space) > 0; }

  // A name, perhaps with a prefix and a colon; empty: none.
  std::string_view name() {
    const std::size_t begin = at_;
    if (at_ >= text_.size() || !begins_name(text_[at_])) return {};
    skip_while(is_name_char);
    if (at_ + 1 < text_.size() && text_[at_] == ':' && begins_name(text_[at_ + 1])) {
      ++at_;
      skip_while(is_name_char);
    }
    return text_.substr(begin, at_ - begin);
  }

  // name, name=word, name="...": false where there is none, and nothing is taken.
  bool attribute(KramdownTag& tag) {
    const std::size_t begin = at_;
    const std::string_view key = skip_spaces() ? name() : std::string_view();
    if (key.empty()) {
      at_ = begin;
      return false;
    }
    const std::string_view read = value();
    if (lower_ascii(key) == "markdown") tag.markdown = read;
    return true;
  }

  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  std::size_t skip_while(bool (*wanted)(char)) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && wanted(text_[at_])) ++at_;
    return at_ - begin;
  }

  std::string_view value() {
    const std::size_t begin = at_;
    skip_spaces();
    if (!skip('=')) return at_ = begin, std::string_view();
    skip_spaces();
    const std::size_t first = at_;
    if (skip('"') || skip('\'')) {
      const std::size_t end = text_.find(text_[first], at_);
      if (end == std::string_view::npos) return at_ = begin, std::string_view();
      at_ = end + 1;
      return text_.substr(first + 1, end - first - 1);
    }
    if (skip_while(is_word_char) == 0) return at_ = begin, std::string_view();
    return text_.substr(first, at_ - first);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::string known_name(std::string_view name) {
  std::string lowered = lower_ascii(name);
  return is_known(lowered) ? lowered : std::string(name);
}

}  // namespace

KramdownTag kramdown_start_tag(std::string_view text) {
  TagReader reader(text);
  KramdownTag tag;
  if (!reader.skip('<')) return {};
  tag.name = known_name(reader.name());
  if (tag.name.empty()) return {};
  while (reader.attribute(tag)) {
  }
  reader.skip_spaces();
  tag.is_closed = reader.skip('/');
  if (!reader.skip('>')) return {};
  tag.size = reader.at();
  return tag;
}

KramdownTag kramdown_end_tag(std::string_view text) {
  TagReader reader(text);
  KramdownTag tag;
  if (!reader.skip('<') || !reader.skip('/')) return {};
  tag.name = known_name(reader.name());
  reader.skip_spaces();
  if (tag.name.empty() || !reader.skip('>')) return {};
  tag.size = reader.at();
  return tag;
}

bool is_kramdown_span_element(std::string_view name) {
  return contains(kSpanElements, name);
}

bool is_kramdown_block_element(std::string_view name) {
  return contains(kBlockElements, name);
}

bool has_no_body(std::string_view name) {
  return contains(kWithoutBody, name);
}

KramdownContent kramdown_content(std::string_view name) {
  if (contains(kBlockContent, name)) return KramdownContent::block;
  return contains(kSpanContent, name) ? KramdownContent::span : KramdownContent::raw;
}

}  // namespace blogsearch
