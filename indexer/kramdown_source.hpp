// SPDX-License-Identifier: GPL-3.0-or-later
// A text that kramdown's block parser reads: the post, or what is left of it within a list item or
// a block quote. It knows where each of its lines comes from.
#pragma once

#include "indexer/kramdown_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch::kramdown {

class Source {
 public:
  Source() = default;
  // The whole post.
  explicit Source(std::string_view text) {
    for (std::size_t line = 0; !text.empty(); ++line) {
      const std::string_view first = first_line(text);
      add(first, line);
      text.remove_prefix(std::min(first.size() + 1, text.size()));
    }
  }

  void add(std::string_view line, std::size_t from) {
    starts_.emplace_back(text_.size(), from);
    text_ += line;
    text_ += '\n';
  }

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(text_).substr(at_); }
  // From here to the end of the line.
  [[nodiscard]] std::string_view line() const { return first_line(rest()); }
  [[nodiscard]] std::string_view next_line() const {
    return first_line(rest().substr(std::min(line().size() + 1, rest().size())));
  }
  // Where the line comes from.
  [[nodiscard]] std::size_t line_number() const {
    const auto after =
        std::upper_bound(starts_.begin(), starts_.end(), at_,
                         [](std::size_t at, const std::pair<std::size_t, std::size_t>& start) {
                           return at < start.first;
                         });
    return after == starts_.begin() ? 0 : std::prev(after)->second;
  }

  void skip(std::size_t bytes) { at_ = std::min(at_ + bytes, text_.size()); }
  void skip_line() { skip(line().size() + 1); }
  void skip_blank_rest() {
    if (is_blank(line())) skip_line();
  }
  void go_to(std::size_t at) { at_ = at; }

  // Behind the next `mark`, from `from` bytes on from here; npos: there is none, which is found out
  // once.
  std::size_t behind(std::string_view mark, std::size_t from) {
    if (std::find(absent_.begin(), absent_.end(), mark) != absent_.end()) return std::string::npos;
    const std::size_t found = text_.find(mark, at_ + from);
    if (found == std::string::npos) absent_.push_back(mark);
    return found == std::string::npos ? found : found + mark.size() - at_;
  }

  // That no fence of this mark, ` or ~, closes from here on; it is found out once, too.
  [[nodiscard]] bool is_unclosed(char mark) const {
    return unclosed_.find(mark) != std::string::npos;
  }
  void set_unclosed(char mark) { unclosed_ += mark; }

 private:
  std::string text_;
  std::vector<std::pair<std::size_t, std::size_t>> starts_;  // byte, line in the post
  std::size_t at_ = 0;
  std::vector<std::string_view> absent_;  // marks that do not come any more
  std::string unclosed_;                  // marks of fences
};

}  // namespace blogsearch::kramdown
