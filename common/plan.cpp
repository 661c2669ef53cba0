// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/plan.hpp"

#include "common/analyzer.hpp"
#include "common/posting_sources.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace blogsearch {
namespace {

using Xapian::Query;
using Queries = std::vector<Query>;

// What each part of the ranking counts, against a word found in the body once. Chosen on judged
// collections.
constexpr double kHumpScale = 0.3;   // only a part of a camelCase word
constexpr double kRawScale = 0.3;    // the very form typed, beside its stem
constexpr double kExactScale = 0.5;  // the very diacritics typed
constexpr double kTitleScale = 0.2;  // in the title, beyond its weight as a field
constexpr double kWholeScale = 0.3;  // "std::vector" beside std and vector
// The same, as parts of Plan::reference.
constexpr double kWholeTitleBonus = 2.0;   // the title is exactly the query
constexpr double kTitlePhraseBonus = 0.3;  // the query's words in order in the title
constexpr double kPhraseBonus = 0.15;      // anywhere in order
constexpr double kNearBonus = 0.1;         // anywhere close together
constexpr unsigned kNearWindow = 8;        // beyond the number of words
constexpr std::size_t kMaxNearWords = 6;   // longer queries are questions, and cost too much

constexpr std::size_t kExpansionsRead = 4000;  // terms looked at for a beginning
constexpr std::size_t kExpansionsKept = 50;    // the most frequent of them

constexpr double kBm25K1 = 1.2;
constexpr double kBm25B = 0.6;

struct FieldTerms {
  QueryField field;
  std::string_view word;
  std::string_view stem;  // empty: not stemmed
};

constexpr std::array kFieldTerms = {
    FieldTerms{QueryField::any, prefix::kWord, prefix::kStem},
    FieldTerms{QueryField::title, prefix::kTitle, prefix::kTitleStem},
    FieldTerms{QueryField::heading, prefix::kHeading, prefix::kHeadingStem},
    FieldTerms{QueryField::code, prefix::kCode, ""},
};

const FieldTerms& field_terms(QueryField field) {
  return *std::ranges::find(kFieldTerms, field, &FieldTerms::field);
}

bool is_empty(const Query& query) {
  return query.empty();
}

Query combine(Query::op op, const Queries& queries) {
  if (queries.size() == 1) return queries.front();
  return {op, queries.begin(), queries.end()};
}

Query scaled(double factor, const Query& query) {
  return {Query::OP_SCALE_WEIGHT, query, factor};
}

Query moments(Slot slot, double first, double last) {
  return {Query::OP_VALUE_RANGE, slot, Xapian::sortable_serialise(first),
          Xapian::sortable_serialise(last)};
}

void add_unique(std::vector<std::string>& list, std::string_view text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.emplace_back(text);
}

// Makes one Plan.
class Planner {
 public:
  Planner(const SiteIndex& index, std::vector<Stemmer>& stemmers, const PlanOptions& options)
      : database_(index.database()),
        stemmers_(stemmers),
        options_(options),
        posts_(database_.get_doccount()) {}

  Plan plan(const blogsearch::Query& query) {
    const std::vector<blogsearch::Query> single = {query};
    const auto& parts = query.kind == blogsearch::Query::Kind::all_of ? query.parts : single;
    Queries positive;
    Queries required;
    Queries excluded;
    bool unsearchable = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      using Kind = blogsearch::Query::Kind;
      const bool is_last = i + 1 == parts.size();
      const Kind kind = parts[i].kind;
      const auto part_i = parts.begin() + static_cast<std::ptrdiff_t>(i);
      if (kind == Kind::all) continue;
      if (std::find(parts.begin(), part_i, parts[i]) !=
          part_i) {  // said twice: only its place in phrases counts
        if (kind == Kind::text && parts[i].field == QueryField::any)
          remember(analyzer_.analyze(parts[i].text), true);
        continue;
      }
      if (kind == Kind::none_of) {
        excluded.push_back(build(parts[i].parts.front(), false, false));
      } else if (kind == Kind::filter || kind == Kind::dates) {
        required.push_back(build(parts[i], true, false));
      } else if (Query part = build(parts[i], true, is_last); !is_empty(part)) {
        positive.push_back(std::move(part));
      } else {
        unsearchable = true;
      }
    }
    exclude_invisible(excluded);
    if (!required.empty()) plan_.required = combine(Query::OP_AND, required);
    if (!excluded.empty()) plan_.excluded = combine(Query::OP_OR, excluded);
    plan_.everything = positive.empty() && !unsearchable;
    if (!positive.empty()) finish(positive);
    return std::move(plan_);
  }

 private:
  // --- the query's tree ---

  // `wanted`: what it finds is looked for, so its words are named in the answer. `is_last`: the
  // last word typed is in it.
  Query build(const blogsearch::Query& query, bool wanted, bool is_last) {
    switch (query.kind) {
      case blogsearch::Query::Kind::all:
        return Query::MatchAll;
      case blogsearch::Query::Kind::text:
        return text(query, wanted, is_last);
      case blogsearch::Query::Kind::filter:
        return filter(query);
      case blogsearch::Query::Kind::dates:
        return moments(kSlotDate, static_cast<double>(query.first),
                       static_cast<double>(query.last));
      case blogsearch::Query::Kind::all_of:
        return group(Query::OP_AND, query, wanted, is_last);
      case blogsearch::Query::Kind::any_of:
        return group(Query::OP_OR, query, wanted, is_last);
      case blogsearch::Query::Kind::none_of:
        return {Query::OP_AND_NOT, Query::MatchAll, build(query.parts.front(), false, false)};
    }
    return {};
  }

  Query group(Query::op op, const blogsearch::Query& query, bool wanted, bool is_last) {
    Queries built;
    for (const auto& part : query.parts) {
      Query one = build(part, wanted, is_last && &part == &query.parts.back());
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
        return {Query::OP_OR, Query(make_phrase_term(prefix::kAuthor, query.text)),
                words_in(prefix::kAuthorWord, query.text, Query::OP_AND)};
      default:
        return words_in(prefix::kUrlWord, query.text, Query::OP_PHRASE);
    }
  }

  Query words_in(std::string_view prefix, std::string_view value, Query::op op) {
    Queries terms;
    for (const Token& token : analyzer_.analyze(value)) {
      if (token.main) terms.emplace_back(make_term(prefix, token.form));
    }
    return terms.empty() ? Query() : combine(op, terms);
  }

  void exclude_invisible(Queries& excluded) {
    if (database_.get_termfreq(std::string(prefix::kWindow)) == 0) return;
    const auto now = static_cast<double>(options_.now);
    const Query not_yet = moments(kSlotVisibleFrom, now + 1, 1e15);
    const Query no_longer = moments(kSlotVisibleUntil, -1e15, now);
    excluded.push_back({Query::OP_FILTER, Query(std::string(prefix::kWindow)),
                        Query(Query::OP_OR, not_yet, no_longer)});
  }

  // --- texts ---

  Query text(const blogsearch::Query& query, bool wanted, bool is_last) {
    const auto tokens = analyzer_.analyze(query.text);
    if (tokens.empty()) return {};
    const bool beginning = !query.phrase && (query.prefix || (is_last && options_.prefix));
    const FieldTerms& terms = field_terms(query.field);
    QueryWord word;
    word.typed = query.phrase ? "\"" + query.text + "\"" : query.text;
    const auto mains = std::ranges::count_if(tokens, &Token::main);
    if (query.phrase || mains > 1) {
      word.match = phrase(tokens, terms, word);
    } else {
      word.match = single(tokens, terms, beginning, word);
    }
    if (wanted && query.field == QueryField::any) remember(tokens, query.phrase || mains > 1);
    const Query match = word.match;
    if (wanted) plan_.words.push_back(std::move(word));
    return match;
  }

  // One word: its stems in the languages of the site, as one; a number or a sign as it is.
  Query single(std::span<const Token> tokens, const FieldTerms& terms, bool beginning,
               QueryWord& word) {
    Queries choices;
    for (const Token& token : tokens) {
      if (token.main) choices.push_back(one_word(token, terms, word));
    }
    if (choices.empty())
      choices.push_back(raw_term(tokens.front(), terms, word));  // a symbol alone
    Queries humps;
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::hump) humps.emplace_back(make_term(terms.word, token.form));
    }
    if (humps.size() > 1) choices.push_back(scaled(kHumpScale, combine(Query::OP_PHRASE, humps)));
    if (beginning && tokens.front().main) add_expansions(tokens.front(), terms, choices, word);
    const Query match = combine(Query::OP_MAX, choices);
    return with_wholes(match, tokens, terms);
  }

  Query one_word(const Token& token, const FieldTerms& terms, QueryWord& word) {
    if (token.kind != TokenKind::word || terms.stem.empty()) return raw_term(token, terms, word);
    word.forms.emplace_back(token.form);
    std::vector<std::string> stems;
    if (stemmers_.empty()) add_unique(stems, token.form);
    for (Stemmer& stemmer : stemmers_) {
      const Stems found = stemmer.stems(token);
      add_unique(stems, found.first);
      add_unique(stems, found.second);
    }
    Queries queries;
    Xapian::doccount frequency = 0;
    for (const std::string& stem : stems) {
      const std::string term = make_term(terms.stem, stem);
      frequency = std::max(frequency, database_.get_termfreq(term));
      queries.emplace_back(term);
      add_unique(word.stems, stem);
    }
    word.weight += idf(frequency);
    Query match = combine(Query::OP_SYNONYM, queries);
    const std::string hump = make_term(prefix::kHump, token.form);
    if (terms.field != QueryField::any || database_.get_termfreq(hump) == 0) return match;
    return {Query::OP_MAX, match, scaled(kHumpScale, Query(hump))};
  }

  Query raw_term(const Token& token, const FieldTerms& terms, QueryWord& word) {
    const std::string term = make_term(terms.word, token.form);
    word.forms.emplace_back(token.form);
    word.weight += idf(database_.get_termfreq(term));
    return Query(term);
  }

  // Several words in order.
  Query phrase(std::span<const Token> tokens, const FieldTerms& terms, QueryWord& word) {
    word.phrase = true;
    Queries forms;
    for (const Token& token : tokens) {
      if (token.main) forms.push_back(raw_term(token, terms, word));
    }
    if (forms.empty()) return raw_term(tokens.front(), terms, word);
    return with_wholes(combine(Query::OP_PHRASE, forms), tokens, terms);
  }

  // What was typed in one piece counts more where it stands in one piece.
  Query with_wholes(const Query& match, std::span<const Token> tokens, const FieldTerms& terms) {
    Queries wholes;
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::whole && !token.main)
        wholes.emplace_back(make_term(terms.word, token.form));
    }
    if (wholes.empty()) return match;
    return {Query::OP_AND_MAYBE, match, scaled(kWholeScale, combine(Query::OP_OR, wholes))};
  }

  // The most frequent words that begin with what was typed.
  void add_expansions(const Token& token, const FieldTerms& terms, Queries& choices,
                      QueryWord& word) {
    const std::string beginning = make_term(terms.word, token.form);
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    auto term = database_.allterms_begin(beginning);
    for (std::size_t read = 0; term != database_.allterms_end(beginning) && read < kExpansionsRead;
         ++term, ++read) {
      found.emplace_back(term.get_termfreq(), *term);
    }
    const auto kept = std::min(found.size(), kExpansionsKept);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                      std::greater<>());
    Queries expansions;
    for (std::size_t i = 0; i < kept; ++i) expansions.emplace_back(found[i].second);
    if (!expansions.empty()) choices.push_back(combine(Query::OP_SYNONYM, expansions));
    word.beginnings.emplace_back(token.form);
  }

  // --- what is added on top ---

  // The words in order, for titles and phrases.
  void remember(std::span<const Token> tokens, bool is_phrase) {
    for (const Token& token : tokens) {
      if (!token.main) continue;
      forms_.emplace_back(token.form);
      if (!is_phrase) add_form_bonus(token);
    }
  }

  void add_form_bonus(const Token& token) {
    if (token.kind != TokenKind::word) return;
    const std::string form = make_term(prefix::kWord, token.form);
    bonuses_.push_back(scaled(kRawScale, Query(form)));
    const std::string variants = make_term(prefix::kExact, std::string(token.form) + "|");
    if (!token.exact.empty()) {
      bonuses_.push_back(scaled(kExactScale, Query(make_term(variants, token.exact))));
      return;
    }
    Queries accented;
    for (auto term = database_.allterms_begin(variants);
         term != database_.allterms_end(variants) && accented.size() < 8; ++term) {
      accented.emplace_back(*term);
    }
    if (accented.empty()) return;
    bonuses_.push_back(scaled(
        kExactScale, Query(Query::OP_AND_NOT, Query(form), combine(Query::OP_OR, accented))));
  }

  void finish(const Queries& positive) {
    plan_.strict = combine(Query::OP_AND, positive);
    Queries units;
    Queries words;
    for (const QueryWord& word : plan_.words) {
      units.push_back(word.match);
      words.push_back(word.phrase ? any_form(word) : word.match);
      plan_.reference += word.weight * (kBm25K1 * kWdfScale + 1) / 2;
      add_title_bonus(word);
    }
    plan_.any_unit = combine(Query::OP_OR, units);
    plan_.any_word = combine(Query::OP_OR, words);
    add_order_bonus();
    const double recency = options_.ranking.recency * plan_.reference;
    if (recency > 0)
      bonuses_.push_back(
          newer_first(recency, options_.ranking.recency_half_life_days, options_.now));
    if (!bonuses_.empty()) plan_.bonus = combine(Query::OP_OR, bonuses_);
  }

  static Query any_form(const QueryWord& word) {
    Queries forms;
    for (const std::string& form : word.forms) forms.emplace_back(make_term(prefix::kWord, form));
    return combine(Query::OP_OR, forms);
  }

  void add_title_bonus(const QueryWord& word) {
    Queries stems;
    for (const std::string& stem : word.stems)
      stems.emplace_back(make_term(prefix::kTitleStem, stem));
    if (!stems.empty()) bonuses_.push_back(scaled(kTitleScale, combine(Query::OP_SYNONYM, stems)));
  }

  void add_order_bonus() {
    if (forms_.empty()) return;
    std::string title;
    Queries in_title;
    Queries anywhere;
    for (const std::string& form : forms_) {
      title += (title.empty() ? "" : " ") + form;
      in_title.emplace_back(make_term(prefix::kTitle, form));
      anywhere.emplace_back(make_term(prefix::kWord, form));
    }
    add_fixed(Query(make_term(prefix::kWholeTitle, title)), kWholeTitleBonus);
    if (forms_.size() < 2) return;
    add_fixed(combine(Query::OP_PHRASE, in_title), kTitlePhraseBonus);
    if (forms_.size() > kMaxNearWords) return;
    add_fixed(combine(Query::OP_PHRASE, anywhere), kPhraseBonus);
    const auto window = static_cast<Xapian::termcount>(forms_.size()) + kNearWindow;
    add_fixed(Query(Query::OP_NEAR, anywhere.begin(), anywhere.end(), window), kNearBonus);
  }

  void add_fixed(const Query& query, double bonus) {
    bonuses_.push_back(fixed_weight(query, bonus * plan_.reference));
  }

  [[nodiscard]] double idf(Xapian::doccount frequency) const {
    return std::log(1.0 + (posts_ - frequency + 0.5) / (frequency + 0.5));
  }

  const Xapian::Database& database_;
  std::vector<Stemmer>& stemmers_;
  const PlanOptions& options_;
  double posts_;
  Analyzer analyzer_;
  Plan plan_;
  std::vector<std::string> forms_;  // the words in any field, in order
  Queries bonuses_;
};

}  // namespace

Xapian::Query Plan::restricted(const Xapian::Query& query) const {
  Xapian::Query kept = query;
  if (!required.empty()) kept = Xapian::Query(Xapian::Query::OP_FILTER, kept, required);
  if (!excluded.empty()) kept = Xapian::Query(Xapian::Query::OP_AND_NOT, kept, excluded);
  return kept;
}

Plan make_plan(const blogsearch::Query& query, const SiteIndex& index,
               std::vector<Stemmer>& stemmers, const PlanOptions& options) {
  return Planner(index, stemmers, options).plan(query);
}

Xapian::BM25Weight weighting() {
  return {kBm25K1 * kWdfScale, 0, 1, kBm25B, 0.5};
}

}  // namespace blogsearch
