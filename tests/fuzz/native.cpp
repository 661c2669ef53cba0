// SPDX-License-Identifier: GPL-3.0-or-later
// Any query string for searchd's own routes: JSON, the page of results, the feed.
#include "tests/fuzz/server.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <memory>

using namespace blogsearch;

namespace {

constexpr std::array kDoors = {Door{"GET", "/search"},      Door{"GET", "/suggest"},
                               Door{"GET", "/related"},     Door{"GET", "/"},
                               Door{"GET", "/search.atom"}, Door{"GET", "/opensearch.xml"}};

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
constexpr int kQuiet = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;

std::string_view as_view(const xmlChar* name) {
  return reinterpret_cast<const char*>(name);
}

// All that the page is written with; what came from a reader or a post adds nothing to it.
constexpr std::array<std::string_view, 26> kElements = {
    "a",     "body",  "button", "details", "form",    "h1",   "h2",    "head", "html",
    "input", "label", "li",     "link",    "main",    "mark", "meta",  "nav",  "ol",
    "p",     "s",     "small",  "span",    "summary", "time", "title", "ul"};

void check_elements(const xmlNode* node) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    require(std::ranges::find(kElements, as_view(node->name)) != kElements.end(),
            "the page has none but our elements");
    for (const xmlAttr* one = node->properties; one != nullptr; one = one->next)
      require(!as_view(one->name).starts_with("on"), "the page has no script");
    check_elements(node->children);
  }
}

void check_page(const std::string& html) {
  const Document page(htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                                     HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
                      xmlFreeDoc);
  require(page != nullptr, "the page can be read");
  check_elements(xmlDocGetRootElement(page.get()));
}

void check_xml(const std::string& xml) {
  const Document feed(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8", kQuiet),
      xmlFreeDoc);
  require(feed != nullptr, "the feed is XML");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const HttpResponse response = answer_through(kDoors, as_text(data, size));
  if (response.content_type.starts_with("text/html"))
    check_page(response.body.text());
  else if (response.content_type.find("+xml") != std::string::npos)
    check_xml(response.body.text());
  else
    read_answer(response);
  return 0;
}
