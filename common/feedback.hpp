// SPDX-License-Identifier: GPL-3.0-or-later
// What the first posts of an answer have in common: pseudo-relevance feedback (Rocchio's idea; the
// terms are weighted as in Robertson, "On term selection for query expansion", J. Doc. 46, 1990).
#pragma once

#include <xapian.h>

namespace blogsearch {

inline constexpr int kFeedbackPosts = 5;

// Stems that the first posts of `found` share and the site hardly has, to raise others like them.
// Empty where these posts do not agree: where the first one stands out, it is the answer, and there
// is nothing to learn from the others. `words`: the query that found them. May throw Xapian::Error.
Xapian::Query feedback(const Xapian::Database& database, const Xapian::Query& words,
                       const Xapian::MSet& found);

}  // namespace blogsearch
