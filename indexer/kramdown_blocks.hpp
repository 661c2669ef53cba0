// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the headings of a text as kramdown's block parser does.
#pragma once

#include "indexer/kramdown_headings.hpp"
#include "indexer/kramdown_spans.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct KramdownHeading {
  std::size_t line = 0;     // in the whole text, from 0
  std::string text;         // its Markdown, without marks and {#id}
  std::string id;           // given by the author; empty: none
  bool is_in_html = false;  // where the GFM parser gives no ids: HTML read as Markdown, footnotes
  std::string footnote;  // whose text it is in; empty: in none's
};

struct KramdownBlocks {
  std::vector<KramdownHeading> headings;  // in the order of the text
  std::vector<std::size_t> definitions;   // lines that define links
  KramdownNames names;
  bool auto_ids = true;  // as the option, or as {::options auto_ids="..."} says
};

KramdownBlocks read_kramdown_blocks(std::string_view markdown, const KramdownOptions& options);

}  // namespace blogsearch
