// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/hit.hpp"

#include "common/text_directive.hpp"

#include <utility>

namespace blogsearch {

namespace {

std::string link(const std::string& url, std::string_view id, const MarkedText& snippet,
                 bool fragment) {
  const std::string directive = fragment ? text_directive(snippet) : "";
  if (id.empty() && directive.empty()) return url;
  return url + "#" + std::string(id) + directive;
}

}  // namespace

Hit make_hit(Record record, Snippet snippet, bool fragment) {
  Hit hit;
  hit.url = link(record.url, "", snippet.snippet, fragment);
  hit.title = std::move(snippet.title);
  hit.snippet = std::move(snippet.snippet);
  for (SectionSnippet& section : snippet.sections) {
    hit.sections.push_back(
        {std::move(section.heading),
         link(record.url, record.sections[section.section].id, section.snippet, fragment),
         std::move(section.snippet)});
  }
  hit.path = std::move(record.path);
  hit.date = std::move(record.date);
  hit.tags = std::move(record.tags);
  hit.categories = std::move(record.categories);
  hit.authors = std::move(record.authors);
  hit.lang = std::move(record.language);
  return hit;
}

}  // namespace blogsearch
