// SPDX-License-Identifier: GPL-3.0-or-later
// Text to tokens: the one analysis for posts, queries and snippets.
//
// A text is cut into Unicode words, folded (NFKC, case, diacritics), and numbered. What is written
// in one piece but made of several words (std::vector, foo_bar, utf-8, user@host) gives its words,
// each with a position of its own, and beside the first of them the whole, as typed. The v of a
// version ("v1.2") is only a sign before it: the number without it stands at the same position.
// tests/common/analyzer_test.cpp has a table of examples.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

enum class TokenKind : std::uint8_t {
  word,     // letters: to be stemmed
  number,   // has a digit: never stemmed, never corrected
  whole,    // a compound as typed, with its punctuation: "std::vector", "c++", ".net", "don't" as
            // "dont"
  hump,     // a part of a camelCase word, beside it
  bigram,   // two neighbours of a script without spaces: Chinese, Japanese, Korean, Thai, Lao,
            // Khmer, Burmese
  unigram,  // one character of such a script, beside the bigram
  symbol,   // an emoji or another picture, beside the word before it
};

struct Token {
  std::string_view form;  // folded; at most kMaxTokenBytes
  std::string_view
      exact;  // lower case with its diacritics ("café"), where folding took some away; else empty
  std::uint32_t begin = 0, end = 0;  // bytes in the text
  std::uint32_t position = 0;
  TokenKind kind = TokenKind::word;
  bool main = true;  // the token that stands at this position in phrases; exactly one per position
  bool placed = true;  // may stand there instead: the main one; the number of a version; the first
                       // and the last character of a run of bigrams, beside the first and the last
                       // of these
};

inline constexpr std::size_t kMaxTokenBytes = 64;

// Keeps its buffers between calls: one per thread. Never throws but for memory; any bytes are a
// valid text.
class Analyzer {
 public:
  // The tokens of `text` in reading order, a whole after its words; the first main token has
  // `first_position`, each next one the position after. They live until the next call.
  std::span<const Token> analyze(std::string_view text, std::uint32_t first_position = 1);
  // The position after the last one given.
  [[nodiscard]] std::uint32_t next_position() const { return position_; }

 private:
  friend class TokenScanner;

  // What may stand between two words of a compound.
  enum class Joint : std::uint8_t { none, punctuation, apostrophe, thousands };
  // A run of letters and digits inside a compound.
  struct Segment {
    std::size_t begin = 0, end = 0;
    Joint before = Joint::none;  // what joins it to the one before
    bool marked = false;         // "c++", "c#": its sign belongs to it
  };
  // Of a token's form and exact form, in bytes.
  struct Sizes {
    std::size_t form, exact;
  };

  std::string arena_;  // the forms, end to end
  std::vector<Token> tokens_;
  std::vector<Sizes> sizes_;
  std::vector<Segment> segments_;
  std::uint32_t position_ = 1;
};

// A text folded as words are, with its punctuation left out and single blanks between the words:
// "C++ & Café" is "c++ cafe". For comparing whole titles, tags and names.
std::string fold_phrase(std::string_view text);

}  // namespace blogsearch
