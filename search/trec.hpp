// SPDX-License-Identifier: GPL-3.0-or-later
// Queries and answers as the tools of retrieval research write them (TREC): how relevance is
// measured.
#pragma once

#include "common/search.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct TrecQuery {
  std::string id;
  std::string text;
};

// One query a line, "ID<TAB>QUERY"; empty lines are passed over. Throws Error "FILE:LINE: ...".
std::vector<TrecQuery> read_trec_queries(const std::filesystem::path& file);

// A line for each hit: "ID Q0 POST RANK SCORE blogsearch". POST is the post's path inside the site
// without its extension, with white space percent-encoded, since blanks separate the columns.
std::string trec_lines(const TrecQuery& query, const Answer& answer);

}  // namespace blogsearch
