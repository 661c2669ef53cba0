// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as text to be made into terms.
#include "common/analyzer.hpp"

#include "common/schema.hpp"
#include "common/stemmer.hpp"
#include "common/text.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

using namespace blogsearch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Analyzer analyzer;
  static Stemmer english("en");
  static Stemmer french("fr");
  const std::string text = repair_utf8(as_text(data, size));
  std::uint32_t position = 0;
  std::uint32_t begin = 0;
  for (const Token& token : analyzer.analyze(text)) {
    require(!token.form.empty() && token.form.size() <= kMaxTokenBytes, "a token's length");
    require(token.begin <= token.end && token.end <= text.size(), "a token lies in the text");
    if (token.main) {
      require(token.position == ++position, "one main token for each position");
      require(token.begin >= begin, "main tokens ascend");
      begin = token.begin;
    }
    require(make_term(prefix::kExact, std::string(token.form) + "|" + std::string(token.exact))
                    .size() <= kMaxTermBytes,
            "a term's length");
    english.stems(token);
    french.stems(token);
  }
  english.forget_if_over(100'000);
  french.forget_if_over(100'000);
  require(analyzer.next_position() == position + 1, "the next position");
  const std::string phrase = fold_phrase(text);
  require(make_phrase_term(prefix::kTag, text).size() <= kMaxTermBytes, "a phrase term's length");
  require(repair_utf8(phrase) == phrase, "a folded phrase is UTF-8");
  return 0;
}
