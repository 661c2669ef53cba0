// SPDX-License-Identifier: GPL-3.0-or-later
// Source: kramdown 2.4, parser/kramdown/list.rb.
#include "indexer/kramdown_lists.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <string>

namespace blogsearch::kramdown {
namespace {

std::size_t blanks_at(std::string_view text) {
  return std::min(text.find_first_not_of(' '), text.size());
}

std::string expand_tabs(std::string line) {
  const std::size_t tabs = std::min(line.find_first_not_of('\t'), line.size());
  return line.replace(0, tabs, std::string(4 * tabs, ' '));
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
std::string first_item_line(std::string_view line, std::size_t marker, ItemShape& shape) {
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

void add_to_item(Item& item, std::string_view line, std::size_t number, const ItemShape& shape,
                 bool& is_nested) {
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

}  // namespace

List take_list(Source& source) {
  const bool is_ordered = list_marker(source.line(), 3, false) == 0;
  List list;
  ItemShape shape;
  std::size_t most = 3;
  bool is_nested = false, is_behind_blank = false;
  for (; !source.at_end() && !(is_behind_blank && is_rule(source.line())); source.skip_line()) {
    const std::string_view line = source.line();
    const std::size_t number = source.line_number();
    if (is_end_marker(line)) {
      source.skip_line();
      return list;
    }
    if (const std::size_t marker = list_marker(line, most, is_ordered); marker > 0) {
      const std::string text = first_item_line(line, marker, shape);
      most = shape.next_marker();
      list.items.emplace_back(1).back().add(text, number);
      is_nested = begins_list(text);
      is_behind_blank = false;
    } else if (shape.is_content(line) || (!is_behind_blank && shape.is_lazy(line))) {
      add_to_item(list.items.back(), line, number, shape, is_nested);
      is_behind_blank = false;
    } else if (is_blank(line)) {
      list.items.back().back().add("", number);
      is_nested = is_behind_blank = true;
    } else {
      break;
    }
  }
  list.ends_in_blank = is_behind_blank;
  return list;
}

List take_definitions(Source& source) {
  List list;
  ItemShape shape;
  std::size_t most = 3;
  for (; !source.at_end() && !is_end_marker(source.line()); source.skip_line()) {
    const std::string_view line = source.line();
    const std::size_t number = source.line_number();
    if (begins_definition(line) && opt_space(line) <= most) {
      const std::string text = first_item_line(line, opt_space(line) + 1, shape);
      most = shape.next_marker();
      list.items.emplace_back(1).back().add(text, number);
      list.ends_in_blank = false;
    } else if (shape.is_content(line) || (!list.ends_in_blank && shape.is_lazy(line))) {
      std::string text = expand_tabs(std::string(line));
      if (blanks_at(text) >= shape.indent) text.erase(0, shape.indent);
      list.items.back().back().add(text, number);
      list.ends_in_blank = false;
    } else if (is_blank(line)) {
      list.items.back().back().add("", number);
      list.ends_in_blank = true;
    } else {
      break;
    }
  }
  return list;
}

}  // namespace blogsearch::kramdown
