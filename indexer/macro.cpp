// SPDX-License-Identifier: GPL-3.0-or-later
// Macros in double braces, as MDN's pages and other wikis have them, and comments of MDX and
// Nunjucks.
#include "common/text.hpp"
#include "indexer/ascii.hpp"
#include "indexer/template_args.hpp"
#include "indexer/template_tags.hpp"

#include <array>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxMacro = 2000;  // bytes; what is longer is no macro

enum class Match { whole, beginning, ending };

// Macros that print an argument: references to another page, by the shape of their names.
struct Reference {
  Match match;
  std::string_view name;    // in lower case
  std::string_view before;  // printed before it
  bool is_code;
};
constexpr std::array kReferences = std::to_array<Reference>({
    {Match::ending, "sidebar", "", false},  // no reference, whatever it begins with
    {Match::whole, "webextapiref", "", true},
    {Match::ending, "xref", "", true},  // domxref, jsxref, cssxref
    {Match::ending, "element", "", true},
    {Match::ending, "attr", "", true},
    {Match::beginning, "httpheader", "", true},
    {Match::beginning, "httpmethod", "", true},
    {Match::beginning, "httpstatus", "", true},
    {Match::whole, "csp", "", true},
    {Match::whole, "glossary", "", false},
    {Match::whole, "term", "", false},
    {Match::whole, "livesamplelink", "", false},
    {Match::whole, "rfc", "RFC ", false},
    {Match::whole, "bug", "bug ", false},
    {Match::whole, "abbr", "", false},
    {Match::whole, "kbd", "", false},
});

const Reference* find_reference(std::string_view name) {
  const std::string lower = lower_ascii(name);
  for (const Reference& each : kReferences) {
    const bool matches = each.match == Match::whole       ? lower == each.name
                         : each.match == Match::beginning ? lower.starts_with(each.name)
                                                          : lower.ends_with(each.name);
    if (matches) return each.name == "sidebar" ? nullptr : &each;
  }
  return nullptr;
}

// As HTML that Markdown leaves as it is; entities stay.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("*_`[]<>\\~$^|{}!").find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out;
}

std::string shown_of(const Reference& reference, std::string_view args) {
  const auto read = read_template_args(args);
  if (read.empty()) return {};
  const bool has_text = read.size() > 1 && !read[1].value.empty();
  const std::string shown =
      std::string(reference.before) + escaped(squeeze(read[has_text ? 1 : 0].value));
  return reference.is_code ? "<code>" + shown + "</code>" : shown;
}

bool begins_expression(char c) {
  return is_letter(c) || std::string_view("_\"'.$-").find(c) != std::string_view::npos;
}

}  // namespace

Replacement macro(Ends& ends, const TagPlace& place) {
  const std::size_t end = ends.find("}}", place.at + 2);
  if (end == std::string_view::npos || end - place.at > kMaxMacro) return {};
  const std::string_view inside = trim(ends.body().substr(place.at + 2, end - place.at - 2));
  if (inside.empty() || !begins_expression(inside.front()) ||
      inside.find("\n\n") != std::string_view::npos)
    return {};
  const std::size_t open = inside.find('(');
  const bool is_call = open != std::string_view::npos && inside.ends_with(')');
  const Reference* reference = is_call ? find_reference(trim(inside.substr(0, open))) : nullptr;
  if (reference == nullptr) return liquid_object(ends, place);
  const std::string_view args = inside.substr(open + 1, inside.size() - open - 2);
  return {end + 2 - place.at, shown_of(*reference, args)};
}

Replacement mdx(Ends& ends, const TagPlace& place) {
  const std::string_view end_mark = ends.body()[place.at + 1] == '#' ? "#}" : "*/}";
  const std::size_t end = ends.find(end_mark, place.at + 2);
  if (end == std::string_view::npos) return {};
  return {end + end_mark.size() - place.at, {}};
}

}  // namespace blogsearch
