// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/plan.hpp"

#include "common/analyzer.hpp"
#include "common/bonus.hpp"
#include "common/companions.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/visibility.hpp"

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

using Xapian::Query;
using Queries = std::vector<Query>;

// Of a loosened query: how many words count, and which need not be looked for by themselves.
constexpr std::size_t kMaxLoosened = 24;
constexpr std::size_t kEnoughTelling = 2;
constexpr double kCommon = 0.1;   // of all posts have it
constexpr double kCostly = 1000;  // posts: a common word of a small site costs nothing
constexpr std::ptrdiff_t kRarest = 4;
constexpr std::size_t kPlainTerms = 2;   // of each of the rarest
constexpr Xapian::doccount kRare = 200;  // posts: of a commoner word it is not asked how many
constexpr double kPinned = 100;          // of the reference, for each place

constexpr double kBm25K1 = 2.0;
constexpr double kBm25B = 0.7;

// About the score of a post that matches well a word that says so much.
double good_match(double weight) {
  return weight * (kBm25K1 * kWdfScale + 1) / 2;
}

bool is_empty(const Query& query) {
  return query.empty();
}

Query moments(Slot slot, double first, double last) {
  return {Query::OP_VALUE_RANGE, slot, Xapian::sortable_serialise(first),
          Xapian::sortable_serialise(last)};
}

// Is anything looked for in it? Else it only filters.
bool has_text(const blogsearch::Query& query) {
  return query.kind == blogsearch::Query::Kind::text || std::ranges::any_of(query.parts, has_text);
}

// Makes one Plan.
class Planner {
 public:
  Planner(const SiteIndex& index, std::vector<Stemmer>& stemmers, const PlanOptions& options)
      : database_(index.database()),
        options_(options),
        words_(index, stemmers, options.vocabulary),
        bonuses_(database_),
        posts_(database_.get_doccount()) {}

  Plan plan(const blogsearch::Query& query) {
    const std::vector<blogsearch::Query> single = {query};
    const auto& parts = query.kind == blogsearch::Query::Kind::all_of ? query.parts : single;
    Queries positive;
    Queries unordered;
    bool unsearchable = false;
    const auto companions = find_companions(parts, database_, options_.synonyms);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      using Kind = blogsearch::Query::Kind;
      const Kind kind = parts[i].kind;
      if (kind == Kind::all) continue;
      const auto part_i = parts.begin() + static_cast<std::ptrdiff_t>(i);
      if (std::find(parts.begin(), part_i, parts[i]) != part_i) {
        say_again(parts[i]);
        continue;
      }
      Place place{true, i + 1 == parts.size(), companions[i]};
      if (kind == Kind::none_of) {
        plan_.excluded.push_back(labelled(parts[i].parts.front(), {}));
      } else if (!has_text(parts[i])) {
        plan_.required.push_back(labelled(parts[i], place));
      } else if (Query part = build(parts[i], place); !is_empty(part)) {
        only_plain_ = only_plain_ && kind == Kind::text && parts[i].field == QueryField::any;
        const bool compound = kind == Kind::text && !plan_.words.back().unordered.empty();
        unordered.push_back(compound ? plan_.words.back().unordered : part);
        has_compound_ = has_compound_ || compound;
        positive.push_back(std::move(part));
        if (kind == Kind::text) note_most(plan_.words.back());
      } else {
        unsearchable = true;
      }
    }
    if (options_.filter.kind != blogsearch::Query::Kind::all)
      plan_.required.push_back(labelled(options_.filter, {}));
    plan_.hidden = Visibility(database_, options_.now).hidden();
    plan_.everything = positive.empty() && !unsearchable;
    if (has_compound_) plan_.unordered = combine(Query::OP_AND, unordered);
    if (!positive.empty()) finish(positive);
    return std::move(plan_);
  }

 private:
  // --- the query's tree ---

  // Where in the query something stands.
  struct Place {
    bool wanted = false;   // what it finds is looked for: its words are named in the answer
    bool is_last = false;  // the last word typed is in it
    std::vector<Companion> companions;
  };

  Labelled labelled(const blogsearch::Query& query, const Place& place) {
    return {describe(query), build(query, place)};
  }

  Query build(const blogsearch::Query& query, const Place& place) {
    switch (query.kind) {
      case blogsearch::Query::Kind::all:
        return every_post();
      case blogsearch::Query::Kind::text:
        return text(query, place);
      case blogsearch::Query::Kind::filter:
        return filter(query);
      case blogsearch::Query::Kind::dates:
        return moments(kSlotDate, static_cast<double>(query.first),
                       static_cast<double>(query.last));
      case blogsearch::Query::Kind::all_of:
        return group(Query::OP_AND, query, place);
      case blogsearch::Query::Kind::any_of:
        return group(Query::OP_OR, query, place);
      case blogsearch::Query::Kind::none_of:
        return {Query::OP_AND_NOT, every_post(), build(query.parts.front(), {})};
    }
    return {};
  }

  Query group(Query::op op, const blogsearch::Query& query, const Place& place) {
    Queries built;
    for (const auto& part : query.parts) {
      Query one = build(part, {place.wanted, place.is_last && &part == &query.parts.back(), {}});
      if (!is_empty(one)) built.push_back(std::move(one));
    }
    return built.empty() ? Query() : combine(op, built);
  }

  Query filter(const blogsearch::Query& query) {
    switch (query.field) {
      case QueryField::tag:
        return Query(make_phrase_term(prefix::kTag, query.text));
      case QueryField::category:
        return Query(make_phrase_term(prefix::kCategory, query.text));
      case QueryField::language:
        return Query(make_term(prefix::kLanguage, lower_ascii(query.text)));
      case QueryField::author:
        if (query.phrase) return Query(make_phrase_term(prefix::kAuthor, query.text));
        return {Query::OP_OR, Query(make_phrase_term(prefix::kAuthor, query.text)),
                words_in(prefix::kAuthorWord, query.text, Query::OP_AND)};
      default:
        return words_in(prefix::kUrlWord, query.text, Query::OP_PHRASE);
    }
  }

  Query words_in(std::string_view prefix, std::string_view value, Query::op op) {
    Queries terms;
    for (const Token& token : analyzer_.analyze(value)) {
      if (token.main && terms.size() < kMaxPhraseWords)
        terms.emplace_back(make_term(prefix, token.form));
    }
    return terms.empty() ? Query() : combine(op, terms);
  }

  // --- texts ---

  Query text(const blogsearch::Query& query, const Place& place) {
    const auto tokens = analyzer_.analyze(query.text);
    if (tokens.empty()) return {};
    const bool one_word = std::ranges::count_if(tokens, &Token::main) <= 1;
    const bool beginning = !query.phrase && (query.prefix || (place.is_last && options_.prefix));
    const WordOptions options{query.field, beginning, !query.prefix,
                              place.wanted ? options_.correct : Correct::nothing, place.companions};
    QueryWord word = query.phrase ? words_.phrase(tokens, query.field)
                     : one_word   ? words_.word(query.text, tokens, options)
                                  : words_.compound(query.text, tokens, options);
    word.typed = query.phrase ? "\"" + query.text + "\"" : query.text;
    if (!place.wanted) return word.match;
    if (query.field == QueryField::any) note_order(tokens, word);
    unfinished_ = options.beginning;
    plan_.words.push_back(std::move(word));
    return plan_.words.back().match;
  }

  // The words in order, for titles and phrases: as they were meant.
  void note_order(std::span<const Token> tokens, const QueryWord& word) {
    const bool is_meant =
        !word.corrections.empty() && std::ranges::any_of(tokens, [&](const Token& token) {
          return token.main && !database_.term_exists(std::string(token.form));
        });
    Analyzer analyzer;
    for (const Token& token : is_meant ? analyzer.analyze(word.corrections.front().text) : tokens) {
      if (!token.main) continue;
      bonuses_.add_in_order(token.form);
      if (word.phrase) {
        bonuses_.add_accents(token);  // its forms are asked for as they are
      } else {
        bonuses_.add_form(token);
      }
    }
  }

  // Said twice: it counts more, and has a second place in phrases.
  void say_again(const blogsearch::Query& query) {
    if (query.kind != blogsearch::Query::Kind::text || query.field != QueryField::any) return;
    for (const Token& token : analyzer_.analyze(query.text)) {
      if (token.main) bonuses_.add_in_order(token.form);
    }
    const auto word = std::ranges::find(plan_.words, query.text, &QueryWord::typed);
    if (word != plan_.words.end()) bonuses_.add_again(*word);
  }

  // At most so many posts have this word, which all must have.
  void note_most(const QueryWord& word) {
    if (!word.beginnings.empty() || !word.corrections.empty() || word.frequency > kRare) return;
    Xapian::doccount posts = 0;
    const auto end = word.match.get_unique_terms_end();
    for (auto term = word.match.get_unique_terms_begin(); term != end; ++term)
      posts += database_.get_termfreq(*term);
    plan_.at_most = std::min(plan_.at_most, posts);
  }

  // --- all of it ---

  void finish(const Queries& positive) {
    plan_.strict = combine(Query::OP_AND, positive);
    double typed = 0;  // the reference of what is typed so far: newness must not outweigh it
    for (const QueryWord& word : plan_.words) {
      plan_.reference += good_match(word.weight);
      typed += good_match(std::min(word.weight, word.unfinished_weight));
      bonuses_.add_title(word);
    }
    const std::vector<const QueryWord*> rarest = rarest_first();
    plan_.any_unit =
        any_of(rarest, plan_.is_question() ? &Planner::with_compounds_broken : &Planner::whole);
    plan_.any_word = any_of(rarest, &Planner::with_phrases_broken);
    plan_.rarest = any_of(
        {rarest.begin(), rarest.begin() + std::min<std::ptrdiff_t>(kRarest, std::ssize(rarest))},
        &Planner::plain);
    pin();
    if (!options_.address.empty()) bonuses_.add_address(options_.address, plan_.reference);
    bonuses_.add_newness(options_.ranking.recency * typed, options_.ranking.recency_half_life_days,
                         options_.now);
    Raises raises = bonuses_.finish(plan_.reference, unfinished_);
    plan_.promotions = std::move(raises.promotions);
    plan_.bonuses = std::move(raises.bonuses);
    if (only_plain_) also_find(bonuses_.title_starts());
    if (!options_.address.empty()) also_find({Query(options_.address)});
  }

  [[nodiscard]] bool is_known(const QueryWord& word) const {
    if (word.frequency > 0) return true;
    const auto end = word.match.get_unique_terms_end();
    return std::any_of(word.match.get_unique_terms_begin(), end,
                       [&](const std::string& term) { return database_.term_exists(term); });
  }

  // Of those that some post has.
  [[nodiscard]] std::vector<const QueryWord*> rarest_first() const {
    std::vector<const QueryWord*> words;
    for (const QueryWord& word : plan_.words) {
      if (is_known(word)) words.push_back(&word);
    }
    std::ranges::stable_sort(words, {}, &QueryWord::frequency);
    return words;
  }

  // Posts with at least one of the words: of those that say something, if there are such; the
  // commoner ones then only add to the score.
  Query any_of(const std::vector<const QueryWord*>& words, Query (*part)(const QueryWord&)) const {
    Queries telling;
    Queries common;
    for (const QueryWord* word : words) {
      if (telling.size() + common.size() == kMaxLoosened) break;
      const bool is_common = word->frequency > std::max(kCommon * posts_, kCostly);
      (is_common && telling.size() >= kEnoughTelling ? common : telling).push_back(part(*word));
    }
    if (telling.empty()) return {};
    const Query any = combine(Query::OP_OR, telling);
    return common.empty() ? any : Query(Query::OP_AND_MAYBE, any, combine(Query::OP_OR, common));
  }

  static Query whole(const QueryWord& word) { return word.match; }

  static Query with_compounds_broken(const QueryWord& word) {
    return word.quoted ? word.match : word.any_part;
  }
  static Query with_phrases_broken(const QueryWord& word) { return word.any_part; }

  // As few terms as a word can be told by.
  static Query plain(const QueryWord& word) {
    Queries terms;
    for (const std::string& stem : word.stems) terms.emplace_back(make_term(prefix::kStem, stem));
    if (terms.empty()) {
      for (const std::string& form : word.forms) terms.emplace_back(make_term(prefix::kWord, form));
    }
    terms.resize(std::min(terms.size(), kPlainTerms));
    return combine(Query::OP_OR, terms);
  }

  // The posts that the settings put first.
  void pin() {
    Queries pinned;
    for (std::size_t i = 0; i < options_.pinned.size(); ++i) {
      pinned.emplace_back(make_term(prefix::kUrl, url_key(options_.pinned[i])));
      const auto place = static_cast<double>(options_.pinned.size() - i);
      bonuses_.add_pinned(pinned.back(), kPinned * place * plan_.reference);
    }
    if (!pinned.empty()) plan_.pinned = combine(Query::OP_OR, pinned);
  }

  // Posts that match whatever words they have.
  void also_find(const Queries& posts) {
    if (posts.empty()) return;
    const Query all(Query::OP_SCALE_WEIGHT, combine(Query::OP_OR, posts), 0);
    for (Query* query : {&plan_.strict, &plan_.any_unit, &plan_.any_word, &plan_.rarest})
      *query = query->empty() ? all : Query(Query::OP_OR, *query, all);
  }

  const Xapian::Database& database_;
  const PlanOptions& options_;
  Analyzer analyzer_;
  WordQueries words_;
  Bonuses bonuses_;
  double posts_;
  Plan plan_;
  bool only_plain_ = true;  // words and phrases anywhere, and nothing else, are looked for
  bool has_compound_ = false;
  bool unfinished_ = false;  // the last word of `plan_`
};

}  // namespace

const Xapian::Query& Plan::asked(const QueryWord& word) const {
  if (broken == Broken::order && !word.unordered.empty()) return word.unordered;
  const bool is_broken = broken >= (word.quoted ? Broken::phrases : Broken::compounds);
  return is_broken ? word.any_part : word.match;
}

Xapian::Query Plan::restricted(const Xapian::Query& query) const {
  Xapian::Query kept = query;
  if (!required.empty())
    kept = Xapian::Query(Xapian::Query::OP_FILTER, kept, combine(Xapian::Query::OP_AND, required));
  if (!excluded.empty())
    kept = Xapian::Query(Xapian::Query::OP_AND_NOT, kept, combine(Xapian::Query::OP_OR, excluded));
  return visible(kept);
}

Xapian::Query Plan::visible(const Xapian::Query& query) const {
  return hidden.empty() ? query : Xapian::Query(Xapian::Query::OP_AND_NOT, query, hidden);
}

Plan make_plan(const blogsearch::Query& query, const SiteIndex& index,
               std::vector<Stemmer>& stemmers, const PlanOptions& options) {
  return Planner(index, stemmers, options).plan(query);
}

Xapian::BM25Weight weighting() {
  return {kBm25K1 * kWdfScale, 0, 1, kBm25B, 0.5};
}

}  // namespace blogsearch
