// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/usual_form.hpp"

#include "common/analyzer.hpp"
#include "common/fold.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

constexpr std::size_t kVariantsRead = 24;  // of one word

std::string with_usual_forms(const Xapian::Database& database, std::string_view text) {
  Analyzer analyzer;
  std::string written;
  std::size_t at = 0;
  for (const Token& token : analyzer.analyze(text)) {
    const std::string_view word = text.substr(token.begin, token.end - token.begin);
    if (!token.main || token.kind != TokenKind::word || word != token.form) continue;
    written.append(text.substr(at, token.begin - at)).append(usual_form(database, word));
    at = token.end;
  }
  return written.append(text.substr(at));
}

// All letters are capitals, and there are several.
bool is_shouted(std::u32string_view text) {
  const auto letters =
      std::ranges::count_if(text, [](char32_t c) { return char_class(c) == CharClass::letter; });
  return letters > 1 && std::ranges::count_if(text, is_upper) == letters;
}

}  // namespace

std::string usual_form(const Xapian::Database& database, std::string_view word) {
  const Xapian::doccount posts = database.get_termfreq(make_term(prefix::kWord, word));
  const std::string variants = make_term(prefix::kExact, std::string(word) + "|");
  std::size_t read = 0;
  const auto end = database.allterms_end(variants);
  for (auto term = database.allterms_begin(variants); term != end && read < kVariantsRead;
       ++term, ++read) {
    if (2 * term.get_termfreq() > posts) return (*term).substr(variants.size());
  }
  return std::string(word);
}

std::string as_written(const Xapian::Database& database, std::string_view meant,
                       std::string_view typed) {
  const std::u32string like = decode_utf8(typed);
  const bool all = is_shouted(like);
  const bool first = all || (!like.empty() && is_upper(like.front()));
  std::string written;
  for (const char32_t c : decode_utf8(with_usual_forms(database, meant)))
    append_utf8(written, all || (first && written.empty()) ? to_upper(c) : c);
  return written;
}

}  // namespace blogsearch
