// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/explain.hpp"

#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace blogsearch {
namespace {

constexpr double kNothing = 0.0005;  // would be printed as 0.000

// What `query` gives the one post that `id` finds; below 0: it does not match.
double weight_of(const Xapian::Database& database, const Xapian::Query& query,
                 const Xapian::Query& id) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query({Xapian::Query::OP_FILTER, query, id});
  const Xapian::MSet found = enquire.get_mset(0, 1);
  return found.empty() ? -1 : found.begin().get_weight();
}

// The term that only this post has.
Xapian::Query id_of(const Xapian::Database& database, Xapian::docid post) {
  auto term = database.termlist_begin(post);
  term.skip_to(std::string(prefix::kPath));
  return term == database.termlist_end(post) ? Xapian::Query() : Xapian::Query(*term);
}

}  // namespace

std::vector<ScorePart> score_parts(const Xapian::Database& database, const Plan& plan,
                                   Xapian::docid post, bool with_bonuses) {
  const Xapian::Query id = id_of(database, post);
  std::vector<ScorePart> parts;
  const auto add = [&](const std::string& label, const Xapian::Query& query) {
    const double weight = weight_of(database, query, id);
    if (weight >= kNothing) parts.push_back({label, weight});
  };
  for (const QueryWord& word : plan.words) add(word.typed, plan.asked(word));
  for (const Labelled& promotion : plan.promotions) add(promotion.label, promotion.query);
  for (std::size_t i = 0; with_bonuses && i < plan.bonuses.size(); ++i)
    add(plan.bonuses[i].label, plan.bonuses[i].query);
  std::ranges::stable_sort(parts, std::greater<>(), &ScorePart::weight);
  return parts;
}

std::vector<std::string> reasons_against(const Xapian::Database& database, const Plan& plan,
                                         Xapian::docid post) {
  const Xapian::Query id = id_of(database, post);
  const auto matches = [&](const Xapian::Query& query) {
    return weight_of(database, query, id) >= 0;
  };
  std::vector<std::string> reasons;
  for (const Labelled& filter : plan.required) {
    if (!matches(filter.query)) reasons.push_back("it does not pass the filter " + filter.label);
  }
  for (const Labelled& unwanted : plan.excluded) {
    if (matches(unwanted.query)) reasons.push_back("it is kept out by " + unwanted.label);
  }
  if (!plan.hidden.empty() && matches(plan.hidden)) reasons.push_back("it is kept out by its date");
  for (const QueryWord& word : plan.words) {
    if (!matches(word.match)) reasons.push_back("it lacks " + word.typed);
  }
  return reasons;
}

}  // namespace blogsearch
