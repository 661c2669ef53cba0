// SPDX-License-Identifier: GPL-3.0-or-later
// Front matter as Hugo finds it.
#pragma once

#include "indexer/front_matter.hpp"

#include <string_view>

namespace blogsearch {

// As read_front_matter(), by Hugo's rules: what follows the opening --- in its line is front matter
// as well; only a line that begins with the same mark closes it, and the rest of that line is text;
// all may stand in an HTML comment. Throws Error also where Hugo refuses a file by its first
// character.
FrontMatter read_hugo_front_matter(std::string_view text);

}  // namespace blogsearch
