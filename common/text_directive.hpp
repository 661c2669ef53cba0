// SPDX-License-Identifier: GPL-3.0-or-later
// Links to a passage: https://wicg.github.io/scroll-to-text-fragment/
#pragma once

#include "common/marked_text.hpp"

#include <string>

namespace blogsearch {

// ":~:text=..." for the first mark, with the words around it in its sentence, so that a browser
// finds this place and not another; empty: nothing is marked.
std::string text_directive(const MarkedText& snippet);

}  // namespace blogsearch
