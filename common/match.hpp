// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a plan: all words first, then what was meant, then as many words as there are.
//
// Where many posts match it goes in two steps, as usual where what tells the best ones apart is
// dear: the words and the promotions find and order all posts; then the bonuses order the first of
// them.
#pragma once

#include "common/cpu_clock.hpp"
#include "common/facets.hpp"
#include "common/plan.hpp"
#include "common/query.hpp"

#include <xapian.h>

#include <functional>
#include <set>

namespace blogsearch {

struct MatchOptions {
  int offset = 0, limit = 10;
  Sort sort = Sort::relevance;
  bool loosen = true;              // posts that lack a word are given where there are few others
  CpuClock::time_point end;        // when the time is up
  FacetCounter* facets = nullptr;  // counts what is found
};

struct Matches {
  Plan plan = {};                          // the one that was answered
  Xapian::MSet found = {};                 // the page asked for
  Xapian::doccount total = 0;              // posts that match, exactly
  Xapian::doccount reranked = 0;           // the bonuses count for so many, the first
  bool loosened = false;                   // not every post has all words
  std::set<Xapian::docid> strangers = {};  // pinned posts that are not found by the words
  bool gave_up = false;  // it took too long: only the rarest words were looked for
};

// `make`: the plan, with so much corrected. Throws Error(time_limit); may throw Xapian::Error.
Matches match(const Xapian::Database& database, const std::function<Plan(Correct)>& make,
              const MatchOptions& options);

}  // namespace blogsearch
