// SPDX-License-Identifier: GPL-3.0-or-later
// What Hugo's sections and its configuration hand down to pages.
#pragma once

#include "indexer/hugo_content.hpp"

namespace blogsearch {

// Fills in what the page's front matter lacks. `cascade`: a map or a list of maps, each with a
// target or without; nullptr for none.
void apply_cascade(HugoPage& page, const Value* cascade);

}  // namespace blogsearch
