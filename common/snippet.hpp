// SPDX-License-Identifier: GPL-3.0-or-later
// The passage of a post that answers the query, marked.
#pragma once

#include "common/analyzer.hpp"
#include "common/marked_text.hpp"
#include "common/plan.hpp"
#include "common/record.hpp"
#include "common/stemmer.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

struct SectionSnippet {
  std::size_t section = 0;  // index in Record::sections
  MarkedText heading, snippet;
};

struct Snippet {
  MarkedText title, snippet;
  std::vector<SectionSnippet>
      sections;  // the best ones that match, at most kMaxSections, in the post's order
};

inline constexpr std::size_t kMaxSections = 3;

// Finds a query's words in texts. One per query; used by one thread.
class Highlighter {
 public:
  // `words` of a Plan; `length`: characters of a snippet, about.
  Highlighter(const std::vector<QueryWord>& words, int length);

  // `stemmer`: of the post's language.
  Snippet snippet(const Record& record, Stemmer& stemmer);

 private:
  // A word of the query in a text; a phrase is one.
  struct Occurrence {
    std::size_t begin = 0, end = 0;  // bytes
    std::size_t word = 0;            // index in words_
    std::uint32_t position = 0;
  };
  using Occurrences = std::vector<Occurrence>;
  struct Passage {
    std::size_t begin = 0, end = 0;  // bytes: from its first occurrence to the end of its last
    double score = 0;
  };

  void learn(std::size_t word);
  void learn_start(std::string_view form);
  Occurrences find(std::string_view text, Stemmer& stemmer);
  [[nodiscard]] const std::size_t* find_word(const Token& token, Stemmer& stemmer) const;
  [[nodiscard]] const std::size_t* find_beginning(std::string_view form) const;
  void find_phrases(const std::vector<const Token*>& tokens, std::size_t last,
                    Occurrences& found) const;
  void keep_lone_parts(Occurrences& found, const Occurrences& parts) const;
  [[nodiscard]] double score(const Occurrence* first, const Occurrence* last) const;
  [[nodiscard]] Passage best_passage(const Occurrences& found, std::size_t begin, std::size_t end,
                                     std::size_t length) const;
  void add_sections(const Record& record, const Occurrences& found, std::size_t length,
                    Stemmer& stemmer, Snippet& out);

  static MarkedText mark_up(std::string_view text, std::size_t begin, std::size_t end,
                            const Occurrences& found);
  static MarkedText show(std::string_view text, const Passage& passage, std::size_t begin,
                         std::size_t end, std::size_t length, const Occurrences& found);

  const std::vector<QueryWord>& words_;
  std::size_t length_;
  Analyzer analyzer_;
  using WordOf = std::unordered_map<std::string_view, std::size_t>;
  WordOf forms_, stems_, parts_;              // of single words; of the words of phrases
  std::vector<std::string_view> beginnings_;  // with the word of each
  std::vector<std::size_t> beginning_words_;
  std::vector<bool> starts_;  // by the first two bytes of a form: may it be one of the query's?
};

}  // namespace blogsearch
