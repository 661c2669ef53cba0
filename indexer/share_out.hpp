// SPDX-License-Identifier: GPL-3.0-or-later
// Work on many things, shared by a few threads.
#pragma once

#include <cstddef>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

namespace blogsearch {

// Runs `work(thread, i)` for each i below `ends.back()`, one thread for each contiguous share:
// thread t has the i from `ends[t - 1]` to `ends[t]`. Returns when all have ended; the first
// exception is rethrown.
template <typename Work>
void share_out(const std::vector<std::size_t>& ends, Work work) {
  std::exception_ptr failure;
  std::mutex mutex;
  std::vector<std::jthread> threads;
  for (std::size_t thread = 0; thread < ends.size(); ++thread) {
    threads.emplace_back([&, thread] {
      try {
        for (std::size_t i = thread == 0 ? 0 : ends[thread - 1]; i < ends[thread]; ++i)
          work(thread, i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!failure) failure = std::current_exception();
      }
    });
  }
  threads.clear();
  if (failure) std::rethrow_exception(failure);
}

// Shares of one each, for threads that share out their work themselves.
inline std::vector<std::size_t> one_each(std::size_t threads) {
  std::vector<std::size_t> ends(threads);
  std::iota(ends.begin(), ends.end(), std::size_t{1});
  return ends;
}

}  // namespace blogsearch
