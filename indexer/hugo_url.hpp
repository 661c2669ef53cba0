// SPDX-License-Identifier: GPL-3.0-or-later
// The URL that Hugo gives to a page.
#pragma once

#include "indexer/hugo_content.hpp"
#include "indexer/hugo_publish.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// From "/", with the language's prefix where it has one, without the base URL's path.
// Throws Error for a permalink pattern or a front matter URL that Hugo refuses.
std::string hugo_url(const HugoPage& page, const HugoDates& dates);

// The URL from "/" of one of the page's aliases, which Hugo takes as they are; relative ones are
// beside the page. `page_url`: as hugo_url() gave it.
std::string hugo_alias(const HugoPage& page, const std::string& page_url, std::string_view alias);

}  // namespace blogsearch
