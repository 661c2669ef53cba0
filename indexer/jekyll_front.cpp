// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll_front.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "common/yaml.hpp"
#include "indexer/jekyll_data.hpp"

#include <algorithm>
#include <optional>

namespace blogsearch {
namespace {

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

std::size_t next_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - 1) + 1;
}

bool is_mark(std::string_view line, std::string_view mark) {
  return line.starts_with(mark) && trim(line.substr(mark.size())).empty();
}

int lines_in(std::string_view text) {
  return static_cast<int>(std::ranges::count(text, '\n'));
}

// Where the line that closes the front matter begins.
std::optional<std::size_t> closing_line(std::string_view text) {
  for (std::size_t at = next_line(text, 0); at < text.size(); at = next_line(text, at)) {
    const std::string_view line = line_at(text, at);
    if (is_mark(line, "---") || is_mark(line, "...")) return at;
  }
  return std::nullopt;
}

// Blank lines behind the closing mark belong to it.
std::size_t body_after(std::string_view text, std::size_t closing) {
  std::size_t body = next_line(text, closing);
  while (body < text.size() && trim(line_at(text, body)).empty()) body = next_line(text, body);
  return body;
}

// Psych.safe_load makes none.
void check_objects(std::string_view source) {
  for (const std::string_view before : {"\n", ": ", "- "}) {
    const std::size_t at = source.find(std::string(before) + "!ruby/");
    if (at != std::string_view::npos)
      throw Error("!ruby/ asks for an object", {}, 2 + lines_in(source.substr(0, at)));
  }
}

void leave_out(FrontMatter& front, std::string_view why, int line) {
  front.is_unreadable = true;
  front.problem = Warning{std::string(why), line};
}

}  // namespace

FrontMatter read_jekyll_front_matter(std::string_view text, bool strict) {
  FrontMatter front;
  front.data.kind = Value::Kind::map;
  if (!is_mark(line_at(text, 0), "---") || text.find('\n') == std::string_view::npos) return front;
  front.kind = FrontMatterKind::yaml;
  const auto closing = closing_line(text);
  if (!closing) {
    front.problem = Warning{"front matter is never closed, so it is text", 1};
    return front;
  }
  front.body = body_after(text, *closing);
  front.body_line = 1 + lines_in(text.substr(0, front.body));
  const std::size_t begin = next_line(text, 0);
  const std::string_view source = text.substr(begin, *closing - begin);
  try {
    check_objects(source);
    Value data = parse_yaml(source, 2);
    if (!data.is_map() && !is_false(data)) throw Error("holds no 'key: value' lines", {}, 2);
    if (data.is_map()) front.data = std::move(data);
  } catch (const YamlLimitError&) {
    throw;  // it could say `published: false`
  } catch (const Error& error) {
    if (strict) throw;
    leave_out(front, error.what(), error.line());
  }
  return front;
}

}  // namespace blogsearch
