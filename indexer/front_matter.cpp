// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/front_matter.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "common/yaml.hpp"
#include "indexer/toml.hpp"

#include <algorithm>
#include <cctype>

namespace blogsearch {
namespace {

// A line of the text, without its line break, and where the next one starts.
struct Line {
  std::string_view text;
  std::size_t next = 0;
};

Line line_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return {text.substr(at, end - at), std::min(end + 1, text.size())};
}

std::string_view trim_right(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  return line;
}

int count_lines(std::string_view text) {
  return static_cast<int>(std::ranges::count(text, '\n'));
}

// `key:` in a line: what front matter begins with and running text hardly ever.
bool looks_like_key(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const bool ends_key =
      colon + 1 == line.size() || line[colon + 1] == ' ' || line[colon + 1] == '\t';
  return ends_key && std::ranges::all_of(line.substr(0, colon), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
         });
}

// Does a text that begins with --- go on as front matter does, comments and blank lines aside?
bool begins_with_key(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at = line_at(text, at).next) {
    const std::string_view line = trim(line_at(text, at).text);
    if (!line.empty() && !line.starts_with('#')) return looks_like_key(line);
  }
  return false;
}

bool closes(std::string_view line, FrontMatterKind kind) {
  line = trim_right(line);
  if (kind == FrontMatterKind::toml) return line == "+++";
  return line == "---" || line == "...";
}

// --- or +++ stands alone in the line before `start`. Jekyll takes a post whose --- never closes as
// all text, Hugo refuses it: so it is an error where it was meant as front matter, and else a rule
// across the page.
FrontMatterBlock between_fences(std::string_view text, FrontMatterKind kind, std::size_t start,
                                int line) {
  for (std::size_t at = start; at < text.size();) {
    const Line here = line_at(text, at);
    if (closes(here.text, kind)) {
      const int body_line = line + count_lines(text.substr(start, here.next - start));
      return {kind, text.substr(start, at - start), line, here.next, body_line};
    }
    at = here.next;
  }
  const bool meant = kind == FrontMatterKind::toml || begins_with_key(text.substr(start));
  if (!meant) return {};
  throw Error(
      "front matter is never closed",
      kind == FrontMatterKind::toml ? "end it with a line of +++" : "end it with a line of ---",
      line - 1);
}

// The byte after the } that closes the { at `at`; npos if there is none.
std::size_t after_object(std::string_view text, std::size_t at) {
  int depth = 0;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\') ++at;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

// Only `{ "key"` and `{ }` are JSON: a template's {{ and {% begin running text.
FrontMatterBlock json_object(std::string_view text, std::size_t start, int line) {
  const std::string_view inside = trim(text.substr(start + 1, 4096));
  if (!inside.starts_with('"') && !inside.starts_with('}')) return {};
  const std::size_t end = after_object(text, start);
  if (end == std::string_view::npos)
    throw Error("front matter is never closed", "end it with a }", line);
  const Line rest = line_at(text, end);
  if (!trim(rest.text).empty()) return {};
  const int body_line = line + count_lines(text.substr(start, rest.next - start));
  return {FrontMatterKind::json, text.substr(start, end - start), line, rest.next, body_line};
}

Value parse(const FrontMatterBlock& block) {
  switch (block.kind) {
    case FrontMatterKind::yaml:
      return parse_yaml(block.source, block.line);
    case FrontMatterKind::toml:
      return parse_toml(block.source, block.line);
    case FrontMatterKind::json:
      return parse_json(block.source, block.line);
    case FrontMatterKind::none:
      break;
  }
  return {};
}

}  // namespace

FrontMatterBlock find_front_matter(std::string_view text) {
  std::size_t at = 0;
  int line = 1;
  while (at < text.size() && trim_right(line_at(text, at).text).empty()) {
    at = line_at(text, at).next;
    ++line;
  }
  const Line first = line_at(text, at);
  if (trim_right(first.text) == "---")
    return between_fences(text, FrontMatterKind::yaml, first.next, line + 1);
  if (trim_right(first.text) == "+++")
    return between_fences(text, FrontMatterKind::toml, first.next, line + 1);
  if (first.text.starts_with('{')) return json_object(text, at, line);
  return {};
}

FrontMatter read_front_matter(std::string_view text) {
  const FrontMatterBlock block = find_front_matter(text);
  FrontMatter front;
  front.kind = block.kind;
  front.data = parse(block);
  front.body = block.body;
  front.body_line = block.body_line;
  if (front.data.is_null()) front.data.kind = Value::Kind::map;
  if (!front.data.is_map()) throw Error("front matter holds no 'key: value' lines", {}, block.line);
  return front;
}

}  // namespace blogsearch
