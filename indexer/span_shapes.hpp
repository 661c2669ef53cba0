// SPDX-License-Identifier: GPL-3.0-or-later
// What stands inside a paragraph, told by its shape.
#pragma once

#include <cstddef>
#include <string_view>

namespace blogsearch {

// A shortcode of WordPress at the front of `text`, in a post that came from there:
// [caption id="a" width="300"], [/caption], [gallery]. Its size; 0: it is none.
std::size_t bracket_tag_size(std::string_view text);

// Is `target`, the inside of [text](target), one that other parsers take and CommonMark does not,
// for its blanks?
bool is_broken_target(std::string_view target);

// `$x^2$`, `\(x^2\)` in a code span: how R Markdown's posts keep Markdown away from a formula.
bool is_formula(std::string_view code);

// Do the parentheses that no backslash escapes not match? CommonMark takes no such address.
bool has_uneven_parentheses(std::string_view address);

}  // namespace blogsearch
