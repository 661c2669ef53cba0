// SPDX-License-Identifier: GPL-3.0-or-later
// HTML to Body; the only file that knows libxml2.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "indexer/body.hpp"

namespace blogsearch {

// Gives the id of a heading that has none of its own: called in document order with its level and text.
using HeadingIdSource = std::function<std::string(int level, std::string_view text)>;

struct HtmlOptions {
  // A whole page as a generator built it: only its main content is read (data-pagefind-body, else main, else article,
  // else body), without nav, header, footer, aside, form and data-pagefind-ignore. false: a fragment, all of it is read.
  bool page = false;
  HeadingIdSource heading_id = {};
};

struct HtmlPage {
  Body body;
  std::string title;        // <title>, or the first h1; page only
  std::string description;  // <meta name="description">
  std::string language;     // <html lang>
  std::string canonical;    // <link rel="canonical">
};

// Reads any bytes of valid UTF-8, in linear time (libxml2's SAX parser; a tag longer than 32 KiB is dropped).
// script, style, template and comments are left out, code is kept as code with its language from class="language-...",
// alt texts are kept; a heading's own "#" link is not.
HtmlPage read_html(std::string_view html, const HtmlOptions& options);

}  // namespace blogsearch
