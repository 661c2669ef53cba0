// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a heading as kramdown makes an id of it.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace blogsearch {

struct KramdownNames {
  std::set<std::string, std::less<>> links;      // normalised ids of link definitions
  std::set<std::string, std::less<>> footnotes;  // names of footnote definitions
};

// "normalize_link_id": white space squeezed, lower case.
std::string kramdown_link_id(std::string_view id);

// `source`: a heading's Markdown, without marks and {#id}. The text in it without images and
// attribute lists. `is_gfm`: code, formulas, entities and dashes, too; else text proper alone.
// Bounded: of a heading longer than 2000 bytes the rest is taken as it is.
std::string kramdown_heading_text(std::string_view source, const KramdownNames& names, bool is_gfm);

}  // namespace blogsearch
