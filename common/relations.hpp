// SPDX-License-Identifier: GPL-3.0-or-later
// Which posts of an index are like another, by its own terms: the words that tell it from others as
// one query, each weighted by tf x idf on both sides (as in Salton and Buckley, "Term-weighting
// approaches in automatic text retrieval", 1988).
#pragma once

#include "common/config.hpp"
#include "common/visibility.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace blogsearch {

// Remembers how frequent terms are, for use with many posts. Not thread-safe; lives no longer than
// the database. May throw Xapian::Error.
class Relations {
 public:
  Relations(const Xapian::Database& database, const RankingConfig& ranking, std::int64_t now);

  // At most `limit` posts like `post`, the best first, and their scores: only such as are shown
  // now.
  std::vector<std::pair<Xapian::docid, double>> of(Xapian::docid post, Xapian::doccount limit);

 private:
  struct Term {
    std::string name;
    double weight = 0;  // how much it tells about the post
  };

  std::vector<Term> telling_terms(Xapian::docid post);
  Xapian::Query like(Xapian::docid post);
  // Its tags and categories. `reference`: about the score of a post that is much like it.
  void add_values(Xapian::docid post, double reference, std::vector<Xapian::Query>& parts);
  Xapian::Query preferences(Xapian::docid post, double reference) const;
  double idf(const std::string& term);

  const Xapian::Database& database_;
  Visibility visibility_;
  RankingConfig ranking_;
  std::int64_t now_;
  double posts_;
  std::unordered_map<std::string, double> idf_;
};

}  // namespace blogsearch
