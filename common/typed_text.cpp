// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/typed_text.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

constexpr std::size_t kLongestElision = 2;  // letters, as in "qu'"

// Is `word` a word of `folded`, or the beginning of one?
bool has_word(std::string_view folded, std::string_view word, bool beginning) {
  for (auto at = folded.find(word); at != std::string_view::npos; at = folded.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool starts = at == 0 || folded[at - 1] == ' ';
    if (starts && (beginning || end == folded.size() || folded[end] == ' ')) return true;
  }
  return false;
}

// Of what stands behind it: "d'" of "place d'Asile" is no word of its own.
bool is_elision(const TypedWord& word, std::string_view text) {
  const std::string_view behind = text.substr(word.end);
  return word.form.size() <= kLongestElision && (behind == "'" || behind == "\u2019");
}

}  // namespace

TypedText::TypedText(std::string_view typed) : text(repair_utf8(cut_utf8(typed, kMaxTypedBytes))) {
  Analyzer analyzer;
  for (const Token& token : analyzer.analyze(text)) {
    if (token.main) words.push_back({std::string(token.form), token.kind, token.begin, token.end});
  }
  if (words.size() > 1 && is_elision(words.back(), text)) words.pop_back();
  if (words.empty()) return;
  for (const TypedWord& word : words) folded.append(folded.empty() ? "" : " ").append(word.form);
  const std::string_view behind = std::string_view(text).substr(words.back().end);
  unfinished = behind.empty();
  if (behind.starts_with(' ')) folded += ' ';
}

Continues TypedText::compare(std::string_view other) const {
  if (words.empty()) return Continues::no;
  if (other.starts_with(folded) || other == trim(folded)) return Continues::begins_so;
  const bool has_all = std::ranges::all_of(words, [&](const TypedWord& word) {
    return has_word(other, word.form, unfinished && &word == &words.back());
  });
  return has_all ? Continues::has_words : Continues::no;
}

bool TypedText::has_other_signs(std::string_view title) const {
  if (words.empty()) return false;
  const std::string_view signs = trim(std::string_view(text).substr(0, words.front().begin));
  return !title.starts_with(signs);
}

bool TypedText::has_blank_before(std::size_t i) const {
  const std::size_t from = words.at(i - 1).end;
  const std::size_t to = words.at(i).begin;
  return from < to &&
         squeeze("." + text.substr(from, to - from) + ".").find(' ') != std::string::npos;
}

TypedText TypedText::with_word(std::size_t i, std::string_view form) const {
  const TypedWord& word = words.at(i);
  return TypedText(std::string(text).replace(word.begin, word.end - word.begin, form));
}

}  // namespace blogsearch
