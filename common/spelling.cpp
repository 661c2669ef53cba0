// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/spelling.hpp"

#include "common/edit_automaton.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace blogsearch {
namespace {

// What an edit costs, against a letter exchanged for any other.
constexpr double kTranspose = 0.5;
constexpr double kDoubling = 0.4;     // a letter doubled, or a double one single
constexpr double kMissing = 0.75;     // the typed word lacks a letter
constexpr double kExtra = 0.95;       // it has one too many
constexpr double kVowel = 0.75;       // one vowel for another
constexpr double kAlike = 0.65;       // letters that sound alike: s and c
constexpr double kNeighbour = 0.9;    // beside it on the keyboard
constexpr double kFirstLetter = 0.5;  // more, at the first letter
constexpr double kFirstTwo = 0.2;     // more, for the first two exchanged
// How much the cost and the logarithm of the frequency weigh against each other.
constexpr double kCostWeight = 5.0;
constexpr double kFrequencyWeight = 0.5;

constexpr std::size_t kFirstLetterCounts = 6;  // in shorter words the first letter is right

constexpr std::array<std::string_view, 3> kRows = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr std::array<std::string_view, 10> kSound = {"sc", "sz", "ck", "iy", "gj",
                                                     "fv", "kq", "td", "mn", "wv"};

bool is_vowel(char32_t c) {
  return c < 128 && std::string_view("aeiouy").find(static_cast<char>(c)) != std::string_view::npos;
}

bool are_neighbours(char32_t a, char32_t b) {
  if (a >= 128 || b >= 128) return false;
  for (std::size_t row = 0; row < kRows.size(); ++row) {
    const auto at = kRows.at(row).find(static_cast<char>(a));
    if (at == std::string_view::npos) continue;
    for (std::size_t other = row == 0 ? 0 : row - 1; other < std::min(row + 2, kRows.size());
         ++other) {
      const auto there = kRows.at(other).find(static_cast<char>(b));
      if (there == std::string_view::npos) continue;
      return at <= there + 1 && there <= at + 1;
    }
  }
  return false;
}

bool sound_alike(char32_t a, char32_t b) {
  return std::ranges::any_of(kSound, [&](std::string_view pair) {
    const auto x = static_cast<char32_t>(pair[0]);
    const auto y = static_cast<char32_t>(pair[1]);
    return (a == x && b == y) || (a == y && b == x);
  });
}

double exchange_cost(char32_t a, char32_t b) {
  if (a == b) return 0;
  if (is_vowel(a) && is_vowel(b)) return kVowel;
  if (sound_alike(a, b)) return kAlike;
  return are_neighbours(a, b) ? kNeighbour : 1;
}

// A letter beside an equal one costs less to forget or to repeat.
double gap_cost(std::u32string_view text, std::size_t i, double otherwise) {
  const bool doubled =
      (i > 0 && text[i - 1] == text[i]) || (i + 1 < text.size() && text[i + 1] == text[i]);
  return doubled ? kDoubling : otherwise;
}

// The cheapest way from `meant` to `typed`; to its beginning alone if `beginning`.
double edit_cost(std::u32string_view typed, std::u32string_view meant, bool beginning) {
  std::vector<std::vector<double>> cost(typed.size() + 1, std::vector<double>(meant.size() + 1));
  for (std::size_t i = 0; i <= typed.size(); ++i) {
    for (std::size_t j = 0; j <= meant.size(); ++j) {
      if (i == 0 && j == 0) continue;
      const double more = i <= 1 && j <= 1 ? kFirstLetter : 0;
      double best = 1e9;
      if (i > 0) best = std::min(best, cost[i - 1][j] + gap_cost(typed, i - 1, kExtra) + more);
      if (j > 0) best = std::min(best, cost[i][j - 1] + gap_cost(meant, j - 1, kMissing) + more);
      if (i > 0 && j > 0) {
        const double exchange = exchange_cost(typed[i - 1], meant[j - 1]);
        best = std::min(best, cost[i - 1][j - 1] + exchange + (exchange > 0 ? more : 0));
      }
      if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1])
        best = std::min(best, cost[i - 2][j - 2] + kTranspose + (i == 2 && j == 2 ? kFirstTwo : 0));
      cost[i][j] = best;
    }
  }
  const auto& last = cost.back();
  return beginning ? *std::ranges::min_element(last) : last.back();
}

// The same first letter, or the first two exchanged.
bool same_start(std::u32string_view typed, std::u32string_view meant) {
  return typed[0] == meant[0] || (meant.size() > 1 && typed[0] == meant[1] && typed[1] == meant[0]);
}

}  // namespace

int allowed_edits(std::string_view typed) {
  const std::size_t letters = decode_utf8(typed).size();
  if (letters < 4 || letters > kMaxPatternLength) return 0;
  return letters < 8 ? 1 : 2;
}

std::vector<Correction> corrections(std::string_view typed, const Vocabulary& vocabulary,
                                    bool beginning) {
  const int edits = allowed_edits(typed);
  if (edits == 0) return {};
  const std::u32string letters = decode_utf8(typed);
  std::vector<Correction> found;
  for (const Vocabulary::Near& near : vocabulary.near(typed, edits, beginning)) {
    if (near.word == typed) continue;
    const std::u32string meant = decode_utf8(near.word);
    if (std::max(letters.size(), meant.size()) < kFirstLetterCounts && !same_start(letters, meant))
      continue;
    const double cost = edit_cost(letters, meant, beginning);
    found.push_back({std::string(near.word),
                     kFrequencyWeight * std::log(near.frequency + 0.5) - kCostWeight * cost, cost,
                     near.frequency});
  }
  const auto kept = std::min(found.size(), kMaxCorrections);
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept),
                            std::greater<>(), &Correction::likelihood);
  found.resize(kept);
  for (std::size_t i = kept; i-- > 0;)
    found[i].likelihood = std::exp(found[i].likelihood - found[0].likelihood);
  return found;
}

std::vector<Split> splits(std::string_view typed, const Vocabulary& vocabulary) {
  std::vector<std::pair<std::uint32_t, Split>> found;
  for (std::size_t at = 2; at + 2 <= typed.size(); ++at) {
    const std::uint32_t rarer =
        std::min(vocabulary.frequency(typed.substr(0, at)), vocabulary.frequency(typed.substr(at)));
    if (rarer > 0)
      found.push_back({rarer, {std::string(typed.substr(0, at)), std::string(typed.substr(at))}});
  }
  std::ranges::stable_sort(found, std::greater<>(), [](const auto& one) { return one.first; });
  if (found.size() > kMaxSplits) found.resize(kMaxSplits);
  std::vector<Split> best;
  best.reserve(found.size());
  for (auto& one : found) best.push_back(std::move(one.second));
  return best;
}

}  // namespace blogsearch
