// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/plain_text.hpp"

#include "common/text.hpp"
#include "indexer/html.hpp"
#include "indexer/plain_spans.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxTitleBytes = 1000;

// The tags with which titles are marked up.
constexpr std::array<std::string_view, 16> kInlineTags = {
    "a", "abbr", "b",     "br",   "cite",   "code", "del", "em",
    "i", "kbd",  "small", "span", "strong", "sub",  "sup", "u"};
// And those of longer texts.
constexpr std::array<std::string_view, 10> kBlockTags = {
    "blockquote", "div", "figure", "img", "li", "ol", "p", "pre", "q", "ul"};

template <typename List>
bool contains(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

// The name of the tag that begins at `text[0]`, a <.
std::string tag_name(std::string_view text) {
  std::string_view tag = text.substr(1);
  if (tag.starts_with('/')) tag.remove_prefix(1);
  return lower_ascii(tag.substr(0, tag.find_first_of(" \t\n/>")));
}

bool has_inline_markup(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (contains(kInlineTags, tag_name(text.substr(at)))) return true;
  }
  return false;
}

std::string escape_angles(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '<' || c == '>') {
      escaped += c == '<' ? "&lt;" : "&gt;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A tag, a comment or an address between angles; any other < is text.
bool is_markup(std::string_view text) {
  const std::string name = tag_name(text);
  return name.starts_with('!') || name.find(':') != std::string::npos ||
         contains(kInlineTags, name) || contains(kBlockTags, name);
}

bool is_word_byte(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// __init__, _R_CHECK_: a name, although Markdown takes it for emphasis.
bool is_identifier(std::string_view word) {
  return word.size() > 2 && word.starts_with('_') && word.ends_with('_') &&
         word.substr(1, word.size() - 2).find('_') != std::string_view::npos;
}

// Markdown in which what is more likely code than markup is text, as it is within `code` anyway.
std::string escape_code(std::string_view text) {
  std::string escaped;
  bool in_code = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    const std::string_view word = text.substr(at, std::max<std::size_t>(end - at, 1));
    if (word == "`") in_code = !in_code;
    if (!in_code && word == "<" && !is_markup(text.substr(at))) escaped += '\\';
    const bool is_name = !in_code && is_identifier(word);
    for (const char c : word) {
      if (is_name && c == '_') escaped += '\\';
      escaped += c;
    }
    at += word.size();
  }
  return escaped;
}

bool has_marks(std::string_view text) {
  return text.find_first_of("*_`<[{") != std::string_view::npos ||
         (text.find('&') != std::string_view::npos && text.find(';') != std::string_view::npos);
}

// What may stand between two names, the longest first.
constexpr std::array<std::string_view, 6> kNameSeparators = {", and ", ", & ",  ", ",
                                                             "; ",     " and ", " & "};
constexpr std::size_t kMaxName = 500;  // bytes in the brackets of a link

std::size_t separator_size(std::string_view text) {
  for (const std::string_view separator : kNameSeparators) {
    if (text.starts_with(separator)) return separator.size();
  }
  return 0;
}

// Where the brackets that begin at `text[0]` end; 0: nowhere near.
std::size_t brackets_size(std::string_view text) {
  text = text.substr(0, kMaxName);
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '[') ++depth;
    if (text[at] == ']' && --depth == 0) return at + 1;
  }
  return 0;
}

// The link of Markdown that begins at `text[0]`; 0: there is none.
std::size_t link_size(std::string_view text) {
  const std::size_t name = text.starts_with('[') ? brackets_size(text) : 0;
  const std::size_t target = name > 0 ? link_target_size(text.substr(name)) : 0;
  return target > 0 ? name + target : 0;
}

// A part of a list of names; `link`: the link that is the name, empty where it has none.
struct NamePart {
  std::string_view text, link;
};

std::vector<NamePart> split_names(std::string_view text) {
  std::vector<NamePart> parts;
  std::string_view link;
  std::size_t begin = 0, at = 0;
  const auto end_part = [&] {
    parts.push_back({text.substr(begin, at - begin), link});
    link = {};
  };
  while (at < text.size()) {
    const std::size_t linked = link_size(text.substr(at));
    const std::size_t separator = separator_size(text.substr(at));
    if (separator > 0) end_part();
    if (linked > 0) link = text.substr(at, linked);
    if (text[at] == '(') {
      at += std::max<std::size_t>(link_target_size(text.substr(at)), 1);
    } else {
      at += std::max({linked, separator, std::size_t{1}});
    }
    if (separator > 0) begin = at;
  }
  end_part();
  return parts;
}

// [Ann](/a) (Acme): the link alone.
std::string_view name_of(const NamePart& part) {
  if (part.link.empty()) return part.text;
  const auto at = static_cast<std::size_t>(part.link.data() - part.text.data());
  const std::string_view before = trim(part.text.substr(0, at));
  const std::string_view behind = trim(part.text.substr(at + part.link.size()));
  const bool is_remark = behind.starts_with('(') && behind.ends_with(')');
  return before.empty() && (behind.empty() || is_remark) ? part.link : part.text;
}

}  // namespace

std::string plain_title(std::string_view title) {
  const bool entity =
      title.find('&') != std::string_view::npos && title.find(';') != std::string_view::npos;
  std::string plain(title);
  if (has_inline_markup(title)) {
    plain = read_html(title, {}).body.text;
  } else if (entity) {
    plain = read_html(escape_angles(title), {}).body.text;
  }
  std::erase(plain, '`');
  return squeeze(repair_utf8(cut_utf8(plain, kMaxTitleBytes)));
}

std::string plain_text(std::string_view text, const MarkupRules& rules) {
  if (!has_marks(text)) return squeeze(text);
  MarkupRules line;
  line.templates = TemplateLanguage::none;
  line.heading_ids = HeadingIdRule::none;
  line.has_emoji = rules.has_emoji;
  const std::string source = escape_code(strip_templates(text, rules.templates));
  const std::string plain = squeeze(read_markdown(source, line).text);
  return plain.empty() ? squeeze(text) : plain;
}

std::vector<std::string> plain_names(const std::vector<std::string>& texts,
                                     const MarkupRules& rules) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view text) {
    std::string name = plain_text(text, rules);
    if (!name.empty() && !contains(names, name)) names.push_back(std::move(name));
  };
  for (const std::string& text : texts) {
    const std::vector<NamePart> parts =
        split_names(std::string_view(text).substr(0, text.find_last_not_of(",; ") + 1));
    if (std::ranges::all_of(parts, [](const NamePart& part) { return part.link.empty(); })) {
      add(text);
      continue;
    }
    for (const NamePart& part : parts) add(name_of(part));
  }
  return names;
}

}  // namespace blogsearch
