// SPDX-License-Identifier: GPL-3.0-or-later
// Takes kramdown's code blocks out of a text.
#pragma once

#include "indexer/kramdown_source.hpp"

#include <cstddef>
#include <functional>
#include <string_view>

namespace blogsearch::kramdown {

// "CODEBLOCK_MATCH": indented lines, and lines of text right behind them. False: there are none.
// `each`, where set, gets every line and where it comes from.
bool take_indented_lines(Source& source,
                         const std::function<void(std::string_view, std::size_t)>& each);

// ``` and ~~~: takes the fenced code that begins here, and is closed; false: there is none.
bool skip_fenced_code(Source& source, bool is_gfm);

}  // namespace blogsearch::kramdown
