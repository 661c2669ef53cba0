// SPDX-License-Identifier: GPL-3.0-or-later
// Why a post stands where it does, and why another is not there.
#pragma once

#include "common/plan.hpp"
#include "common/search_types.hpp"

#include <xapian.h>

#include <string>
#include <vector>

namespace blogsearch {

// The parts of the score of `post`, the largest first; those that add nothing are left out.
// Together they are its score. `with_bonuses`: is it one of the first posts, which they order? May
// throw Xapian::Error.
std::vector<ScorePart> score_parts(const Xapian::Database& database, const Plan& plan,
                                   Xapian::docid post, bool with_bonuses);

// Why `post` is not among the posts that `plan` finds: a sentence for each reason; empty: it is.
std::vector<std::string> reasons_against(const Xapian::Database& database, const Plan& plan,
                                         Xapian::docid post);

}  // namespace blogsearch
