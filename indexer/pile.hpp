// SPDX-License-Identifier: GPL-3.0-or-later
// Things to do that lead to more of them, shared by a few threads: none waits while there is
// something to do, however uneven the things are.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <iterator>
#include <mutex>
#include <utility>
#include <vector>

namespace blogsearch {

// Thread-safe.
template <typename Thing>
class Pile {
 public:
  // `threads`: how many will take from it; fewer may come.
  Pile(std::vector<Thing> things, std::size_t threads)
      : things_(std::move(things)), threads_(threads) {}

  // Gives a thread `things` to do next, instead of those that it had before (none at first), and
  // puts on what it has `found` meanwhile. Waits where others may still find some. False: all is
  // done.
  bool take(std::vector<Thing>& things, std::vector<Thing>& found) {
    std::unique_lock lock(mutex_);
    if (!things.empty()) --busy_;
    things.clear();
    std::ranges::move(found, std::back_inserter(things_));
    found.clear();
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_closed_ || busy_ == 0 || !things_.empty(); });
    if (is_closed_ || things_.empty()) return false;
    ++busy_;
    const auto share = static_cast<std::ptrdiff_t>((things_.size() - 1) / (2 * threads_) + 1);
    std::move(things_.end() - share, things_.end(), std::back_inserter(things));
    things_.erase(things_.end() - share, things_.end());
    return true;
  }

  // To be called by a thread that fails, so that no other waits for it.
  void close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Thing> things_;
  std::size_t threads_;
  std::size_t busy_ = 0;  // threads that may still find more
  bool is_closed_ = false;
};

}  // namespace blogsearch
