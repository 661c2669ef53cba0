// SPDX-License-Identifier: GPL-3.0-or-later
// Hugo's shortcodes; source of the rules: gohugo.io/content-management/shortcodes,
// hugo/parser/pageparser.
#include "common/text.hpp"
#include "indexer/template_args.hpp"
#include "indexer/template_tags.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

// The end of the shortcode's own tag: `close` outside of quotes, or else the first there is.
std::size_t find_close(Ends& ends, std::string_view close, std::size_t from) {
  const std::size_t first = ends.find(close, from);
  std::size_t end = first;
  while (end != std::string_view::npos) {
    const std::string_view inside = ends.body().substr(from, end - from);
    const bool is_quoted = std::count(inside.begin(), inside.end(), '"') % 2 != 0 ||
                           std::count(inside.begin(), inside.end(), '`') % 2 != 0;
    if (!is_quoted) return end;
    end = inside.size() > 4096 ? std::string_view::npos : ends.find(close, end + close.size());
  }
  return first;
}

bool is_code(std::string_view name) {
  return name.find("code") != std::string_view::npos ||
         name.find("highlight") != std::string_view::npos || name == "mermaid" || name == "chart" ||
         name == "gist";
}

bool is_fenced(std::string_view inside) {
  inside.remove_prefix(std::min(inside.find_first_not_of(" \t\n\v\f\r"), inside.size()));
  return inside.starts_with("```") || inside.starts_with("~~~");
}

std::string language_of(const std::vector<TemplateArg>& args) {
  for (const TemplateArg& arg : args) {
    if (arg.name == "lang" || arg.name == "language") return arg.value;
  }
  const bool is_first =
      !args.empty() && args[0].name.empty() && args[0].value.find(' ') == std::string::npos;
  return is_first ? args[0].value : std::string();
}

// The name and the arguments of a shortcode.
struct Call {
  std::string_view name, args;
  bool is_closing = false, is_empty = false;  // {{< /name >}}, {{< name />}}
};

Call read_call(std::string_view inside) {
  Call call;
  inside = trim(inside);
  if (inside.starts_with('/')) {
    call.is_closing = true;
    inside = trim(inside.substr(1));
  } else if (inside.ends_with('/')) {
    call.is_empty = true;
    inside = trim(inside.substr(0, inside.size() - 1));
  }
  const std::size_t end = std::min(inside.find_first_of(" \t\n"), inside.size());
  call.name = inside.substr(0, end);
  call.args = trim(inside.substr(end));
  return call;
}

// {{</* name */>}} shows {{< name >}}.
Replacement escaped(Ends& ends, const TagPlace& place, std::string_view open,
                    std::string_view close) {
  const std::size_t end = ends.find("*/" + std::string(close), place.at + 5);
  if (end == std::string_view::npos) return {};
  const std::string_view inside = ends.body().substr(place.at + 5, end - place.at - 5);
  return {end + 2 + close.size() - place.at,
          std::string(open) + std::string(inside) + std::string(close)};
}

// A shortcode whose inside is no Markdown: a comment or code. `size`: of its own tag.
Replacement enclosing(const Call& call, Ends& ends, const TagPlace& place, std::size_t size) {
  const std::string_view open = ends.body().substr(place.at, 3);
  const std::size_t inside_at = place.at + size;
  const std::string_view end =
      ends.find_tag({open, call.name, open[2] == '<' ? ">}}" : "%}}", true}, inside_at);
  if (end.empty()) return {size, {}};
  const auto end_at = static_cast<std::size_t>(end.data() - ends.body().data());
  const std::string_view inside = ends.body().substr(inside_at, end_at - inside_at);
  const std::size_t whole = end_at + end.size() - place.at;
  if (call.name == "comment") return {whole, {}};
  if (is_fenced(inside)) return {size, {}};
  return {whole, code_block_html(place.strip_inside(inside),
                                 language_of(read_template_args(call.args)), place.indent)};
}

}  // namespace

Replacement shortcode(Ends& ends, const TagPlace& place) {
  const std::string_view open = ends.body().substr(place.at, 3);
  const std::string_view close = open[2] == '<' ? ">}}" : "%}}";
  if (ends.body().substr(place.at + 3).starts_with("/*")) return escaped(ends, place, open, close);
  const std::size_t end = find_close(ends, close, place.at + 3);
  if (end == std::string_view::npos) return {};
  const Call call = read_call(ends.body().substr(place.at + 3, end - place.at - 3));
  const std::size_t size = end + close.size() - place.at;
  if (call.is_closing) return {size, {}};
  const bool encloses = !call.is_empty && (call.name == "comment" || is_code(call.name));
  if (encloses) return enclosing(call, ends, place, size);
  if (place.in_attribute) return {size, {}};
  return {size, shown_args(read_template_args(call.args), ShownArgs::quoted_prose)};
}

}  // namespace blogsearch
