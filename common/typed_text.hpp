// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody has typed so far, the last word perhaps unfinished; and which texts go on from it.
#pragma once

#include "common/analyzer.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// How a text stands to what was typed; better ones are greater.
enum class Continues : std::uint8_t {
  no,
  has_words,  // has all words, the last one as a beginning
  begins_so,  // begins with exactly that
};

struct TypedWord {
  std::string form;  // folded, as a post's words are
  TokenKind kind = TokenKind::word;
  std::size_t begin = 0, end = 0;  // bytes in TypedText::text
};

// Plain text: what means something else in a query (quotes, "tag:") is text here.
struct TypedText {
  // Any bytes; what is beyond kMaxTypedBytes is left out.
  explicit TypedText(std::string_view typed);

  // `folded`: by fold_phrase().
  [[nodiscard]] Continues compare(std::string_view folded) const;
  // Were signs typed before the first word that `title` does not begin with? "Beacon" where "::be"
  // was typed.
  [[nodiscard]] bool has_other_signs(std::string_view title) const;
  [[nodiscard]] const TypedWord& last() const { return words.back(); }
  // Is there white space between word `i` and the one before?
  [[nodiscard]] bool has_blank_before(std::size_t i) const;
  // A copy in which word `i` is `form`.
  [[nodiscard]] TypedText with_word(std::size_t i, std::string_view form) const;

  std::string text;              // valid UTF-8
  std::string folded;            // by fold_phrase(), and a blank where the last word is finished
  std::vector<TypedWord> words;  // the main ones; empty: nothing to go on from
  bool unfinished = true;        // the last word may go on
};

inline constexpr std::size_t kMaxTypedBytes = 200;

}  // namespace blogsearch
