// SPDX-License-Identifier: GPL-3.0-or-later
// What front matter says about a post, as it reads: titles, descriptions and names are often
// written in Markdown or HTML.
#pragma once

#include "indexer/markdown.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A title in one line, without inline tags, code marks and entities; any other "<...>" is text,
// "vector<int>". At most 1000 bytes.
std::string plain_title(std::string_view title);

// A text of Markdown, HTML, or neither, in one line, without links, emphasis, tags, entities and
// templates. Marks alone are kept as they are.
std::string plain_text(std::string_view text, const MarkupRules& rules);

// Authors as names, each once: links become their texts. Where names are links, as in
// "[Ann](/a) (Acme) and [Bo](/b)", each is an author of its own, without the parenthesis behind it;
// texts without such a link are one name, since "Smith, John" and "Bell and Sons" are no lists.
std::vector<std::string> plain_names(const std::vector<std::string>& texts,
                                     const MarkupRules& rules);

}  // namespace blogsearch
