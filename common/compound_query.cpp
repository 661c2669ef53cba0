// SPDX-License-Identifier: GPL-3.0-or-later
// What a word of several parts matches: WordQueries::compound().
#include "common/word_query.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

using Match = Xapian::Query;

constexpr std::size_t kCompoundCorrections = 3;  // of each part of a compound

// What may join words that people mistype, also in the names of an interface's parts
// (`tabs.duplicate`); anything else is code.
constexpr std::array<std::string_view, 9> kWordJoints = {"-", "/", ",", ".", "'",
                                                         "’", "‐", "–", "—"};

bool looks_like_code(std::string_view typed, std::span<const Token> tokens) {
  if (typed.starts_with('-')) return true;  // an option: "--dry-run"
  const Token* before = nullptr;
  for (const Token& token : tokens) {
    if (!token.main) continue;
    if (before != nullptr && token.begin > before->end) {
      const std::string_view joint = typed.substr(before->end, token.begin - before->end);
      if (std::ranges::find(kWordJoints, joint) == kWordJoints.end()) return true;
    }
    before = &token;
  }
  return false;
}

// Not those of a script without spaces, whose bigrams also stand for what lies between two words.
bool are_words(std::span<const Token> tokens) {
  return std::ranges::none_of(tokens, [](const Token& token) {
    return token.kind == TokenKind::bigram || token.kind == TokenKind::unigram;
  });
}

bool is_between_letter_and_digit(std::string_view text, std::size_t at) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  return (is_letter(text[at - 1]) && is_digit(text[at])) ||
         (is_digit(text[at - 1]) && is_letter(text[at]));
}

}  // namespace

QueryWord WordQueries::compound(std::string_view typed, std::span<const Token> tokens,
                                const WordOptions& options) {
  if (auto apart = parted(typed, tokens, options)) return *std::move(apart);
  const FieldTerms& terms = field_terms(options.field);
  QueryWord word;
  word.phrase = true;
  WordOptions part_options = options;
  if (looks_like_code(typed, tokens)) part_options.correct = Correct::nothing;
  Row row;
  Queries corrected;
  std::string meant;
  std::size_t at = 0;
  for (const Token& token : tokens) {
    if (!token.main || row.own.size() == kMaxPhraseWords) continue;
    Part part = compound_part(token, part_options, word);
    row.own.push_back(part.own);
    row.placed.push_back(part.placed);
    if (part.meant.empty()) continue;
    corrected.insert(corrected.end(), part.meant.begin(), part.meant.end());
    meant.append(typed.substr(at, token.begin - at)).append(part.best);
    at = token.end;
  }
  if (!corrected.empty()) {
    meant += typed.substr(at);
    word.corrections.push_back({meant, combine(Match::OP_OR, corrected)});
  }
  Queries choices = {in_order(row, terms)};
  add_companions(options, word, choices);
  if (options.beginning) add_whole_expansions(tokens, terms, word, choices);
  word.match = with_wholes(combine(Match::OP_MAX, choices), tokens, terms);
  if (are_words(tokens)) word.unordered = combine(Match::OP_AND, row.own);
  choices.front() = combine(Match::OP_OR, row.own);
  word.any_part = combine(Match::OP_OR, choices);
  return word;
}

WordQueries::Part WordQueries::compound_part(const Token& token, const WordOptions& options,
                                             QueryWord& word) {
  const FieldTerms& terms = field_terms(options.field);
  Part part;
  Row forms;
  raw_term(token.form, terms, word);
  append(forms, token.form, terms);
  if (may_correct(token, options) && !is_known(token.form, terms, false)) {
    for (const Correction& correction : likely(token.form, false)) {
      if (part.meant.size() == kCompoundCorrections) break;
      if (part.meant.empty()) part.best = correction.word;
      append(forms, correction.word, terms);
      part.meant.push_back(forms.own.back());
      word.forms.push_back(correction.word);
    }
  }
  part.own = combine(Match::OP_OR, forms.own);
  part.placed = combine(Match::OP_OR, forms.placed);
  return part;
}

// Letters and digits in one piece that no post has, as in "node18": both side by side, if some post
// has them so.
std::optional<QueryWord> WordQueries::parted(std::string_view typed, std::span<const Token> tokens,
                                             const WordOptions& options) {
  if (!vocabulary_ || options.correct == Correct::nothing) return {};
  const FieldTerms& terms = field_terms(options.field);
  std::string apart;
  std::size_t done = 0;
  for (const Token& token : tokens) {
    if (!token.main || token.kind != TokenKind::number ||
        is_known(token.form, terms, options.beginning))
      continue;
    for (std::size_t at = token.begin + 1; at < token.end; ++at) {
      if (!is_between_letter_and_digit(typed, at)) continue;
      apart.append(typed.substr(done, at - done)).append(" ");
      done = at;
    }
  }
  if (apart.empty()) return {};
  apart += typed.substr(done);
  Analyzer analyzer;
  QueryWord word = compound(apart, analyzer.analyze(apart), options);
  if (!has_match(word.match)) return {};
  if (word.corrections.empty()) word.corrections.push_back({apart, word.match});
  return word;
}

}  // namespace blogsearch
