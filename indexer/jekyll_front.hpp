// SPDX-License-Identifier: GPL-3.0-or-later
// Front matter as Jekyll splits and reads it.
#pragma once

#include "indexer/front_matter.hpp"

#include <string_view>

namespace blogsearch {

// YAML between --- on the first line and --- or ...; all else is text (Document, "read_content").
// Kind yaml also where --- begins the text and is never closed: then that is text, too, of a page
// as of a post. Jekyll publishes what it cannot read without its front matter, which is then
// `is_unreadable`. Throws Error where the site is `strict`, and YamlLimitError.
FrontMatter read_jekyll_front_matter(std::string_view text, bool strict);

}  // namespace blogsearch
