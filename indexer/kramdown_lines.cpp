// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown/*.rb; each function is one of its regular expressions.
#include "indexer/kramdown_lines.hpp"

#include "indexer/ascii.hpp"
#include "indexer/kramdown_html.hpp"

#include <algorithm>

namespace blogsearch::kramdown {
namespace {

bool is_name_char(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == ':' || c == '.' ||
         (c & 0x80) != 0;
}

std::string_view content(std::string_view line) {
  return line.substr(opt_space(line));
}

std::string_view tag_name(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(),
                                           [](char c) { return is_name_char(c) && c != ':'; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

}  // namespace

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

std::string_view trim_right(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  return line;
}

bool is_blank(std::string_view line) {
  return trim_right(line).empty();
}

std::size_t opt_space(std::string_view line) {
  std::size_t count = 0;
  while (count < 3 && count < line.size() && line[count] == ' ') ++count;
  return count;
}

bool is_indented(std::string_view line) {
  return line.starts_with('\t') || line.starts_with("    ");
}

bool is_end_marker(std::string_view line) {
  return line.starts_with('^') && is_blank(line.substr(1));
}

bool is_rule(std::string_view line) {
  const std::string_view rest = content(line);
  if (rest.empty() || (rest[0] != '*' && rest[0] != '-' && rest[0] != '_')) return false;
  return std::count(rest.begin(), rest.end(), rest[0]) >= 3 &&
         std::all_of(rest.begin(), rest.end(),
                     [&](char c) { return c == rest[0] || c == ' ' || c == '\t'; });
}

bool is_attribute_line(std::string_view line, std::string_view* inside) {
  const std::string_view rest = trim_right(content(line));
  if (!rest.starts_with("{:") || rest.size() < 4 || rest[2] == ':' || rest[2] == '/') return false;
  const std::size_t close = rest.find('}');
  if (close != rest.size() - 1) return false;
  if (inside != nullptr) *inside = rest.substr(2, close - 2);
  return true;
}

bool begins_quote(std::string_view line) {
  return content(line).starts_with('>');
}

bool begins_fence(std::string_view line) {
  const std::string_view rest = content(line);
  return rest.size() >= 3 &&
         std::all_of(rest.begin(), rest.begin() + 3, [](char c) { return c == '`' || c == '~'; });
}

bool begins_definition(std::string_view line) {
  const std::string_view rest = content(line);
  return rest.size() >= 2 && rest[0] == ':' &&
         (rest[1] == ' ' || rest[1] == '\t' || rest[1] == '|');
}

bool begins_html_block(std::string_view line) {
  const std::string_view rest = content(line);
  if (!rest.starts_with('<')) return false;
  const bool is_end = rest.substr(1).starts_with('/');
  const std::string_view name = tag_name(rest.substr(is_end ? 2 : 1));
  if (name.empty() || is_digit(name[0]) || name[0] == '-' || name[0] == '.') return false;
  // The expression knows the names in lower case only.
  if (is_kramdown_span_element(name) || name == "script") return false;
  return !is_end || kramdown_end_tag(rest).size > 0;
}

std::size_t gfm_heading_level(std::string_view line) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  if (level == 0 || level > 6 || level == line.size()) return 0;
  return line[level] == ' ' || line[level] == '\t' ? level : 0;
}

std::size_t list_marker(std::string_view line, std::size_t most, bool is_ordered) {
  std::size_t at = 0;
  while (at < most && at < line.size() && line[at] == ' ') ++at;
  const std::size_t begin = at;
  if (is_ordered) {
    while (at < line.size() && is_digit(line[at])) ++at;
    if (at == begin || at >= line.size() || line[at] != '.') return 0;
  } else if (at >= line.size() ||
             std::string_view("+*-").find(line[at]) == std::string_view::npos) {
    return 0;
  }
  ++at;
  const char next = at < line.size() ? line[at] : 'a';
  return next == ' ' || next == '\t' || next == '|' ? at : 0;
}

bool begins_list(std::string_view line) {
  return list_marker(line, 3, false) > 0 || list_marker(line, 3, true) > 0;
}

bool ends_lazy(std::string_view line) {
  return is_blank(line) || is_attribute_line(line) || is_end_marker(line) ||
         begins_html_block(line);
}

Attributes read_attributes(std::string_view inside) {
  Attributes read;
  for (std::size_t at = 0; at < inside.size();) {
    while (at < inside.size() && is_space(inside[at])) ++at;
    std::size_t end = at;
    char quote = 0;
    for (; end < inside.size() && (quote != 0 || !is_space(inside[end])); ++end) {
      const char c = inside[end];
      const bool is_mark = quote == 0 ? c == '"' || c == '\'' : c == quote;
      if (is_mark) quote = quote == 0 ? c : '\0';
    }
    const std::string_view word = inside.substr(at, end - at);
    at = end;
    const std::size_t hash = word.find('#');
    const bool has_value = word.find('=') != std::string_view::npos;
    if (word.starts_with("id=") && word.size() > 5) {
      read.id = word.substr(4, word.size() - 5);
    } else if (!has_value && hash != std::string_view::npos && (hash == 0 || word[0] == '.')) {
      const std::string_view id = word.substr(hash + 1);
      if (!id.empty() && is_letter(id[0])) read.id = id.substr(0, id.find_first_of(".#"));
    } else if (!has_value && !word.empty() && word[0] != '.') {
      read.names.emplace_back(word);
    }
  }
  return read;
}

std::string take_heading_id(std::string_view& text) {
  const std::size_t at = text.rfind("{#");
  if (at == std::string_view::npos || at == 0 || !text.ends_with('}')) return {};
  if (text[at - 1] != ' ' && text[at - 1] != '\t') return {};
  const std::string_view id = text.substr(at + 2, text.size() - at - 3);
  const bool begins =
      !id.empty() && (is_letter(id[0]) || id[0] == '_' || id[0] == ':' || (id[0] & 0x80) != 0);
  if (!begins || !std::all_of(id.begin(), id.end(), is_name_char)) return {};
  text = trim_right(text.substr(0, at));
  return std::string(id);
}

std::string_view without_closing_marks(std::string_view text, bool needs_blank) {
  std::string_view open = text;
  while (open.ends_with('#')) open.remove_suffix(1);
  if (open.size() == text.size()) return text;
  if (open.ends_with('\\')) open = text.substr(0, open.size() + 1);
  const bool is_closed = open.ends_with(' ') || open.ends_with('\t');
  return is_closed || !needs_blank ? trim_right(open) : text;
}

}  // namespace blogsearch::kramdown
