// SPDX-License-Identifier: GPL-3.0-or-later
// What one word or phrase of a query matches: its forms, stems and parts, words that begin so, and
// what it may have been meant to be.
#pragma once

#include "common/analyzer.hpp"
#include "common/index.hpp"
#include "common/query.hpp"
#include "common/spelling.hpp"
#include "common/stemmer.hpp"
#include "common/vocabulary.hpp"

#include <xapian.h>

#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace blogsearch {

// A part of a query, with words for it.
struct Labelled {
  std::string label;  // "the title begins so"
  Xapian::Query query;
};

// What a word that the index lacks may have been meant to be.
struct Alternative {
  std::string text;     // "homogenization"; two words where a blank was missing
  Xapian::Query match;  // the posts that have it
};

// A word or phrase of the query as the reader typed it, and how to tell that a post has it.
struct QueryWord {
  std::string typed;
  bool phrase = false;             // several words in order
  bool quoted = false;             // and typed so
  Xapian::doccount frequency = 0;  // posts that have one of its stems, at least
  double weight = 0;               // how much it says: idf, from 0 on
  // The same of all words that begin so together, where it may be unfinished.
  double unfinished_weight = std::numeric_limits<double>::infinity();
  std::vector<std::string> forms;        // folded forms that match as they are
  std::vector<std::string> stems;        // stems of words that match
  std::vector<std::string> beginnings;   // beginnings of words that match
  std::vector<Alternative> corrections;  // the likeliest first
  Xapian::Query match;                   // the posts that have it
  Xapian::Query unordered;  // the posts that have all words of what was typed in one piece, in any
                            // order; empty: it was one word, in quotes, or without spaces at all
  Xapian::Query any_part;   // the posts that have one word of a phrase; else as `match`
};

// Which words are corrected.
enum class Correct : std::uint8_t {
  nothing,
  absent,  // what the index does not have, or hardly has
  all,     // everything that is long enough
};

// Which terms a field has.
struct FieldTerms {
  QueryField field;
  std::string_view word;
  std::string_view stem;    // empty: not stemmed
  std::string_view placed;  // the same words where they have positions
};

const FieldTerms& field_terms(QueryField field);

// What else finds a word: its neighbours in one piece, or a synonym.
struct Companion {
  std::string text;  // folded: a word or a phrase
  double scale = 1;  // how much it counts against the word itself
};

struct WordOptions {
  QueryField field = QueryField::any;
  bool beginning = false;  // may be unfinished, ...
  bool is_typed = false;   // ... since it is still being typed
  Correct correct = Correct::nothing;
  std::vector<Companion> companions;
};

// The words of a phrase or compound that count: the rest of a longer one is left out.
inline constexpr std::size_t kMaxPhraseWords = 32;

// Makes the words of one query. Not thread-safe. May throw Xapian::Error.
class WordQueries {
 public:
  // `stemmers`: one for each of index.languages(). `vocabulary` is called when it is needed first;
  // empty: nothing is corrected.
  WordQueries(const SiteIndex& index, std::vector<Stemmer>& stemmers,
              std::function<const Vocabulary&()> vocabulary);

  // The first main token, with those that stand beside it. `tokens` are those of `typed`.
  QueryWord word(std::string_view typed, std::span<const Token> tokens, const WordOptions& options);
  // All main tokens in order, exactly.
  QueryWord phrase(std::span<const Token> tokens, QueryField field);
  // What was typed in one piece but is several words, as in "std::vector": in order, its last one
  // perhaps unfinished, and corrected.
  QueryWord compound(std::string_view typed, std::span<const Token> tokens,
                     const WordOptions& options);

 private:
  using Queries = std::vector<Xapian::Query>;

  void add_stems(const Token& token, const FieldTerms& terms, QueryWord& word, Queries& choices);
  Xapian::Query raw_term(std::string_view form, const FieldTerms& terms, QueryWord& word);
  // Words in a row: the field's own terms, and the same words where they have positions.
  struct Row {
    Queries own, placed;
  };
  static void append(Row& row, std::string_view form, const FieldTerms& terms);
  static Xapian::Query in_order(const Row& row, const FieldTerms& terms);
  Xapian::Query any_stem(const Token& token, const FieldTerms& terms, QueryWord& word);
  static void add_humps(std::span<const Token> tokens, const FieldTerms& terms, Queries& choices);
  void add_companions(const WordOptions& options, QueryWord& word, Queries& choices);
  Xapian::Query companion(std::string_view text, const FieldTerms& terms, QueryWord& word);
  std::string add_expansions(std::string_view form, std::size_t most, const FieldTerms& terms,
                             QueryWord& word, Queries& choices);
  void add_unfinished(std::string_view form, const FieldTerms& terms, QueryWord& word,
                      Queries& choices);
  void add_whole_expansions(std::span<const Token> tokens, const FieldTerms& terms, QueryWord& word,
                            Queries& choices);
  std::vector<Correction> likely(std::string_view form, bool beginning);
  void add_corrections(const Token& token, const WordOptions& options, QueryWord& word,
                       Queries& choices);
  // A word of a compound, as it is or as it may have been meant.
  struct Part {
    Xapian::Query own, placed;  // as in a Row
    Queries meant;              // only what was not typed
    std::string best;           // the likeliest of it
  };
  Part compound_part(const Token& token, const WordOptions& options, QueryWord& word);
  std::optional<QueryWord> parted(std::string_view typed, std::span<const Token> tokens,
                                  const WordOptions& options);
  [[nodiscard]] bool may_correct(const Token& token, const WordOptions& options) const;
  void add_splits(std::string_view form, const FieldTerms& terms, QueryWord& word,
                  Queries& choices);
  [[nodiscard]] Xapian::Query with_wholes(const Xapian::Query& match, std::span<const Token> tokens,
                                          const FieldTerms& terms) const;
  [[nodiscard]] bool is_known(std::string_view form, const FieldTerms& terms, bool beginning) const;
  // How much a term says that so many posts have.
  [[nodiscard]] double idf(double frequency) const;
  [[nodiscard]] bool has_match(const Xapian::Query& query) const;

  const Xapian::Database& database_;
  std::vector<Stemmer>& stemmers_;
  std::function<const Vocabulary&()> vocabulary_;
  Analyzer analyzer_;
  double posts_;
  std::size_t expansions_left_, reads_left_, corrections_left_;
};

// Matches every post. Xapian's own Query::MatchAll is one object for all threads, whose count of
// references is not: to copy it is a data race.
inline Xapian::Query every_post() {
  return Xapian::Query(std::string());
}

// Several queries as one with `op`; the only one as it is.
Xapian::Query combine(Xapian::Query::op op, const std::vector<Xapian::Query>& queries);
Xapian::Query combine(Xapian::Query::op op, const std::vector<Labelled>& queries);
Xapian::Query scaled(double factor, const Xapian::Query& query);

}  // namespace blogsearch
