// SPDX-License-Identifier: GPL-3.0-or-later
// Queries with the posts that they ought to find: a blogger's own test of the search.
#pragma once

#include "common/search.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace blogsearch {

// A query and one post that it ought to find at `place` or higher. Several may have the same query.
struct Expectation {
  std::string query;
  std::string post;  // its URL, or its path in the site
  int place = 1;     // 1 is the first
  int line = 0;      // in the file
};

// One a line: "QUERY<TAB>POST" or "QUERY<TAB>POST<TAB>PLACE". Empty lines and lines that begin with
// "#" are passed over. Throws Error "FILE:LINE: ...".
std::vector<Expectation> read_expectations(const std::filesystem::path& file);

struct TestReport {
  std::string text;  // a line for each expectation, then the figures
  bool passed = false;
};

// Asks each query. The figures are the mean reciprocal rank, nDCG@10 and recall@10 over the
// queries, as Järvelin and Kekäläinen define the gain ("Cumulated gain-based evaluation of IR
// techniques", 2002), with every expected post as relevant as any other. Throws as Searcher does.
TestReport test_queries(Searcher& searcher, const std::vector<Expectation>& expectations,
                        const std::string& site);

}  // namespace blogsearch
