// SPDX-License-Identifier: GPL-3.0-or-later
// What readers looked for, from the counts that searchd keeps (common/query_counts.hpp).
#pragma once

#include "common/query_counts.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace blogsearch {

struct QueryReport {
  std::string first, last;  // the first and the last day with counts; empty: there are none
  std::size_t asked = 0, partly = 0, nothing = 0;  // of all queries
  std::vector<QueryCount> queries;                 // over all days, each once
};

// Adds up the days in `dir`; with a `site` only what was asked of it. A damaged day is reported in
// the log and left out.
QueryReport read_query_report(const std::filesystem::path& dir, const std::string& site);

// The `limit` most asked queries, those that found nothing, and those that found only posts
// without some of the words; a line for each, as the terminal may see it. Ends with a newline.
std::string print(const QueryReport& report, std::size_t limit);
// The same as one JSON object on one line.
std::string to_json(const QueryReport& report, std::size_t limit);

}  // namespace blogsearch
