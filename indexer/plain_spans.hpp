// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown in places where no parser of Markdown reads it: in raw HTML, in an image's alternative
// text.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// Links and images become their texts, code spans their code. `html`: tags are kept as they are.
// Linear.
std::string plain_spans(std::string_view html);

// Where the parentheses that begin at `text[0]` end, as the target of a link; 0 where they do not
// within 500 bytes.
std::size_t link_target_size(std::string_view text);

}  // namespace blogsearch
