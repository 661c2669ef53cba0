// SPDX-License-Identifier: GPL-3.0-or-later
// Finds quickly where a few words may stand in a text, so that only these places must be analyzed:
// one look at the first letters of each word.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace blogsearch {

class WordFilter {
 public:
  WordFilter();

  // `start`: a folded word, or how words begin.
  void add(std::string_view start);

  // Where from byte `from` on, which is not inside a word, the first word begins whose form may
  // start with one of those added; npos: nowhere. No such word is missed.
  [[nodiscard]] std::size_t find(std::string_view text, std::size_t from) const;

  // Has `text` anything that may be a word?
  [[nodiscard]] bool has_word(std::string_view text) const;

  // What a character gives to a form.
  struct Folded {
    bool in_word = false;
    bool alone = false;    // is a word by itself
    bool is_mark = false;  // may change the character before it
    std::uint8_t size = 0;
    std::array<char, 2> bytes{};  // the first ones
  };

 private:
  [[nodiscard]] bool is_mark(std::string_view text, std::size_t at) const;
  [[nodiscard]] bool may_start(std::string_view text, std::size_t at) const;

  static constexpr std::size_t kTold = 4;  // bytes of a form that are looked at

  // The first bytes of a form.
  struct Start {
    std::uint32_t hash = 0;
    std::size_t size = 0;

    void append(char c);
    [[nodiscard]] std::size_t bit() const { return hash >> 16U; }
  };

  // What an ASCII byte is: in a word and may be the first of one that is looked for, ...
  enum class Ascii : std::uint8_t { none, other, in_word, first };

  std::array<Ascii, 256> ascii_{};
  const Folded* table_;             // by code point
  std::bitset<65'536> starts_;      // of all that was added
  std::bitset<65'536> beginnings_;  // of one byte up to kTold
  bool with_numbers_ = false;       // one of these
};

}  // namespace blogsearch
