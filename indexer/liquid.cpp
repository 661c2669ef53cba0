// SPDX-License-Identifier: GPL-3.0-or-later
// Liquid as Jekyll 4.3 has it; also the tags of Nunjucks, Twig and Zola, which look the same.
// Sources: jekyllrb.com/docs/liquid, shopify.github.io/liquid.
#include "common/text.hpp"
#include "indexer/template_args.hpp"
#include "indexer/template_tags.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

// Tags whose arguments are never shown.
constexpr std::array kSilentTags = std::to_array<std::string_view>(
    {"assign",    "block", "break",    "call",   "capture",   "case",     "continue",    "cycle",
     "decrement", "else",  "elif",     "elsif",  "embed",     "extends",  "feed_meta",   "filter",
     "for",       "from",  "gist",     "if",     "ifchanged", "import",   "increment",   "jsfiddle",
     "layout",    "link",  "liquid",   "macro",  "paginate",  "post_url", "render_time", "section",
     "seo",       "set",   "tablerow", "unless", "when",      "with"});
// Tags that print what they are given by name.
constexpr std::array kIncludeTags = std::to_array<std::string_view>(
    {"component", "include", "include_cached", "include_relative", "render", "renderfile"});

// The name and the arguments of a tag without its marks: "- image 'a.png' %}" is given as " image
// 'a.png' ".
struct Tag {
  std::string_view name, args;
};

Tag read_tag(std::string_view inside) {
  inside = trim(inside);
  if (inside.starts_with('-') || inside.starts_with('+')) inside.remove_prefix(1);
  if (inside.ends_with('-') || inside.ends_with('+')) inside.remove_suffix(1);
  inside = trim(inside);
  const std::size_t end = std::min(inside.find_first_of(" \t\n(,"), inside.size());
  std::string_view args = trim(inside.substr(end));
  if (args.starts_with('(') && args.ends_with(')')) args = args.substr(1, args.size() - 2);
  return {inside.substr(0, end), args};
}

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string shown_of(const Tag& tag) {
  if (contains(kSilentTags, tag.name) || tag.name.starts_with("end")) return {};
  const auto args = read_template_args(tag.args);
  return shown_args(args, contains(kIncludeTags, tag.name) ? ShownArgs::named : ShownArgs::prose);
}

// A tag that opens a block whose inside is not Markdown with templates.
Replacement enclosing(const Tag& tag, Ends& ends, const TagPlace& place, std::size_t size) {
  const std::string end_name = "end" + std::string(tag.name);
  const std::size_t inside_at = place.at + size;
  const std::string_view end = ends.find_tag({"{%", end_name, "%}"}, inside_at);
  if (end.empty()) return {size, {}};
  const auto end_at = static_cast<std::size_t>(end.data() - ends.body().data());
  const std::string_view inside = ends.body().substr(inside_at, end_at - inside_at);
  const std::size_t whole = end_at + end.size() - place.at;
  if (tag.name == "comment") return {whole, {}};
  if (tag.name == "highlight") {
    const std::string_view language = tag.args.substr(0, tag.args.find_first_of(" \t\n"));
    return {whole, code_block_html(place.strip_inside(inside), language, place.indent)};
  }
  return {whole, std::string(inside)};
}

bool is_enclosing(std::string_view name) {
  return name == "raw" || name == "verbatim" || name == "comment" || name == "highlight";
}

}  // namespace

Replacement liquid_tag(Ends& ends, const TagPlace& place) {
  const std::size_t end = ends.find("%}", place.at + 2);
  if (end == std::string_view::npos) return {};
  const Tag tag = read_tag(ends.body().substr(place.at + 2, end - place.at - 2));
  const std::size_t size = end + 2 - place.at;
  if (is_enclosing(tag.name)) return enclosing(tag, ends, place, size);
  if (place.in_attribute) return {size, {}};
  // What a file brings ends its line, even where -%} takes the line's own end away.
  const bool ends_line = contains(kIncludeTags, tag.name) && ends.body()[end - 1] == '-';
  return {size, shown_of(tag) + (ends_line ? "\n" : "")};
}

Replacement liquid_object(Ends& ends, const TagPlace& place) {
  std::size_t end = ends.find("}}", place.at + 2);
  if (end == std::string_view::npos) return {};
  std::string_view inside = ends.body().substr(place.at + 2, end - place.at - 2);
  if (inside.starts_with('{') && ends.body().substr(end).starts_with("}}}"))
    ++end;  // Handlebars: {{{ }}}
  if (inside.starts_with('-')) inside.remove_prefix(1);
  inside = trim(inside);
  const std::size_t size = end + 2 - place.at;
  if (place.in_attribute || (!inside.starts_with('"') && !inside.starts_with('\'')))
    return {size, {}};
  const std::size_t literal_end = inside.find(inside.front(), 1);
  if (literal_end == std::string_view::npos) return {size, {}};
  // {{ "text" }} prints its text; what a filter makes of one is known only where it is a sentence.
  if (trim(inside.substr(literal_end + 1)).empty())
    return {size, std::string(inside.substr(1, literal_end - 1))};
  return {size, shown_args(read_template_args(inside.substr(0, literal_end + 1)),
                           ShownArgs::quoted_prose)};
}

}  // namespace blogsearch
