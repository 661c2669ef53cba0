// SPDX-License-Identifier: GPL-3.0-or-later
// The words of an index, held in memory to find those that are near to a mistyped one.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Immutable: any number of threads may use one.
class Vocabulary {
 public:
  // Reads every word that consists of letters of a script with spaces, also parts of camelCase
  // words. About 10 ms and 1 MB for 45,000 words. May throw Xapian::Error.
  explicit Vocabulary(const Xapian::Database& database);

  struct Near {
    std::string_view word;        // folded; lives as long as the vocabulary
    std::uint32_t frequency = 0;  // posts that have it
    int edits = 0;
  };
  // The words within `edits` (0..kMaxEdits) of `word`, or those that begin with something so near:
  // in alphabetical order.
  [[nodiscard]] std::vector<Near> near(std::string_view word, int edits, bool beginnings) const;

  // Posts that have `word`; 0: none.
  [[nodiscard]] std::uint32_t frequency(std::string_view word) const;

 private:
  struct Entry {
    std::uint32_t begin = 0;  // byte in text_
    std::uint32_t frequency = 0;
    std::uint8_t bytes = 0;
    std::uint8_t shared = 0;  // bytes that are the same as in the word before
  };

  class Walk;
  void append(std::string_view word, std::uint32_t frequency);
  [[nodiscard]] std::string_view word(const Entry& entry) const {
    return std::string_view(text_).substr(entry.begin, entry.bytes);
  }

  std::string text_;  // all words in the order of their bytes, end to end
  std::vector<Entry> entries_;
};

}  // namespace blogsearch
