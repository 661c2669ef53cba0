// SPDX-License-Identifier: GPL-3.0-or-later
// Source of the rules: hugo 0.111, parser/pageparser/pagelexer_intro.go.
#include "indexer/hugo_front.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {
namespace {

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, at), '\n'));
}

std::size_t after_newline(std::string_view text, std::size_t at) {
  const std::size_t newline = text.find('\n', at);
  return newline == std::string_view::npos ? text.size() : newline + 1;
}

void end_block(std::string_view text, std::size_t body, FrontMatterBlock& block) {
  block.body = body < text.size() && text[body] == '\n' ? body + 1 : body;
  block.body_line = line_of(text, block.body);
}

FrontMatterBlock between_marks(std::string_view text, std::size_t at) {
  const std::string_view mark = text[at] == '-' ? "---" : "+++";
  if (!text.substr(at).starts_with(mark))
    throw Error(fmt::format("begins with '{}', which Hugo takes for broken front matter", text[at]),
                fmt::format("put front matter before it, or two lines of {}", mark),
                line_of(text, at));
  FrontMatterBlock block;
  block.kind = text[at] == '-' ? FrontMatterKind::yaml : FrontMatterKind::toml;
  const std::size_t first = at + mark.size();
  const std::size_t begin = first < text.size() && text[first] == '\n' ? first + 1 : first;
  block.line = line_of(text, begin);
  for (std::size_t end = begin > first ? begin : after_newline(text, first); end < text.size();
       end = after_newline(text, end)) {
    if (!text.substr(end).starts_with(mark)) continue;
    block.source = text.substr(begin, end - begin);
    end_block(text, end + mark.size(), block);
    return block;
  }
  throw Error("front matter is never closed", fmt::format("end it with a line of {}", mark),
              line_of(text, at));
}

// Hugo counts the braces outside of quotes.
FrontMatterBlock json_object(std::string_view text, std::size_t at) {
  FrontMatterBlock block;
  block.kind = FrontMatterKind::json;
  block.line = line_of(text, at);
  int depth = 0;
  bool quoted = false;
  for (std::size_t end = at; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '\\') ++end;
    if (c == '"') quoted = !quoted;
    if (!quoted) depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth > 0) continue;
    block.source = text.substr(at, end + 1 - at);
    end_block(text, end + 1, block);
    return block;
  }
  throw Error("front matter is never closed", "end it with a }", block.line);
}

std::size_t first_sign(std::string_view text, std::size_t from) {
  return std::min(text.find_first_not_of(" \t\n", from), text.size());
}

FrontMatterBlock find_block(std::string_view text) {
  std::size_t at = first_sign(text, 0);
  const bool in_comment = text.substr(at).starts_with("<!--");
  if (in_comment) at = first_sign(text, after_newline(text, at));
  const char first = at < text.size() ? text[at] : ' ';
  FrontMatterBlock block;
  if (first == '-' || first == '+') block = between_marks(text, at);
  if (first == '{') block = json_object(text, at);
  if (in_comment && block.kind != FrontMatterKind::none) {
    const std::size_t end = text.find("-->", block.body);
    if (end == std::string_view::npos)
      throw Error("the comment around the front matter is never closed", {}, 1);
    end_block(text, end + 3, block);
  }
  return block;
}

}  // namespace

FrontMatter read_hugo_front_matter(std::string_view text) {
  return parse_front_matter(find_block(text));
}

}  // namespace blogsearch
