// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/templates.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

std::string without(std::string_view body, std::string_view open, std::string_view close) {
  std::string out;
  while (!body.empty()) {
    const std::size_t begin = body.find(open);
    const std::size_t end = begin == std::string_view::npos ? begin : body.find(close, begin);
    if (end == std::string_view::npos) break;
    out += body.substr(0, begin);
    const std::string_view inside = body.substr(begin, end - begin);
    out.append(static_cast<std::size_t>(std::count(inside.begin(), inside.end(), '\n')), '\n');
    body.remove_prefix(end + close.size());
  }
  out += body;
  return out;
}

}  // namespace

std::string strip_templates(std::string_view body, TemplateLanguage language) {
  switch (language) {
    case TemplateLanguage::none:
      return std::string(body);
    case TemplateLanguage::shortcodes:
      return without(without(body, "{{<", ">}}"), "{{%", "%}}");
    default:
      return without(without(body, "{%", "%}"), "{{", "}}");
  }
}

}  // namespace blogsearch
