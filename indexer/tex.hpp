// SPDX-License-Identifier: GPL-3.0-or-later
// Mathematics in TeX, as far as a search needs it.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// Does it look like TeX rather than like prose between two dollars?
bool is_tex(std::string_view text);

// A formula as words: \alpha as alpha, \text{...} as its text, x_{i} as x_i; all other commands and
// the braces go.
std::string tex_words(std::string_view tex);

}  // namespace blogsearch
