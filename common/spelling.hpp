// SPDX-License-Identifier: GPL-3.0-or-later
// What a word that the index does not have may have been meant to be: a noisy channel (Kernighan,
// Church and Gale, "A spelling correction program based on a noisy channel model", COLING 1990).
// How people mistype is weighed against how frequent the word is in the site.
#pragma once

#include "common/vocabulary.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct Correction {
  std::string word;             // folded
  double likelihood = 0;        // against the likeliest, which has 1
  double edit_cost = 0;         // of the way from it to what was typed; 1: one letter for any other
  std::uint32_t frequency = 0;  // posts that have it
};

// How many edits `typed` (folded) may be away from what was meant: none under four letters, two
// from eight on.
int allowed_edits(std::string_view typed);

// The likeliest words first, at most kMaxCorrections. `beginning`: `typed` may be unfinished.
std::vector<Correction> corrections(std::string_view typed, const Vocabulary& vocabulary,
                                    bool beginning);
inline constexpr std::size_t kMaxCorrections = 6;

// Two words of the vocabulary that `typed` is when a blank is put in; the likeliest pairs first, at
// most kMaxSplits.
struct Split {
  std::string first, second;
};
std::vector<Split> splits(std::string_view typed, const Vocabulary& vocabulary);
inline constexpr std::size_t kMaxSplits = 3;

}  // namespace blogsearch
