// SPDX-License-Identifier: GPL-3.0-or-later
// Stemming by language (Snowball, from Xapian), with a memory of what was stemmed before.
#pragma once

#include "common/analyzer.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace blogsearch {

// The stems under which a word is indexed and looked for: of its folded form, and of its exact form
// where that leads elsewhere ("developpee" and "développée" give "developpe" and "develop").
// `second` may be empty.
struct Stems {
  std::string_view first, second;
};

// One per thread and language. A language without a stemmer leaves words as they are.
class Stemmer {
 public:
  // `language`: BCP 47, "en", "pt-BR"; empty: none.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // The views live as long as the stemmer, or until it forgets.
  Stems stems(const Token& token);
  // Do stems begin as their words do? Not where prefixes are taken off.
  [[nodiscard]] bool keeps_beginnings() const;
  // Keeps memory bounded, where more than `words` were stemmed: to be called between texts. A word
  // takes about 170 bytes.
  void forget_if_over(std::size_t words);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Is there a stemmer for this language?
bool has_stemmer(std::string_view language);

}  // namespace blogsearch
