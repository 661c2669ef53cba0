// SPDX-License-Identifier: GPL-3.0-or-later
// Takes kramdown's lists apart into the texts of their items.
#pragma once

#include "indexer/kramdown_source.hpp"

#include <vector>

namespace blogsearch::kramdown {

// An item's text: in parts, since a nested list is read on its own.
using Item = std::vector<Source>;

struct List {
  std::vector<Item> items;
  bool ends_in_blank = false;  // a blank line stands behind the last item
};

// A list begins here.
List take_list(Source& source);
// Definitions (: text) begin here, behind what they define.
List take_definitions(Source& source);

}  // namespace blogsearch::kramdown
