// SPDX-License-Identifier: GPL-3.0-or-later
// A Query turned into what Xapian matches: the ranking of docs/architecture.md is written down
// here.
#pragma once

#include "common/config.hpp"
#include "common/index.hpp"
#include "common/query.hpp"
#include "common/stemmer.hpp"
#include "common/synonyms.hpp"
#include "common/vocabulary.hpp"
#include "common/word_query.hpp"

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace blogsearch {

// A query of so many words is a question: no post need have them all.
inline constexpr std::size_t kQuestionWords = 4;

// Which words in a row are asked for one by one.
enum class Broken : std::uint8_t {
  nothing,
  order,      // what was typed in one piece: all its words must be there, in any order
  compounds,  // the same: "x-ray" may be two words
  phrases,    // quotations, too
};

struct Plan {
  std::vector<QueryWord>
      words;             // what is looked for; without what must not be there and without filters
  Xapian::Query strict;  // all words
  Xapian::Query unordered;  // the same, with compounds in any order; empty: there are none
  Xapian::Query any_unit;   // at least one word or phrase; of a question, with compounds broken
  Xapian::Query any_word;   // at least one word, with phrases broken
  Xapian::Query rarest;     // at least one of the few rarest words, whatever else: soon answered
  // Raise posts that match anyway: the first decide which posts are the best, the others the order
  // of these.
  std::vector<Labelled> promotions, bonuses;
  Xapian::Query pinned;  // posts that are given whatever they say
  double reference = 0;  // about the score of a good match: what fixed bonuses are measured by
  Xapian::doccount at_most =
      std::numeric_limits<Xapian::doccount>::max();  // posts that can have all words; rough
  Broken broken = Broken::nothing;                   // in the query that was asked last
  bool everything = false;  // no words at all: every post that passes the filters, newest first

  [[nodiscard]] bool is_question() const { return words.size() >= kQuestionWords; }
  // As which query the word was asked for.
  [[nodiscard]] const Xapian::Query& asked(const QueryWord& word) const;

  // `query`, kept to the posts that pass the filters, have nothing that must not be there, and are
  // visible now.
  [[nodiscard]] Xapian::Query restricted(const Xapian::Query& query) const;
  std::vector<Labelled> required;  // the filters, each with its label
  std::vector<Labelled> excluded;  // what must not be there
  // `query`, kept to the posts that are visible now.
  [[nodiscard]] Xapian::Query visible(const Xapian::Query& query) const;
  Xapian::Query hidden;  // those that are not; may be empty
};

struct PlanOptions {
  blogsearch::Query filter;  // what every post must be
  bool prefix = false;       // the last word may be a beginning
  std::int64_t now = 0;      // decides which posts are visible, and how new one is
  RankingConfig ranking;
  Correct correct = Correct::absent;
  std::function<const Vocabulary&()> vocabulary;  // empty: nothing is corrected
  const Synonyms* synonyms = nullptr;
  std::vector<std::string> pinned;  // URLs of posts that come first, in this order
  std::string address;  // the term of the post of which the query is the URL; empty: it is none
};

// `stemmers`: one for each of index.languages(), in that order. May throw Xapian::Error.
Plan make_plan(const Query& query, const SiteIndex& index, std::vector<Stemmer>& stemmers,
               const PlanOptions& options);

// The weighting scheme for the queries above.
Xapian::BM25Weight weighting();

}  // namespace blogsearch
