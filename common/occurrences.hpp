// SPDX-License-Identifier: GPL-3.0-or-later
// Where a query's words stand in a text.
#pragma once

#include "common/analyzer.hpp"
#include "common/stemmer.hpp"
#include "common/text_hash.hpp"
#include "common/word_filter.hpp"
#include "common/word_query.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

// A word of the query in a text; a phrase is one.
struct Occurrence {
  std::size_t begin = 0, end = 0;  // bytes
  std::size_t word = 0;            // index in the words of the query
  std::uint32_t position = 0;  // neighbours follow each other; there may be gaps where no word is
};

// One per query; used by one thread.
class WordFinder {
 public:
  // `words` of a Plan; must outlive the finder.
  explicit WordFinder(const std::vector<QueryWord>& words);

  // In reading order. `stemmer`: of the text's language. Where a phrase stands nowhere as a whole,
  // its words are given, but no numbers: "0" of "1.70.0" says nothing by itself.
  std::vector<Occurrence> find(std::string_view text, Stemmer& stemmer);

 private:
  // A word of a phrase in a text.
  struct Part {
    std::size_t begin = 0, end = 0;
    std::size_t phrase = 0, index = 0;  // which word of which phrase
    std::uint32_t position = 0;
    bool is_number = false;
  };
  struct PhrasePlace {
    std::size_t phrase, index;
  };

  // What was found in a piece of a text; bytes and positions count from its start.
  struct Reading {
    std::vector<Occurrence> found;
    std::vector<Part> parts;
    std::uint32_t positions = 0;  // how many the piece has
  };

  void learn(std::size_t word);
  void find_in_places(std::string_view text, Stemmer& stemmer);
  const Reading& read(std::string_view piece, Stemmer& stemmer);
  [[nodiscard]] Reading analyze(std::string_view piece, Stemmer& stemmer);
  void add(const Reading& reading, std::size_t begin, std::uint32_t position);
  [[nodiscard]] const std::size_t* find_word(const Token& token, Stemmer& stemmer) const;
  [[nodiscard]] const std::size_t* find_beginning(std::string_view form) const;
  void join_phrases();
  [[nodiscard]] const Part* phrase_end(std::size_t first) const;

  const std::vector<QueryWord>& words_;
  Analyzer analyzer_;
  WordFilter filter_;
  using WordOf = std::unordered_map<std::string_view, std::size_t>;
  WordOf forms_, stems_;                      // of single words
  std::vector<std::string_view> beginnings_;  // with the word of each
  std::vector<std::size_t> beginning_words_;
  std::unordered_map<std::string_view, std::vector<PhrasePlace>> places_;  // of words in phrases
  // Pieces read before: a text says the same words again and again.
  std::unordered_map<std::string, Reading, TextHash, std::equal_to<>> read_;
  const Stemmer* read_with_ = nullptr;
  Reading long_;  // the last piece that was too long to be remembered
  // Of the text that is being read.
  std::vector<Occurrence> found_;
  std::vector<Part> parts_;
};

}  // namespace blogsearch
