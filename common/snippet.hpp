// SPDX-License-Identifier: GPL-3.0-or-later
// The passage of a post that answers the query, marked.
#pragma once

#include "common/marked_text.hpp"
#include "common/occurrences.hpp"
#include "common/record.hpp"
#include "common/stemmer.hpp"

#include <string>
#include <string_view>
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
  using Occurrences = std::vector<Occurrence>;
  struct Passage {
    std::size_t begin = 0, end = 0;  // bytes: from its first occurrence to the end of its last
    double score = 0;
  };

  [[nodiscard]] double score(const Occurrence* first, const Occurrence* last) const;
  [[nodiscard]] Passage best_passage(const Occurrences& found, std::size_t begin, std::size_t end,
                                     std::size_t length) const;
  [[nodiscard]] double told(const Occurrences& found, const std::vector<Passage>& passages) const;
  [[nodiscard]] Passage passage_of_rest(const Occurrences& found, const Passage& passage,
                                        std::size_t begin, std::size_t end,
                                        std::size_t length) const;
  [[nodiscard]] MarkedText show_best(std::string_view text, const Passage& best, std::size_t begin,
                                     std::size_t end, std::size_t length,
                                     const Occurrences& found) const;
  void add_sections(const Record& record, const Occurrences& found, std::size_t length,
                    Stemmer& stemmer, Snippet& out);

  static MarkedText mark_up(std::string_view text, std::size_t begin, std::size_t end,
                            const Occurrences& found);
  static MarkedText show(std::string_view text, const Passage& passage, std::size_t begin,
                         std::size_t end, std::size_t length, const Occurrences& found);

  const std::vector<QueryWord>& words_;
  std::size_t length_;
  WordFinder finder_;
};

}  // namespace blogsearch
