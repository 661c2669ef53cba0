// SPDX-License-Identifier: GPL-3.0-or-later
// What readers look for, as searchd counts it and `search --report` prints it: how often each query
// was asked on each day, and how often it found nothing. No address, no cookie, no time of day.
//
//   FOLDER/queries-2026-11-27.json    {"format":1,"day":"2026-11-27","others":0,"queries":
//       [{"query":"kettle","site":"blog","asked":3,"partly":0,"nothing":1},...]}
//
// One file a day (UTC), so that a day that is over is never written again, and goes by being
// removed.
#pragma once

#include "common/config.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace blogsearch {

struct QueryCount {
  std::string query;  // in lower case, at most 100 bytes
  std::string site;   // empty: several
  std::size_t asked = 0;
  std::size_t partly = 0;   // of these, how many found only posts that lack some of the words
  std::size_t nothing = 0;  // of these, how many found no post
};

struct QueryDay {
  std::string day;  // "2026-11-27"
  std::vector<QueryCount> queries;
  std::size_t others = 0;  // searches for queries that are not in the list, since it was full
};

using Day = std::chrono::sys_days;
std::string to_text(Day day);

// The settings' stats.folder, else beside the index: INDEX-queries.
std::filesystem::path query_counts_dir(const Config& config, const std::filesystem::path& index);
std::filesystem::path query_day_file(const std::filesystem::path& dir, const std::string& day);

// Throws Error: cannot be read, or is damaged (names the file).
QueryDay read_query_day(const std::filesystem::path& file);
// Whole or not at all, also when the power goes; makes the folder. Throws Error.
void write_query_day(const std::filesystem::path& dir, const QueryDay& day);

// The days in `dir`, in order; empty where there is no such folder.
std::vector<std::string> list_query_days(const std::filesystem::path& dir);
// Removes the files of days before `first`.
void remove_query_days(const std::filesystem::path& dir, const std::string& first);

}  // namespace blogsearch
