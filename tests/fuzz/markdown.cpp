// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the body of a post: the length of the input says by which rules.
#include "indexer/markdown.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/html.hpp"
#include "indexer/source_text.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <array>
#include <string>

using namespace blogsearch;

namespace {

void check(const Body& body) {
  require(repair_utf8(body.text) == body.text, "text is UTF-8");
  std::size_t last = 0;
  for (const Section& section : body.sections) {
    require(section.begin >= last && section.begin <= body.text.size(), "sections ascend");
    last = section.begin;
  }
  last = 0;
  for (const Code& code : body.code) {
    require(code.begin >= last && code.begin <= code.end && code.end <= body.text.size(),
            "code ascends");
    last = code.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kTemplates = {TemplateLanguage::none, TemplateLanguage::liquid,
                                     TemplateLanguage::shortcodes, TemplateLanguage::unknown};
  constexpr std::array kIds = {HeadingIdRule::kramdown_gfm, HeadingIdRule::kramdown,
                               HeadingIdRule::hugo,         HeadingIdRule::blackfriday,
                               HeadingIdRule::github,       HeadingIdRule::mkdocs};
  SourceText source;
  try {
    source = clean_source(as_text(data, size));
  } catch (const Error&) {
    return 0;  // binary
  }
  MarkupRules rules;
  rules.templates = kTemplates.at(size % kTemplates.size());
  rules.heading_ids = kIds.at(size / kTemplates.size() % kIds.size());
  rules.has_emoji = size % 2 == 0;
  check(read_markdown(source.text, rules));
  check(read_html(strip_templates(source.text, rules.templates), {.page = size % 2 == 1}).body);
  return 0;
}
