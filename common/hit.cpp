// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/hit.hpp"

#include <utility>

namespace blogsearch {

Hit make_hit(Record record, Snippet snippet) {
  Hit hit;
  hit.title_html = std::move(snippet.title_html);
  hit.snippet_html = std::move(snippet.snippet_html);
  for (SectionSnippet& section : snippet.sections) {
    SectionRecord& at = record.sections[section.section];
    hit.sections.push_back(
        {std::move(at.heading), record.url + "#" + at.id, std::move(section.snippet_html)});
  }
  hit.url = std::move(record.url);
  hit.title = std::move(record.title);
  hit.path = std::move(record.path);
  hit.date = std::move(record.date);
  hit.tags = std::move(record.tags);
  hit.categories = std::move(record.categories);
  hit.authors = std::move(record.authors);
  hit.lang = std::move(record.language);
  return hit;
}

}  // namespace blogsearch
