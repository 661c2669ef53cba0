// SPDX-License-Identifier: GPL-3.0-or-later
// What else finds the words of a query: neighbours in one piece, and synonyms.
#pragma once

#include "common/query.hpp"
#include "common/synonyms.hpp"
#include "common/word_query.hpp"

#include <xapian.h>

#include <vector>

namespace blogsearch {

// For each of `parts`, which stand side by side in a query, what finds it, too: "database" for both
// of "data base" if some post has it. `synonyms`: null: none. May throw Xapian::Error.
std::vector<std::vector<Companion>> find_companions(const std::vector<Query>& parts,
                                                    const Xapian::Database& database,
                                                    const Synonyms* synonyms);

}  // namespace blogsearch
