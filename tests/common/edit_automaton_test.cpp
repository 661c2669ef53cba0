// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/edit_automaton.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

int edits(const std::u32string& pattern, const std::u32string& word, int most) {
  const EditAutomaton automaton(pattern, most);
  EditAutomaton::State state = automaton.start();
  for (const char32_t c : word) state = automaton.step(state, c);
  return automaton.edits_at_end(state);
}

// The restricted Damerau-Levenshtein distance by its definition.
int distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1,
                             cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

TEST(EditAutomaton, CountsEditsOfEachKind) {
  EXPECT_EQ(edits(U"cheese", U"cheese", 2), 0);
  EXPECT_EQ(edits(U"cheese", U"chese", 2), 1) << "a letter is missing";
  EXPECT_EQ(edits(U"cheese", U"cheesee", 2), 1) << "one too many";
  EXPECT_EQ(edits(U"cheese", U"cheeze", 2), 1) << "another";
  EXPECT_EQ(edits(U"cheese", U"hceese", 2), 1) << "two exchanged";
  EXPECT_EQ(edits(U"cheese", U"hceeze", 2), 2);
  EXPECT_EQ(edits(U"cheese", U"hceeze", 1), -1);
  EXPECT_EQ(edits(U"сыроварня", U"сыровария", 1), 1);
  EXPECT_EQ(edits(U"", U"ab", 2), 2);
}

TEST(EditAutomaton, AgreesWithTheDefinition) {
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp,cert-msc32-c): the same words every time
  const auto word = [&](std::size_t most) {
    std::u32string made;
    for (std::size_t i = random() % (most + 1); i > 0; --i) made += U"abc\u00e9"[random() % 4];
    return made;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::u32string a = word(8);
    const std::u32string b = word(8);
    const int exact = distance(a, b);
    for (int most = 0; most <= kMaxEdits; ++most)
      ASSERT_EQ(edits(a, b, most), exact <= most ? exact : -1) << round;
  }
}

TEST(EditAutomaton, KnowsWhenNothingHelpsAnyMore) {
  const EditAutomaton automaton(std::u32string(kMaxPatternLength, U'a'), 1);
  EditAutomaton::State state = automaton.start();
  state = automaton.step(state, U'x');
  EXPECT_TRUE(automaton.is_alive(state));
  state = automaton.step(state, U'x');
  EXPECT_FALSE(automaton.is_alive(state));
}

}  // namespace
}  // namespace blogsearch
