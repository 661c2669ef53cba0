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
  std::size_t line = 0;  // in the whole text, from 0
  std::string text;      // its Markdown, without marks and {#id}
  std::string id;        // given by the author; empty: none
  bool is_in_html = false;  // within an element that is read as Markdown
};

struct KramdownBlocks {
  std::vector<KramdownHeading> headings;  // in the order of the text; those of footnotes left out
  KramdownNames names;
};

KramdownBlocks read_kramdown_blocks(std::string_view markdown, const KramdownOptions& options);

}  // namespace blogsearch
