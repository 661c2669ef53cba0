// SPDX-License-Identifier: GPL-3.0-or-later
// By which beginnings of lines kramdown tells its blocks apart.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch::kramdown {

// The line at the front of `text`, without its \n.
std::string_view first_line(std::string_view text);
std::string_view trim_right(std::string_view line);
bool is_blank(std::string_view line);
// Up to three blanks, which stand before most blocks.
std::size_t opt_space(std::string_view line);

bool is_indented(std::string_view line);    // by four blanks or a tab
bool is_end_marker(std::string_view line);  // ^
bool is_rule(std::string_view line);
// {: ...} alone on its line; what is inside.
bool is_attribute_line(std::string_view line, std::string_view* inside = nullptr);
bool begins_quote(std::string_view line);
bool begins_fence(std::string_view line);  // ``` or ~~~
bool begins_definition(std::string_view line);
// A tag of no span element at the beginning of the line.
bool begins_html_block(std::string_view line);
// The level of an ATX heading of GFM; 0: none.
std::size_t gfm_heading_level(std::string_view line);
// The list marker with the blanks before it; 0: none. `most`: so many blanks at most.
std::size_t list_marker(std::string_view line, std::size_t most, bool is_ordered);
bool begins_list(std::string_view line);
// What ends a block quote and, for the most part, a paragraph, wherever it stands.
bool ends_lazy(std::string_view line);

// {:name: #id}, {#id}, {: #id .class}: the id in an attribute list, and the names it refers to.
struct Attributes {
  std::string id;
  std::vector<std::string> names;
};
Attributes read_attributes(std::string_view inside);

// Takes {#id} off the end of a heading's text.
std::string take_heading_id(std::string_view& text);
// Without the #s at its end; GFM wants a blank before them.
std::string_view without_closing_marks(std::string_view text, bool needs_blank);

}  // namespace blogsearch::kramdown
