// SPDX-License-Identifier: GPL-3.0-or-later
// HTML to Body; the only file that knows libxml2.
#pragma once

#include "indexer/body.hpp"
#include "indexer/html_head.hpp"
#include "indexer/html_text.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace blogsearch {

struct HtmlOptions {
  // A whole page as a generator built it: only its main content is read (data-pagefind-body, else
  // its one article if that is most of it, else main, else body), without nav, header, footer,
  // sidebars, forms, what is not shown and data-pagefind-ignore. false: a fragment, all of it is
  // read.
  bool page = false;
};

struct HtmlPage {
  Body body;
  HtmlFacts facts;        // page only
  double link_share = 0;  // how much of the text stands in links; page only
};

// Reads any bytes of valid UTF-8, in linear time (libxml2's SAX parser; a tag longer than 32 KiB is
// dropped). script, style, template and comments are left out, code is kept as code with its
// language from class="language-...", alt texts are kept; a heading's own "#" link is not.
HtmlPage read_html(std::string_view html, const HtmlOptions& options);

// HTML in pieces between text that comes from elsewhere: the raw HTML in a Markdown post. Elements
// may begin in one piece and end in another. What a piece leaves open within a tag is dropped.
class HtmlPieces {
 public:
  explicit HtmlPieces(HtmlText& text);
  ~HtmlPieces();
  HtmlPieces(const HtmlPieces&) = delete;
  HtmlPieces& operator=(const HtmlPieces&) = delete;
  HtmlPieces(HtmlPieces&&) = delete;
  HtmlPieces& operator=(HtmlPieces&&) = delete;
  void feed(std::string_view html);

  class Parser;

 private:
  HtmlText& text_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace blogsearch
