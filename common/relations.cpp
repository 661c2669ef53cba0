// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/relations.hpp"

#include "common/fold.hpp"
#include "common/plan.hpp"
#include "common/posting_sources.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "common/word_query.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace blogsearch {
namespace {

using Match = Xapian::Query;

// Chosen on six blogs with tags: what has these words shares most tags, though tags were not used.
constexpr std::size_t kTerms = 25;          // of a post: the most telling ones
constexpr std::size_t kTermsWeighed = 200;  // of those that it has most often
constexpr double kHalfWdf = 16;     // a word of this wdf tells half as much as one found always
constexpr double kMostPosts = 0.5;  // a word that more of the posts have tells nothing
constexpr double kFewPosts = 10;    // in smaller sites any shared word tells something
// What is added, as a part of the score of a post with all words.
constexpr double kValueBonus = 0.15;    // for a shared tag or category that hardly any post has
constexpr double kLanguageBonus = 0.3;  // for the same language
constexpr double kRecencyPart = 0.5;    // for a new post, of what a search gives

struct Counted {
  std::string name;
  double wdf = 0;
};

// Two characters of a script without spaces.
bool is_bigram(std::string_view term) {
  const Decoded first = decode_utf8(term, 0);
  if (first.bytes == term.size() || char_class(first.code_point) != CharClass::unspaced)
    return false;
  const Decoded second = decode_utf8(term, first.bytes);
  return first.bytes + second.bytes == term.size() &&
         char_class(second.code_point) == CharClass::unspaced;
}

// The stem of a word in the text, not one of the prefixes that begin so, too.
bool is_stem(std::string_view term) {
  return term.size() > 2 && !(term[1] >= 'A' && term[1] <= 'Z');
}

// What the post says, term by term.
std::vector<Counted> terms_of(const Xapian::Database& database, Xapian::docid post) {
  constexpr std::string_view unspaced = "\u0e00";  // from here on in the order of bytes
  std::vector<Counted> terms;
  const auto end = database.termlist_end(post);
  auto term = database.termlist_begin(post);
  for (term.skip_to(std::string(prefix::kStem)); term != end; ++term) {
    std::string name = *term;
    if (!name.starts_with(prefix::kStem)) break;
    if (is_stem(name)) terms.push_back({std::move(name), static_cast<double>(term.get_wdf())});
  }
  if (term == end) return terms;
  for (term.skip_to(std::string(unspaced)); term != end; ++term) {
    std::string name = *term;
    if (is_bigram(name)) terms.push_back({std::move(name), static_cast<double>(term.get_wdf())});
  }
  return terms;
}

template <typename T, typename Less>
void keep_first(std::vector<T>& list, std::size_t most, Less less) {
  if (list.size() <= most) return;
  std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(most), list.end(),
                   less);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(most), list.end());
}

// The post's terms with `prefix`.
std::vector<std::string> terms_with(const Xapian::Database& database, Xapian::docid post,
                                    std::string_view prefix) {
  std::vector<std::string> found;
  const auto end = database.termlist_end(post);
  auto term = database.termlist_begin(post);
  for (term.skip_to(std::string(prefix)); term != end; ++term) {
    if (!(*term).starts_with(prefix)) break;
    found.push_back(*term);
  }
  return found;
}

}  // namespace

Relations::Relations(const Xapian::Database& database, const RankingConfig& ranking,
                     std::int64_t now)
    : database_(database),
      visibility_(database, now),
      ranking_(ranking),
      now_(now),
      posts_(database.get_doccount()) {}

std::vector<std::pair<Xapian::docid, double>> Relations::of(Xapian::docid post,
                                                            Xapian::doccount limit) {
  std::vector<std::pair<Xapian::docid, double>> found;
  const Match query = like(post);
  if (query.empty()) return found;
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query(visibility_.restricted(query));
  enquire.set_sort_by_relevance_then_value(kSlotDate, true);
  // It finds itself, too. All posts are checked: see match.cpp.
  const Xapian::MSet posts = enquire.get_mset(0, limit + 1, database_.get_doccount());
  for (auto match = posts.begin(); match != posts.end(); ++match) {
    if (*match != post && found.size() < limit) found.emplace_back(*match, match.get_weight());
  }
  return found;
}

double Relations::idf(const std::string& term) {
  const auto [known, is_new] = idf_.emplace(term, 0);
  if (is_new) {
    const double frequency = database_.get_termfreq(term);
    // What no other post has leads nowhere.
    const bool is_telling =
        frequency > 1 && (frequency <= kMostPosts * posts_ || posts_ < kFewPosts);
    known->second = is_telling ? std::log(1 + posts_ / frequency) : 0;
  }
  return known->second;
}

std::vector<Relations::Term> Relations::telling_terms(Xapian::docid post) {
  std::vector<Counted> counted = terms_of(database_, post);
  keep_first(counted, kTermsWeighed,
             [](const Counted& a, const Counted& b) { return a.wdf > b.wdf; });
  std::vector<Term> terms;
  for (Counted& term : counted) {
    const double weight = term.wdf / (term.wdf + kHalfWdf) * idf(term.name);
    if (weight > 0) terms.push_back({std::move(term.name), weight});
  }
  keep_first(terms, kTerms, [](const Term& a, const Term& b) { return a.weight > b.weight; });
  return terms;
}

Match Relations::like(Xapian::docid post) {
  const std::vector<Term> terms = telling_terms(post);
  double most = 0;
  for (const Term& term : terms) most = std::max(most, term.weight);
  std::vector<Match> parts;
  double reference = 0;
  for (const Term& term : terms) {
    reference += term.weight / most * idf(term.name);
    parts.push_back(scaled(term.weight / most, Match(term.name)));
  }
  if (parts.empty()) reference = 1;  // its tags are all there is
  add_values(post, reference, parts);
  if (parts.empty()) return {};
  const Match all = combine(Match::OP_OR, parts);
  const Match preferred = preferences(post, reference);
  return preferred.empty() ? all : Match(Match::OP_AND_MAYBE, all, preferred);
}

void Relations::add_values(Xapian::docid post, double reference, std::vector<Match>& parts) {
  for (const std::string_view prefix : {prefix::kTag, prefix::kCategory}) {
    for (const std::string& value : terms_with(database_, post, prefix)) {
      const double weight = kValueBonus * reference * idf(value) / std::log(1 + posts_);
      if (weight > 0) parts.push_back(fixed_weight(Match(value), weight));
    }
  }
}

Match Relations::preferences(Xapian::docid post, double reference) const {
  std::vector<Match> parts;
  const std::vector<std::string> languages = terms_with(database_, post, prefix::kLanguage);
  if (!languages.empty() && database_.get_termfreq(languages.front()) < database_.get_doccount())
    parts.push_back(fixed_weight(Match(languages.front()), kLanguageBonus * reference));
  const double recency = kRecencyPart * ranking_.recency * reference;
  if (recency > 0) parts.push_back(newer_first(recency, ranking_.recency_half_life_days, now_));
  return parts.empty() ? Match() : combine(Match::OP_OR, parts);
}

}  // namespace blogsearch
