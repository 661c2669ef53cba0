// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pile.hpp"

#include "indexer/share_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <thread>
#include <vector>

namespace blogsearch {
namespace {

using ::testing::Each;

// Each thing n leads to 2n and 2n + 1, a tree: all of it is done, each thing once, by any number of
// threads.
TEST(Pile, GivesEveryThingOnce) {
  constexpr std::size_t kThings = 20'000;
  for (const std::size_t threads : {1U, 2U, 5U}) {
    std::vector<std::atomic<int>> done(kThings + 1);
    Pile<std::size_t> pile({1}, threads);
    share_out(one_each(threads), [&](std::size_t, std::size_t) {
      std::vector<std::size_t> things;
      std::vector<std::size_t> found;
      while (pile.take(things, found)) {
        for (const std::size_t thing : things) {
          ++done[thing];
          for (const std::size_t next : {2 * thing, 2 * thing + 1})
            if (next <= kThings) found.push_back(next);
        }
      }
      EXPECT_TRUE(things.empty());
    });
    std::vector<int> times(done.begin() + 1, done.end());
    EXPECT_THAT(times, Each(1)) << threads;
  }
}

// The second thread comes while the first has all there is: it gets what that finds.
TEST(Pile, WaitsForWhatOthersMayFind) {
  Pile<int> pile({1}, 2);
  std::vector<int> first;
  std::vector<int> found;
  ASSERT_TRUE(pile.take(first, found));
  std::atomic<bool> has_come = false;
  std::atomic<int> given = 0;
  std::jthread second([&] {
    std::vector<int> things;
    std::vector<int> nothing;
    has_come = true;
    while (pile.take(things, nothing)) given += static_cast<int>(things.size());
  });
  while (!has_come) std::this_thread::yield();
  found = {2, 3, 4};
  ASSERT_TRUE(pile.take(first, found));
  int kept = static_cast<int>(first.size());
  // Without waiting the second would have ended with nothing.
  for (int i = 0; i < 10'000 && given == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_GT(given, 0);
  while (pile.take(first, found)) kept += static_cast<int>(first.size());
  second.join();
  EXPECT_EQ(kept + given, 3);
}

TEST(Pile, DoesNotWaitForThreadsThatNeverCame) {
  Pile<int> pile({1, 2, 3}, 4);
  std::vector<int> things;
  std::vector<int> found;
  std::size_t taken = 0;
  while (pile.take(things, found)) taken += things.size();
  EXPECT_EQ(taken, 3U);
}

TEST(Pile, EndsForAllWhereOneFails) {
  Pile<int> pile({1, 2, 3, 4, 5, 6, 7, 8}, 3);
  const auto work = [&](std::size_t thread, std::size_t) {
    std::vector<int> things;
    std::vector<int> found;
    while (pile.take(things, found)) {
      if (thread == 0) {
        pile.close();
        throw std::runtime_error("failed");
      }
      found = {1};  // for ever
    }
  };
  EXPECT_THROW(share_out(one_each(3), work), std::runtime_error);
}

}  // namespace
}  // namespace blogsearch
