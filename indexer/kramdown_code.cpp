// SPDX-License-Identifier: GPL-3.0-or-later
// Sources: kramdown 2.4, parser/kramdown/codeblock.rb; kramdown-parser-gfm 1.1.
#include "indexer/kramdown_code.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <vector>

namespace blogsearch::kramdown {
namespace {

constexpr std::size_t kMaxFence = 100;  // marks

// Behind the line that closes the fence that begins here: the next one as long, else the first of
// the longest, the rest of the marks then being a word behind them. 0: there is none.
std::size_t closing_fence(Source& source, char mark, std::size_t size, bool is_gfm) {
  const std::size_t begin = source.at();
  std::size_t longest = 2, close = 0;
  for (source.skip_line(); !source.at_end() && longest < size;) {
    const std::string_view line = source.line();
    const std::string_view rest = line.substr(is_gfm ? opt_space(line) : 0);
    const std::size_t run = std::min(rest.find_first_not_of(mark), rest.size());
    source.skip_line();
    if (run <= longest || !is_blank(rest.substr(run))) continue;
    longest = run;
    close = source.at();
  }
  source.go_to(begin);
  return close;
}

}  // namespace

bool take_indented_lines(Source& source,
                         const std::function<void(std::string_view, std::size_t)>& each) {
  bool is_any = false;
  for (;;) {
    const std::size_t begin = source.at();
    std::vector<std::size_t> blanks;
    for (; !source.at_end() && is_blank(source.line()); source.skip_line())
      blanks.push_back(source.line_number());
    if (source.at_end() || !is_indented(source.line())) {
      source.go_to(begin);
      return is_any;
    }
    for (const std::size_t line : blanks) {
      if (each) each({}, line);
    }
    for (bool is_first = true; !source.at_end() && !is_blank(source.line()); is_first = false) {
      if (!is_first && !is_indented(source.line()) && ends_lazy(source.line())) break;
      if (each) each(source.line(), source.line_number());
      source.skip_line();
    }
    is_any = true;
  }
}

bool skip_fenced_code(Source& source, bool is_gfm) {
  const std::string_view line = source.line();
  const std::string_view rest = line.substr(is_gfm ? opt_space(line) : 0);
  if (rest.empty() || (rest[0] != '~' && !(is_gfm && rest[0] == '`'))) return false;
  const std::size_t size = std::min(rest.find_first_not_of(rest[0]), rest.size());
  if (size < 3 || size > kMaxFence) return false;
  // More than a word behind the marks, and it is none.
  if (trim(rest.substr(size)).find_first_of(" \t") != std::string_view::npos) return false;
  if (source.is_unclosed(rest[0])) return false;
  const std::size_t close = closing_fence(source, rest[0], size, is_gfm);
  if (close == 0) {
    source.set_unclosed(rest[0]);
    return false;
  }
  source.go_to(close);
  return true;
}

}  // namespace blogsearch::kramdown
