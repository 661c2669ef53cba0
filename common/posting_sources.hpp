// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a Xapian query that are made of code: a time limit, a preference for new posts, a fixed
// bonus. They work on local databases; a remote one would need them registered in its server.
#pragma once

#include "common/cpu_clock.hpp"

#include <xapian.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace blogsearch {

// `query`, ended by Error(time_limit) at `end` of the thread's processor time. Xapian's own
// set_time_limit() does not stop a match.
Xapian::Query with_time_limit(const Xapian::Query& query, CpuClock::time_point end);

// Every post with a date, weighted from 0 to `most`: half of it after each `half_life_days`; a date
// to come counts as today.
Xapian::Query newer_first(double most, int half_life_days, std::int64_t now);

// Exactly `weight` for each post that `query` matches.
Xapian::Query fixed_weight(const Xapian::Query& query, double weight);

// A post and its weight.
using Weighted = std::pair<Xapian::docid, double>;

// These posts, with these weights.
Xapian::Query weighted_posts(std::vector<Weighted> posts);

}  // namespace blogsearch
