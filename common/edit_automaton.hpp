// SPDX-License-Identifier: GPL-3.0-or-later
// Which words lie within a few edits of a given one: a Levenshtein automaton, its states kept in
// parallel in the bits of machine words (Wu and Manber, "Fast text searching allowing errors",
// CACM 35(10), 1992), with a transposition of two neighbours as one edit (the restricted
// Damerau-Levenshtein distance).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

inline constexpr int kMaxEdits = 2;
inline constexpr std::size_t kMaxPatternLength = 62;  // characters

// Immutable: any number of threads may use one.
class EditAutomaton {
 public:
  // Bit i of reached[e]: the first i characters of the pattern are read, with at most e edits.
  // pending[e]: a transposition is half read.
  struct State {
    std::array<std::uint64_t, kMaxEdits + 1> reached{}, pending{};
  };

  // `pattern`: at most kMaxPatternLength characters; `edits`: 0..kMaxEdits.
  EditAutomaton(std::u32string_view pattern, int edits);

  [[nodiscard]] State start() const;
  [[nodiscard]] State step(const State& from, char32_t c) const;
  // The fewest edits with which what was read is the pattern; -1: more than allowed.
  [[nodiscard]] int edits_at_end(const State& state) const;
  // False: whatever follows, the pattern cannot be reached any more.
  [[nodiscard]] bool is_alive(const State& state) const { return state.reached[edits_] != 0; }

 private:
  [[nodiscard]] std::uint64_t places_of(char32_t c) const;

  std::size_t edits_;
  std::uint64_t all_;                       // the bits of all states
  std::uint64_t last_;                      // the bit of the whole pattern
  std::array<std::uint64_t, 128> ascii_{};  // bit i: the pattern's character i is this one
  std::vector<std::pair<char32_t, std::uint64_t>> others_;
};

}  // namespace blogsearch
