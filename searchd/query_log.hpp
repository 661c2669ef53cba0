// SPDX-License-Identifier: GPL-3.0-or-later
// Counts what readers look for (common/query_counts.hpp), so that the owner of a site learns what
// is popular and what is missing, and nobody who asked.
#pragma once

#include "common/query_counts.hpp"
#include "common/search_types.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace blogsearch {

// Thread-safe.
class QueryLog {
 public:
  using Clock = std::chrono::steady_clock;

  struct Settings {
    std::filesystem::path folder;
    int days = 0;  // how long counts are kept; 0: nothing is counted, and what was goes
  };
  // Goes on with today's file where there is one.
  explicit QueryLog(Settings settings) { configure(std::move(settings)); }
  void configure(Settings settings);

  // A search that was answered. First pages of words count, once each, not what is counted beside
  // them or turned over. While somebody types, a query that another one continues (or shortens)
  // within a few seconds was not what was looked for: only the last one counts.
  void note(const SearchRequest& request, const Answer& answer,
            Clock::time_point now = Clock::now());

  // Writes what has been counted since the last time, and removes days that are over. What cannot
  // be written is logged once, kept, and tried again. `all`: also what has just been typed. One
  // thread calls it.
  void save(bool all = false, Clock::time_point now = Clock::now());

  static constexpr std::chrono::seconds kSettled{5};  // after which nobody types on
  static constexpr std::size_t kMostQueries = 1'000;  // of one day, the least asked give way

 private:
  struct Typed {
    QueryCount count;
    bool prefix = false;  // while typing
    Clock::time_point at;
  };

  void drop_typed(const Typed& next);
  void settle(Clock::time_point before);
  void add(const QueryCount& count);
  void make_room();
  QueryDay& today();
  // `first`: the first day that is kept.
  void write(const std::filesystem::path& folder, const std::vector<QueryDay>& days,
             const std::string& first);

  std::mutex mutex_;  // guards what follows
  Settings settings_;
  std::deque<Typed> typed_;     // the oldest in front
  std::vector<QueryDay> days_;  // the last is the current one, before it what is not written yet
  bool changed_ = false;        // since the last save()

  bool complained_ = false;  // save()'s own: it is called by one thread
};

}  // namespace blogsearch
