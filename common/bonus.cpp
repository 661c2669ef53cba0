// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/bonus.hpp"

#include "common/posting_sources.hpp"
#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

using Match = Xapian::Query;

// What each part counts, against a word found in the body once. Chosen on judged collections.
constexpr double kRawScale = 0.2;     // the very form typed, beside its stem
constexpr double kExactScale = 0.5;   // the very diacritics typed
constexpr double kTitleScale = 0.05;  // in the title, beyond its weight as a field
constexpr double kAgainScale = 0.5;   // typed twice
// The same, as parts of the reference.
constexpr double kAddressBonus = 10.0;     // the query is the post's URL
constexpr double kWholeTitleBonus = 2.0;   // the title is exactly the query
constexpr double kTitleStartBonus = 2.0;   // the title begins so, and the last word is unfinished
constexpr double kTitlePhraseBonus = 0.3;  // the query's words in order in the title
constexpr double kPhraseBonus = 0.15;      // anywhere in order
constexpr double kNearBonus = 0.1;         // anywhere close together
constexpr Xapian::termcount kNearWindow = 8;  // beyond the number of words
constexpr std::size_t kMaxNearWords = 6;      // longer queries are questions, and cost too much

constexpr std::size_t kMaxAccented = 8;    // accented forms of one word
constexpr std::size_t kTitlesRead = 1000;  // that begin as the query
constexpr std::size_t kMaxTitles = 20;     // the shortest of them

// At most `most` terms that begin so, in alphabetical order.
std::vector<std::string> terms_with(const Xapian::Database& database, const std::string& beginning,
                                    std::size_t most) {
  std::vector<std::string> found;
  for (auto term = database.allterms_begin(beginning);
       term != database.allterms_end(beginning) && found.size() < most; ++term) {
    found.push_back(*term);
  }
  return found;
}

}  // namespace

void Bonuses::add_form(const Token& token) {
  if (token.kind != TokenKind::word) return;
  const std::string form = make_term(prefix::kWord, token.form);
  add(fmt::format("exactly '{}'", token.form), scaled(kRawScale, Match(form)));
  add_accents(token);
}

void Bonuses::add_accents(const Token& token) {
  if (token.kind != TokenKind::word) return;
  const std::string form = make_term(prefix::kWord, token.form);
  const std::string variants = make_term(prefix::kExact, std::string(token.form) + "|");
  if (!token.exact.empty()) {
    add(fmt::format("exactly '{}'", token.exact),
        scaled(kExactScale, Match(make_term(variants, token.exact))));
    return;
  }
  const std::vector<std::string> accented = terms_with(database_, variants, kMaxAccented);
  if (accented.empty()) return;
  const Match others(Match::OP_OR, accented.begin(), accented.end());
  add(fmt::format("'{}' without accents", token.form),
      scaled(kExactScale, Match(Match::OP_AND_NOT, Match(form), others)));
}

void Bonuses::add_title(const QueryWord& word) {
  std::vector<Match> stems;
  for (const std::string& stem : word.stems)
    stems.emplace_back(make_term(prefix::kTitleStem, stem));
  if (stems.empty()) return;
  add(fmt::format("{} in the title", word.typed),
      scaled(kTitleScale, combine(Match::OP_SYNONYM, stems)));
}

void Bonuses::add_again(const QueryWord& word) {
  add(fmt::format("{} again", word.typed), scaled(kAgainScale, word.match));
}

void Bonuses::add_pinned(const Xapian::Query& post, double weight) {
  promote("put first by the settings", post, weight);
}

void Bonuses::add_newness(double weight, int half_life_days, std::int64_t now) {
  if (weight > 0) add("how new it is", newer_first(weight, half_life_days, now));
}

void Bonuses::add_address(const std::string& term, double reference) {
  promote("the query is its URL", Match(term), kAddressBonus * reference);
}

Raises Bonuses::finish(double reference, bool beginning) {
  if (!forms_.empty()) {
    add_whole_title(reference, beginning);
    forms_.size() == 1 ? add_single(reference) : add_order(reference);
  }
  return std::move(raises_);
}

void Bonuses::add_whole_title(double reference, bool beginning) {
  std::string title;
  std::string in_one;
  for (const std::string& form : forms_) {
    title += (title.empty() ? "" : " ") + form;
    in_one += form;
  }
  const std::string term = make_term(prefix::kWholeTitle, title);
  const Match exactly(Match::OP_OR, Match(term), Match(make_term(prefix::kWholeTitle, in_one)));
  promote("the query is the title", exactly, kWholeTitleBonus * reference);
  if (beginning) add_title_starts(term, reference);
}

// The less is left to type of a title, the better.
void Bonuses::add_title_starts(const std::string& start, double reference) {
  std::vector<std::string> titles = terms_with(database_, start, kTitlesRead);
  std::ranges::stable_sort(titles, {}, &std::string::size);
  titles.resize(std::min(titles.size(), kMaxTitles));
  for (const std::string& title : titles) {
    const double typed = static_cast<double>(start.size()) / static_cast<double>(title.size());
    promote("the title begins so", Match(title), kTitleStartBonus * typed * reference);
    title_starts_.emplace_back(title);
  }
}

// A single word has all posts with it to choose from, so that its place in the title tells most.
void Bonuses::add_single(double reference) {
  promote("the only word is in the title", Match(make_term(prefix::kTitle, forms_.front())),
          kTitlePhraseBonus * reference);
}

void Bonuses::add_order(double reference) {
  std::vector<Match> in_title;
  std::vector<Match> anywhere;
  for (const std::string& form : forms_) {
    in_title.emplace_back(make_term(prefix::kTitle, form));
    anywhere.emplace_back(make_term(prefix::kWord, form));
  }
  add_fixed("in this order in the title", combine(Match::OP_PHRASE, in_title),
            kTitlePhraseBonus * reference);
  if (forms_.size() > kMaxNearWords) return;
  add_fixed("in this order", combine(Match::OP_PHRASE, anywhere), kPhraseBonus * reference);
  const auto window = static_cast<Xapian::termcount>(forms_.size()) + kNearWindow;
  add_fixed("close together", Match(Match::OP_NEAR, anywhere.begin(), anywhere.end(), window),
            kNearBonus * reference);
}

void Bonuses::add(std::string label, const Xapian::Query& query) {
  raises_.bonuses.push_back({std::move(label), query});
}

void Bonuses::add_fixed(std::string label, const Xapian::Query& query, double weight) {
  add(std::move(label), fixed_weight(query, weight));
}

void Bonuses::promote(std::string label, const Xapian::Query& query, double weight) {
  raises_.promotions.push_back({std::move(label), fixed_weight(query, weight)});
}

}  // namespace blogsearch
