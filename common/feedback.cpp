// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/feedback.hpp"

#include "common/schema.hpp"
#include "common/word_query.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

constexpr int kPosts = 10;               // the first ones, ...
constexpr double kAgree = 0.75;          // ... those with so much of the first one's score
constexpr std::size_t kEnoughPosts = 3;  // that agree
constexpr int kShared = 2;               // posts that have a term
constexpr std::size_t kTerms = 30;
constexpr double kScale = 0.3;                  // the best of them, against a word of the query
constexpr Xapian::termcount kLongPost = 5'000;  // terms: it is about too much to tell anything
constexpr std::size_t kLookedUp = 500;          // stems of which the site's frequency is read
constexpr std::size_t kShortest = 4;            // bytes of a stem with its prefix
constexpr double kSaturation = 1;               // BM25's k1, for how often a post has a term

using Weights = std::vector<std::pair<double, std::string>>;

std::vector<Xapian::docid> agreeing(const Xapian::Database& database, const Xapian::MSet& found) {
  std::vector<Xapian::docid> posts;
  for (auto match = found.begin(); match != found.end() && static_cast<int>(posts.size()) < kPosts;
       ++match) {
    if (match.get_weight() >= kAgree * found.begin().get_weight() &&
        database.get_unique_terms(*match) <= kLongPost)
      posts.push_back(*match);
  }
  return posts;
}

// The stems of some posts, and what sets them apart from the others.
class SharedStems {
 public:
  explicit SharedStems(const Xapian::Database& database)
      : database_(database), average_length_(database.get_avlength()) {}

  void add(Xapian::docid post) {
    ++posts_;
    const double length = database_.get_doclength(post) / average_length_;
    auto term = database_.termlist_begin(post);
    const auto end = database_.termlist_end(post);
    // Upper case would be another prefix, digits are no words.
    for (term.skip_to(std::string(prefix::kStem) + "a"); term != end; ++term) {
      std::string stem = *term;
      if (!stem.starts_with(prefix::kStem)) break;
      const double times = term.get_wdf();
      if (stem.size() < kShortest || times == 0) continue;
      Shared& shared = stems_[std::move(stem)];
      ++shared.posts;
      shared.weight += (kSaturation + 1) * times / (kSaturation * length + times);
    }
  }

  // Those that several posts have and that are not in `known`, the best first.
  [[nodiscard]] Weights best(const std::set<std::string>& known) const {
    Weights weights;
    for (const auto& [stem, shared] : stems_)
      if (shared.posts >= kShared && !known.contains(stem))
        weights.emplace_back(shared.weight, stem);
    keep_first(weights, kLookedUp);
    for (auto& [weight, stem] : weights)
      weight *= relevance(database_.get_termfreq(stem), stems_.at(stem).posts);
    keep_first(weights, kTerms);
    return weights;
  }

 private:
  struct Shared {
    double posts = 0;
    double weight = 0;  // how often they have it
  };

  // Those with most weight, in order.
  static void keep_first(Weights& weights, std::size_t most) {
    const std::size_t kept = std::min(weights.size(), most);
    std::ranges::partial_sort(weights, weights.begin() + static_cast<std::ptrdiff_t>(kept),
                              std::greater<>());
    weights.resize(kept);
  }

  // How much more likely one of these posts has a term than another, which `frequency` have.
  [[nodiscard]] double relevance(double frequency, double shared) const {
    const double all = database_.get_doccount();
    const double odds = (shared + 0.5) * (all - frequency - posts_ + shared + 0.5) /
                        ((posts_ - shared + 0.5) * (frequency - shared + 0.5));
    return std::log(odds < 2 ? odds / 2 + 1 : odds);
  }

  const Xapian::Database& database_;
  double average_length_;
  double posts_ = 0;
  std::unordered_map<std::string, Shared> stems_;
};

}  // namespace

Xapian::Query feedback(const Xapian::Database& database, const Xapian::Query& words,
                       const Xapian::MSet& found) {
  const std::vector<Xapian::docid> posts = agreeing(database, found);
  if (posts.size() < kEnoughPosts) return {};
  SharedStems stems(database);
  for (const Xapian::docid post : posts) stems.add(post);
  const Weights best = stems.best({words.get_unique_terms_begin(), words.get_unique_terms_end()});
  std::vector<Xapian::Query> terms;
  for (const auto& [weight, stem] : best)
    terms.push_back(scaled(kScale * weight / best.front().first, Xapian::Query(stem)));
  return terms.empty() ? Xapian::Query() : combine(Xapian::Query::OP_OR, terms);
}

}  // namespace blogsearch
