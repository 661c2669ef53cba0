// SPDX-License-Identifier: GPL-3.0-or-later
// Attribute lists in braces, as kramdown, Goldmark, markdown-it, Python-Markdown and Pandoc write
// them:
// {: .class #id key="value"}, {#id}, {.class}.
#pragma once

#include <cstddef>
#include <string_view>

namespace blogsearch {

struct AttributeList {
  std::size_t size = 0;  // bytes from { to }; 0: it is none
  std::string_view id;
  bool has_colon = false;  // kramdown's form
  bool is_word = false;    // nothing but words, as in {:toc}
  bool has_name(std::string_view word) const {
    return is_word && inside.find(word) != std::string_view::npos;
  }
  std::string_view inside;
};

// The attribute list at the front of `text`.
AttributeList read_attribute_list(std::string_view text);
// The attribute list that ends `text`, white space after it aside; `begin` receives where it
// begins.
AttributeList read_last_attribute_list(std::string_view text, std::size_t* begin);

}  // namespace blogsearch
