// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown to Body: template language out, cmark to HTML, HTML to text. The only file that knows
// cmark.
#pragma once

#include "indexer/body.hpp"
#include "indexer/heading_id.hpp"
#include "indexer/kramdown_headings.hpp"
#include "indexer/templates.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// How a site writes its posts.
struct MarkupRules {
  TemplateLanguage templates = TemplateLanguage::unknown;
  HeadingIdRule heading_ids = HeadingIdRule::github;
  bool has_emoji = false;         // :names: of emoji are shown as what they name
  KramdownOptions kramdown = {};  // of the rules that are kramdown's
};

// `markdown`: a post's body, valid UTF-8. Also what is not CommonMark but usual: tables, footnotes,
// attribute lists, definition lists, ~~struck~~, task lists, math, {#ids}. Nesting and the number
// of links are bounded before cmark, which is quadratic in both. Throws Error only where a limit is
// passed (8 MiB of body).
Body read_markdown(std::string_view markdown, const MarkupRules& rules);

}  // namespace blogsearch
