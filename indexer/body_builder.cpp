// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/body_builder.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace blogsearch {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
// Shown as nothing within a word: soft hyphen, byte order mark, word joiner.
constexpr std::array<std::string_view, 3> kInvisible = {"\xC2\xAD", "\xEF\xBB\xBF", "\xE2\x81\xA0"};

// Scripts written without blanks, and their punctuation: a line break between two of these is no
// blank.
bool is_ideographic(char32_t c) {
  return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

char32_t last_code_point(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return decode_utf8(text, at).code_point;
}

bool joins_ideographs(std::string_view before, std::string_view after) {
  return is_ideographic(last_code_point(before)) &&
         is_ideographic(decode_utf8(after, 0).code_point);
}

bool is_blank_byte(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

// The size of what begins at `at` and is not shown.
std::size_t invisible_size(std::string_view piece, std::size_t at) {
  for (const std::string_view sign : kInvisible) {
    if (piece.substr(at).starts_with(sign)) return sign.size();
  }
  return 0;
}

bool may_be_special(char c) {
  return is_blank_byte(c) || c == '\xC2' || c == '\xE2' || c == '\xEF';
}

std::size_t end_of_run(std::string_view piece, std::size_t at) {
  while (at < piece.size() && !may_be_special(piece[at])) ++at;
  return at;
}

std::uint32_t offset(std::size_t at) {
  return static_cast<std::uint32_t>(at);
}

}  // namespace

void BodyBuilder::close_gap(std::string_view next) {
  std::string& text = out();
  const Gap gap = in_heading_ ? std::min(gap_, Gap::blank) : gap_;
  gap_ = Gap::none;
  if (gap == Gap::none || text.empty() || text.back() == '\n') return;
  if (gap == Gap::soft && joins_ideographs(text, next)) return;
  text += gap == Gap::line ? '\n' : ' ';
}

void BodyBuilder::write(std::string_view run) {
  close_gap(run);
  if (in_code_ && !code_begun_ && !in_heading_) {
    code_begun_ = true;
    code_.begin = offset(body_.text.size());
  }
  out().append(run);
}

void BodyBuilder::text(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size();) {
    if (is_blank_byte(piece[at])) {
      gap_ = std::max(gap_, piece[at] == '\n' ? Gap::soft : Gap::blank);
      ++at;
    } else if (piece.substr(at, 2) == kNoBreakSpace) {
      blank();
      at += 2;
    } else if (const std::size_t size = invisible_size(piece, at); size > 0) {
      at += size;
    } else {
      const std::size_t end = end_of_run(piece, at + 1);
      write(piece.substr(at, end - at));
      at = end;
    }
  }
}

void BodyBuilder::lines(std::string_view piece) {
  for (;;) {
    const std::size_t end = piece.find('\n');
    text(piece.substr(0, end));
    if (end == std::string_view::npos) return;
    end_line();
    piece.remove_prefix(end + 1);
  }
}

void BodyBuilder::begin_code(std::string_view language) {
  in_code_ = true;
  code_begun_ = false;
  code_.language = language;
}

void BodyBuilder::end_code() {
  if (code_begun_) {
    code_.end = offset(body_.text.size());
    body_.code.push_back(code_);
  }
  in_code_ = false;
  code_begun_ = false;
}

void BodyBuilder::begin_heading() {
  end_line();
  if (!body_.text.empty() && body_.text.back() != '\n') body_.text += '\n';
  gap_ = Gap::none;
  in_heading_ = true;
  heading_.clear();
}

void BodyBuilder::end_heading(int level, std::string id) {
  in_heading_ = false;
  gap_ = Gap::none;
  if (heading_.empty()) return;
  body_.sections.push_back({level, heading_, std::move(id), offset(body_.text.size())});
}

void BodyBuilder::end_excerpt() {
  if (has_excerpt_) return;
  has_excerpt_ = true;
  body_.excerpt = trim(body_.text);
}

Body BodyBuilder::finish() {
  if (!body_.text.empty() && body_.text.back() != '\n') body_.text += '\n';
  return std::move(body_);
}

}  // namespace blogsearch
