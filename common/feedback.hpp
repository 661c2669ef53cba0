// SPDX-License-Identifier: GPL-3.0-or-later
// What the first posts of an answer have in common: pseudo-relevance feedback (Rocchio's idea; the
// terms are weighted as in Robertson and Sparck Jones, "Relevance weighting of search terms", JASIS
// 27, 1976, times how often these posts have them, as BM25 counts it).
#pragma once

#include <xapian.h>

namespace blogsearch {

// Stems that some of the first ten posts of `found` share and the site hardly has, to raise others
// like them. Empty where these posts do not agree: where the first one stands out, it is the answer, and
// there is nothing to learn from the others. `words`: the query that found them. May throw
// Xapian::Error.
Xapian::Query feedback(const Xapian::Database& database, const Xapian::Query& words,
                       const Xapian::MSet& found);

}  // namespace blogsearch
