// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/feedback.hpp"

#include "common/schema.hpp"
#include "common/word_query.hpp"

#include <set>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

constexpr double kAgree = 0.75;               // of the first post's score: one that agrees with it
constexpr Xapian::doccount kEnoughPosts = 4;  // that agree
constexpr Xapian::termcount kTerms = 30;
constexpr double kScale = 0.3;        // the best of them, against a word of the query
constexpr std::size_t kShortest = 4;  // bytes of a stem with its prefix

// Stems of words in the text that are not in the query.
class NewStems final : public Xapian::ExpandDecider {
 public:
  explicit NewStems(const Xapian::Query& words)
      : known_(words.get_unique_terms_begin(), words.get_unique_terms_end()) {}

  bool operator()(const std::string& term) const override {
    // Upper case would be another prefix, digits are no words.
    return term.size() >= kShortest && term.starts_with(prefix::kStem) &&
           static_cast<unsigned char>(term[1]) >= 'a' && !known_.contains(term);
  }

 private:
  std::set<std::string> known_;
};

Xapian::RSet agreeing(const Xapian::MSet& found) {
  Xapian::RSet posts;
  for (auto match = found.begin();
       match != found.end() && static_cast<int>(posts.size()) < kFeedbackPosts; ++match) {
    if (match.get_weight() >= kAgree * found.begin().get_weight()) posts.add_document(*match);
  }
  return posts;
}

}  // namespace

Xapian::Query feedback(const Xapian::Database& database, const Xapian::Query& words,
                       const Xapian::MSet& found) {
  const Xapian::RSet posts = agreeing(found);
  if (posts.size() < kEnoughPosts) return {};
  const NewStems decider(words);
  Xapian::Enquire enquire(database);
  enquire.set_query(words);
  enquire.set_expansion_scheme("trad");
  const Xapian::ESet shared = enquire.get_eset(kTerms, posts, 0, &decider);
  std::vector<Xapian::Query> terms;
  for (auto term = shared.begin(); term != shared.end(); ++term) {
    const double weight = term.get_weight() / shared.begin().get_weight();
    terms.push_back(scaled(kScale * weight, Xapian::Query(*term)));
  }
  return terms.empty() ? Xapian::Query() : combine(Xapian::Query::OP_OR, terms);
}

}  // namespace blogsearch
