// SPDX-License-Identifier: GPL-3.0-or-later
// What raises posts that match anyway: the exact form, the title, the words in order, a new date.
#pragma once

#include "common/analyzer.hpp"
#include "common/word_query.hpp"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace blogsearch {

// What raises posts, in two lists: the first ranks all posts, the second only the best of them.
struct Raises {
  std::vector<Labelled> promotions;  // few posts have them, and come first
  std::vector<Labelled> bonuses;     // small against the words' weight, and dear
};

// Gathers the parts while a query is read. Not thread-safe. May throw Xapian::Error.
class Bonuses {
 public:
  explicit Bonuses(const Xapian::Database& database) : database_(database) {}

  // The query's words in the order in which they were typed, as they may stand in a title.
  void add_in_order(std::string_view form) { forms_.emplace_back(form); }
  // A word that was not typed inside quotes.
  void add_form(const Token& token);
  // Of any word: posts that have its very diacritics, or none where none were typed.
  void add_accents(const Token& token);
  // A word of the query found in the title.
  void add_title(const QueryWord& word);
  // A word that was typed again.
  void add_again(const QueryWord& word);
  // A post that the settings put first.
  void add_pinned(const Xapian::Query& post, double weight);
  // The post of which the query is the URL; `term` is its own.
  void add_address(const std::string& term, double reference);

  // The date: `weight` for a post of today, half of it for one that is so old.
  void add_newness(double weight, int half_life_days, std::int64_t now);

  // All of it. `reference`: about the score of a good match. `beginning`: the last word may be
  // unfinished.
  Raises finish(double reference, bool beginning);

  // After finish(): posts whose title begins as the query does; they match, whatever word it may
  // become.
  [[nodiscard]] const std::vector<Xapian::Query>& title_starts() const { return title_starts_; }

 private:
  void add_whole_title(double reference, bool beginning);
  void add_title_starts(const std::string& start, double reference);
  void add_single(double reference);
  void add_order(double reference);
  void add(std::string label, const Xapian::Query& query);
  void add_fixed(std::string label, const Xapian::Query& query, double weight);
  void promote(std::string label, const Xapian::Query& query, double weight);

  const Xapian::Database& database_;
  std::vector<std::string> forms_;
  std::vector<Xapian::Query> title_starts_;
  Raises raises_;
};

}  // namespace blogsearch
