// SPDX-License-Identifier: GPL-3.0-or-later
// Assembles a Body from pieces of text, keeping what Body promises.
#pragma once

#include "indexer/body.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace blogsearch {

class BodyBuilder {
 public:
  // Text as read. White space collapses; a line break between two Chinese or Japanese characters is
  // nothing.
  void text(std::string_view piece);
  // The same, but every \n ends a line: the inside of <pre>.
  void lines(std::string_view piece);
  void blank() { gap_ = std::max(gap_, Gap::blank); }
  void end_line() { gap_ = Gap::line; }

  // Text until end_code() is code. Not nested; within a heading it is not noted.
  void begin_code(std::string_view language);
  void name_code(std::string_view language) { code_.language = language; }
  void end_code();

  // Text until end_heading() is a heading; not nested.
  void begin_heading();
  [[nodiscard]] std::string_view heading() const { return heading_; }
  // The heading read so far becomes this: for what a caller takes out of it again.
  void set_heading(std::string_view text) { heading_ = text; }
  // An empty heading is dropped, and the text below it belongs to the section before.
  void end_heading(int level, std::string id);

  // Here is the author's mark: the text before it is the excerpt. Only the first call counts.
  void end_excerpt();

  [[nodiscard]] std::size_t size() const { return body_.text.size(); }
  Body finish();

 private:
  // What stands between the last character and the next; the larger wins.
  enum class Gap { none, soft, blank, line };

  std::string& out() { return in_heading_ ? heading_ : body_.text; }
  void close_gap(std::string_view next);
  void write(std::string_view run);

  Body body_;
  std::string heading_;
  Gap gap_ = Gap::none;
  bool in_heading_ = false, in_code_ = false, code_begun_ = false, has_excerpt_ = false;
  Code code_;
};

}  // namespace blogsearch
