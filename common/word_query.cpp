// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/word_query.hpp"

#include "common/schema.hpp"
#include "common/spelling.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace blogsearch {
namespace {

using Match = Xapian::Query;
using Queries = std::vector<Match>;

// What each way to match counts, against a word found in the body once. Chosen on judged
// collections.
constexpr double kHumpScale = 0.3;   // only a part of a camelCase word
constexpr double kWholeScale = 0.3;  // "std::vector" beside std and vector
constexpr double kTypoScale = 0.7;   // the likeliest word that was meant; others less

constexpr std::size_t kExpansionsRead = 4000;  // terms looked at for a beginning
constexpr std::size_t kExpansionsKept = 50;    // the most frequent of them, ...
constexpr std::size_t kExpansionsOfShort =
    5;  // ... for each letter of one or two that are being typed
constexpr std::size_t kShortBeginning = 2;     // letters
constexpr std::size_t kExpansionsOfAll = 200;  // in one query
constexpr std::size_t kReadOfAll = 10'000;     // terms looked at, in one query
constexpr std::size_t kCorrectedOfAll = 8;     // words, in one query

constexpr Xapian::doccount kRareHumped = 10;  // posts: the parts of "camelCase" are tried, too

// A word found so rarely may be a slip in a post: then one that is so many times as frequent is
// tried, too.
constexpr Xapian::termcount kHardly = 2;
constexpr std::uint32_t kMuchMore = 20;
constexpr double kSlip = 0.75;  // the edit cost of a usual slip, such as two letters exchanged

constexpr std::array kFieldTerms = {
    FieldTerms{QueryField::any, prefix::kWord, prefix::kStem, prefix::kWord},
    FieldTerms{QueryField::title, prefix::kTitle, prefix::kTitleStem, prefix::kTitle},
    FieldTerms{QueryField::heading, prefix::kHeading, prefix::kHeadingStem, prefix::kHeading},
    FieldTerms{QueryField::code, prefix::kCode, "", prefix::kWord},
};

void add_unique(std::vector<std::string>& list, std::string_view text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

// Two forms of one word: alike but for a short ending, and not for a last letter doubled.
bool differ_in_ending(std::string_view a, std::string_view b) {
  constexpr std::ptrdiff_t ending = 2;  // bytes
  const auto differ = std::ranges::mismatch(a, b);
  const auto left_a = a.end() - differ.in1;
  const auto left_b = b.end() - differ.in2;
  const std::string_view longer = left_a > 0 ? a : b;
  if (left_a + left_b == 1) return !longer.ends_with(std::string(2, longer.back()));
  return left_a <= ending && left_b <= ending;
}

// Words that share a stem in some language are forms of one word, or ways to write it.
bool share_stem(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::ranges::find_first_of(a, b) != a.end();
}

// May the word be a form of one that has this stem? What is longer is derived from it, or a slip:
// "occurence" from "occur".
bool is_form_of(std::string_view word, std::string_view stem) {
  constexpr std::size_t ending = 3;  // "ing"
  return word.size() <= stem.size() + ending;
}

// Worth trying beside a word that so many posts have?
bool is_sure(const Correction& correction, Xapian::doccount posts) {
  return correction.edit_cost <= kSlip &&
         correction.frequency >= kMuchMore * std::max<Xapian::doccount>(posts, 1);
}

}  // namespace

const FieldTerms& field_terms(QueryField field) {
  return *std::ranges::find(kFieldTerms, field, &FieldTerms::field);
}

Match combine(Match::op op, const std::vector<Match>& queries) {
  if (queries.size() == 1) return queries.front();
  return {op, queries.begin(), queries.end()};
}

Match combine(Match::op op, const std::vector<Labelled>& queries) {
  Queries plain;
  for (const Labelled& one : queries) plain.push_back(one.query);
  return combine(op, plain);
}

Match scaled(double factor, const Match& query) {
  return {Match::OP_SCALE_WEIGHT, query, factor};
}

WordQueries::WordQueries(const SiteIndex& index, std::vector<Stemmer>& stemmers,
                         std::function<const Vocabulary&()> vocabulary)
    : database_(index.database()),
      stemmers_(stemmers),
      vocabulary_(std::move(vocabulary)),
      posts_(database_.get_doccount()),
      expansions_left_(kExpansionsOfAll),
      reads_left_(kReadOfAll),
      corrections_left_(kCorrectedOfAll) {}

QueryWord WordQueries::word(std::string_view typed, std::span<const Token> tokens,
                            const WordOptions& options) {
  if (auto apart = parted(typed, tokens, options)) return *std::move(apart);
  const FieldTerms& terms = field_terms(options.field);
  QueryWord word;
  Queries choices;
  const auto main = std::ranges::find_if(tokens, &Token::main);
  if (main == tokens.end()) {
    word.match = word.any_part = raw_term(tokens.front().form, terms, word);  // a symbol alone
    return word;
  }
  add_stems(*main, terms, word, choices);
  if (word.frequency < kRareHumped) add_humps(tokens, terms, choices);
  add_companions(options, word, choices);
  if (options.beginning) {
    const std::size_t letters = decode_utf8(main->form).size();
    const bool is_short = options.is_typed && letters <= kShortBeginning;
    const std::size_t most = is_short ? kExpansionsOfShort * letters : kExpansionsKept;
    add_expansions(main->form, most, terms, word, choices);
  }
  if (may_correct(*main, options)) add_corrections(*main, options, word, choices);
  word.match = word.any_part = with_wholes(combine(Match::OP_MAX, choices), tokens, terms);
  return word;
}

QueryWord WordQueries::phrase(std::span<const Token> tokens, QueryField field) {
  const FieldTerms& terms = field_terms(field);
  QueryWord word;
  word.phrase = word.quoted = true;
  Row row;
  const auto add = [&](const Token& token) {
    raw_term(token.form, terms, word);
    append(row, token.form, terms);
  };
  for (const Token& token : tokens) {
    if (token.main && row.own.size() < kMaxPhraseWords) add(token);
  }
  if (row.own.empty()) add(tokens.front());
  word.match = with_wholes(in_order(row, terms), tokens, terms);
  word.any_part = combine(Match::OP_OR, row.own);
  return word;
}

double WordQueries::idf(double frequency) const {
  return std::log(1.0 + (posts_ - frequency + 0.5) / (frequency + 0.5));
}

// A word by its stems; a number or a sign as it is.
void WordQueries::add_stems(const Token& token, const FieldTerms& terms, QueryWord& word,
                            Queries& choices) {
  if (token.kind != TokenKind::word || terms.stem.empty()) {
    choices.push_back(raw_term(token.form, terms, word));
    return;
  }
  word.forms.emplace_back(token.form);
  choices.push_back(any_stem(token, terms, word));
  const std::string raw = make_term(terms.word, token.form);
  if (word.frequency == 0 && database_.term_exists(raw))
    choices.emplace_back(raw);  // only written with signs: "dont" for "don't"
  const std::string hump = make_term(prefix::kHump, token.form);
  if (terms.field == QueryField::any && database_.get_termfreq(hump) > 0)
    choices.push_back(scaled(kHumpScale, Match(hump)));
}

Match WordQueries::raw_term(std::string_view form, const FieldTerms& terms, QueryWord& word) {
  const std::string term = make_term(terms.word, form);
  word.forms.emplace_back(form);
  const Xapian::doccount frequency = database_.get_termfreq(term);
  word.weight += idf(frequency);
  word.frequency = std::max(word.frequency, frequency);
  return Match(term);
}

void WordQueries::append(Row& row, std::string_view form, const FieldTerms& terms) {
  row.own.emplace_back(make_term(terms.word, form));
  row.placed.emplace_back(make_term(terms.placed, form));
}

// Where the field's own terms have no positions, the post must have the words in the field, and in
// this order anywhere.
Match WordQueries::in_order(const Row& row, const FieldTerms& terms) {
  Match phrase = combine(Match::OP_PHRASE, row.placed);
  if (terms.placed == terms.word) return phrase;
  return {Match::OP_FILTER, combine(Match::OP_AND, row.own), phrase};
}

// Its stems in the languages of the site, as one.
Match WordQueries::any_stem(const Token& token, const FieldTerms& terms, QueryWord& word) {
  std::vector<std::string> stems;
  if (stemmers_.empty()) add_unique(stems, token.form);
  for (Stemmer& stemmer : stemmers_) {
    const Stems found = stemmer.stems(token);
    add_unique(stems, found.first);
    add_unique(stems, found.second);
  }
  Queries queries;
  for (const std::string& stem : stems) {
    const std::string term = make_term(terms.stem, stem);
    word.frequency = std::max(word.frequency, database_.get_termfreq(term));
    queries.emplace_back(term);
    add_unique(word.stems, stem);
  }
  word.weight = std::max(word.weight, idf(word.frequency));
  return combine(Match::OP_SYNONYM, queries);
}

void WordQueries::add_humps(std::span<const Token> tokens, const FieldTerms& terms,
                            Queries& choices) {
  Row humps;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::hump) append(humps, token.form, terms);
  }
  if (humps.own.size() > 1) choices.push_back(scaled(kHumpScale, in_order(humps, terms)));
}

// A rarer companion says no more than the word that was typed: posts that have only
// "packagemanagement" are not the best ones about package management.
void WordQueries::add_companions(const WordOptions& options, QueryWord& word, Queries& choices) {
  for (const Companion& one : options.companions) {
    QueryWord other;
    const Match match = companion(one.text, field_terms(options.field), other);
    if (match.empty()) continue;
    const double as_much = other.weight > word.weight ? word.weight / other.weight : 1;
    choices.push_back(scaled(one.scale * as_much, match));
    for (const std::string& form : other.forms) add_unique(word.forms, form);
    for (const std::string& stem : other.stems) add_unique(word.stems, stem);
  }
}

// A word by its stems, several in order.
Match WordQueries::companion(std::string_view text, const FieldTerms& terms, QueryWord& word) {
  Row row;
  for (const Token& token : analyzer_.analyze(text)) {
    if (!token.main) continue;
    const bool alone = token.end - token.begin == text.size();
    if (alone && token.kind == TokenKind::word && !terms.stem.empty())
      return any_stem(token, terms, word);
    raw_term(token.form, terms, word);
    append(row, token.form, terms);
  }
  return row.own.empty() ? Match() : in_order(row, terms);
}

// The most frequent words that begin with what was typed, at most so many; gives the first of them.
std::string WordQueries::add_expansions(std::string_view form, std::size_t most,
                                        const FieldTerms& terms, QueryWord& word,
                                        Queries& choices) {
  const std::string beginning = make_term(terms.word, form);
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  auto term = database_.allterms_begin(beginning);
  for (std::size_t read = 0;
       term != database_.allterms_end(beginning) && read < kExpansionsRead && reads_left_ > 0;
       ++term, ++read, --reads_left_) {
    found.emplace_back(term.get_termfreq(), *term);
  }
  const auto kept = std::min({found.size(), most, expansions_left_});
  expansions_left_ -= kept;
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                    std::greater<>());
  Queries expansions;
  double without = posts_;  // posts with none of them, if they stood independently
  for (std::size_t i = 0; i < kept; ++i) {
    expansions.emplace_back(found[i].second);
    without *= 1 - found[i].first / posts_;
  }
  word.beginnings.emplace_back(form);
  if (expansions.empty()) return {};
  word.unfinished_weight = std::min(word.unfinished_weight, idf(posts_ - without));
  choices.push_back(combine(Match::OP_SYNONYM, expansions));
  return found.front().second.substr(terms.word.size());
}

// "background-cli" may become "background-clip".
void WordQueries::add_whole_expansions(std::span<const Token> tokens, const FieldTerms& terms,
                                       QueryWord& word, Queries& choices) {
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::whole && !token.main)
      add_expansions(token.form, kExpansionsKept, terms, word, choices);
  }
}

bool WordQueries::may_correct(const Token& token, const WordOptions& options) const {
  return vocabulary_ && options.correct != Correct::nothing && token.kind == TokenKind::word &&
         allowed_edits(token.form) > 0;
}

// What a word may have been meant to be; of the first few words alone, since each costs a look at
// the whole vocabulary.
std::vector<Correction> WordQueries::likely(std::string_view form, bool beginning) {
  if (corrections_left_ == 0) return {};
  --corrections_left_;
  return corrections(form, vocabulary_(), beginning);
}

// What the index lacks, or hardly has, may have been meant to be another word. What it has in
// another form ("tiles" for "tile") is no slip, but may be that form misspelt ("begining").
void WordQueries::add_corrections(const Token& token, const WordOptions& options, QueryWord& word,
                                  Queries& choices) {
  const FieldTerms& terms = field_terms(options.field);
  const bool as_typed = is_known(token.form, terms, options.beginning);
  const bool known =
      as_typed || (word.frequency > 0 && std::ranges::any_of(word.stems, [&](const auto& stem) {
                     return is_form_of(token.form, stem);
                   }));
  const bool beside = known && options.correct == Correct::absent;
  if (beside && database_.get_collection_freq(std::string(token.form)) > kHardly) return;
  if (corrections_left_ == 0) return;
  const std::vector<std::string> own_stems = word.stems;
  for (const Correction& correction : likely(token.form, options.beginning)) {
    Token meant;
    meant.form = correction.word;
    QueryWord other;
    const Match match =
        terms.stem.empty() ? raw_term(meant.form, terms, other) : any_stem(meant, terms, other);
    const bool same_stem = word.frequency > 0 && share_stem(other.stems, own_stems);
    if (same_stem && differ_in_ending(correction.word, token.form)) return;
    const bool is_respelt = same_stem && !as_typed;
    if (beside && !is_respelt && !is_sure(correction, word.frequency)) continue;
    choices.push_back(scaled(kTypoScale * std::sqrt(correction.likelihood), match));
    word.corrections.push_back({correction.word, match});
    word.forms.push_back(correction.word);
    for (const std::string& stem : other.stems) add_unique(word.stems, stem);
  }
  if (known || !word.corrections.empty()) return;
  add_splits(token.form, terms, word, choices);
  if (word.corrections.empty() && !options.beginning)
    add_unfinished(token.form, terms, word, choices);
}

// Sent before it was finished: the words that begin so.
void WordQueries::add_unfinished(std::string_view form, const FieldTerms& terms, QueryWord& word,
                                 Queries& choices) {
  Queries words;
  const std::string likeliest = add_expansions(form, kExpansionsKept, terms, word, words);
  if (words.empty()) return;
  choices.push_back(scaled(kTypoScale, words.front()));
  word.corrections.push_back({likeliest, words.front()});
}

// Two words where a blank was missing, if they stand side by side somewhere.
void WordQueries::add_splits(std::string_view form, const FieldTerms& terms, QueryWord& word,
                             Queries& choices) {
  for (const Split& split : splits(form, vocabulary_())) {
    Row row;
    append(row, split.first, terms);
    append(row, split.second, terms);
    const Match both = in_order(row, terms);
    if (!has_match(both)) continue;
    choices.push_back(scaled(kTypoScale, both));
    word.corrections.push_back({split.first + " " + split.second, both});
    word.forms.push_back(split.first);
    word.forms.push_back(split.second);
  }
}

// What was typed in one piece counts more where it stands in one piece.
Match WordQueries::with_wholes(const Match& match, std::span<const Token> tokens,
                               const FieldTerms& terms) const {
  Queries wholes;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::whole && !token.main)
      wholes.emplace_back(make_term(terms.word, token.form));
  }
  if (wholes.empty()) return match;
  return {Match::OP_AND_MAYBE, match, scaled(kWholeScale, combine(Match::OP_OR, wholes))};
}

bool WordQueries::is_known(std::string_view form, const FieldTerms& terms, bool beginning) const {
  const std::string term = make_term(terms.word, form);
  if (beginning) return database_.allterms_begin(term) != database_.allterms_end(term);
  return database_.get_termfreq(term) > 0 ||
         (terms.field == QueryField::any &&
          database_.get_termfreq(make_term(prefix::kHump, form)) > 0);
}

bool WordQueries::has_match(const Match& query) const {
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(query);
  return !enquire.get_mset(0, 1).empty();
}

}  // namespace blogsearch
