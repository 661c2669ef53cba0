// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/marked_text.hpp"

#include "common/text.hpp"

namespace blogsearch {

std::string write_marked(const MarkedText& marked, const MarkTags& tags) {
  const std::string_view text = marked.text;
  std::string out;
  std::size_t at = 0;
  const auto append_to = [&](std::size_t end) {
    const std::string_view part = text.substr(at, end - at);
    if (tags.escape) {
      out += escape_html(part);
    } else {
      out += part;
    }
    at = end;
  };
  for (const MarkedText::Mark& mark : marked.marks) {
    append_to(mark.begin);
    out += tags.before;
    append_to(mark.end);
    out += tags.behind;
  }
  append_to(text.size());
  return out;
}

}  // namespace blogsearch
