// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/match.hpp"

#include "common/error.hpp"
#include "common/feedback.hpp"
#include "common/posting_sources.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace blogsearch {
namespace {

constexpr Xapian::doccount kFewPosts = 10;  // of a question's, before it is loosened
// Of the time that is left: for words with all that raises a post, then for the words alone. What
// remains is for giving up.
constexpr double kRankedPart = 0.4;
constexpr double kPlainPart = 0.5;
// For giving up, beyond the limit if it must be: filters and exclusions may still be dear.
constexpr std::chrono::milliseconds kGiveUpTime{20};
// The best posts, of which the order is looked at again.
constexpr std::size_t kReranked = 50;
constexpr double kAllWordsBonus = 10;  // of the reference: a post that has all of them

// Posts without a date come last in either order.
class OldestFirst final : public Xapian::KeyMaker {
 public:
  std::string operator()(const Xapian::Document& post) const override {
    const std::string date = post.get_value(kSlotDate);
    return date.empty() ? "\xff\xff" : date;
  }
};

struct Page {
  int offset = 0, limit = 0;
};

class Matcher {
 public:
  Matcher(const Xapian::Database& database, const MatchOptions& options)
      : database_(database), options_(options), page_{options.offset, options.limit} {}

  Matches match(const std::function<Plan(Correct)>& make) {
    plan() = make(Correct::absent);
    if (plan().everything) {
      run(every_post(), options_.end, page_);
      return std::move(matches_);
    }
    try {
      find(make);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::time_limit || plan().words.empty()) throw;
      give_up();
    }
    return std::move(matches_);
  }

 private:
  void find(const std::function<Plan(Correct)>& make) {
    run_ranked(plan().strict);
    if (plan().is_question() && options_.loosen) {
      answer_question();
    } else if (total() == 0 && !plan().words.empty() && !try_corrected(make) && options_.loosen) {
      loosen();
    }
    if (!best_.empty()) rerank();
  }

  // What took too long is answered by the rarest words alone, which is soon done.
  void give_up() {
    matches_.loosened = true;
    matches_.gave_up = true;
    plan().promotions.clear();
    plan().bonuses.clear();
    run(with_pinned(plan().rarest), std::max(options_.end, CpuClock::now()) + kGiveUpTime, page_);
  }

  Plan& plan() { return matches_.plan; }
  // How many posts the words find.
  [[nodiscard]] Xapian::doccount total() const {
    const auto strangers = static_cast<Xapian::doccount>(matches_.strangers.size());
    return matches_.total - strangers;
  }

  Xapian::Query with_pinned(const Xapian::Query& words) {
    const Xapian::Query& pinned = matches_.plan.pinned;
    if (pinned.empty()) return words;
    note_strangers(words);
    const Xapian::Query all = without_weight(pinned);
    return words.empty() ? all : Xapian::Query(Xapian::Query::OP_OR, words, all);
  }

  void note_strangers(const Xapian::Query& words) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::Query& pinned = plan().pinned;
    const Xapian::Query strangers =
        words.empty() ? pinned : Xapian::Query(Xapian::Query::OP_AND_NOT, pinned, words);
    enquire.set_query(with_time_limit(plan().restricted(strangers), options_.end + kGiveUpTime));
    const Xapian::MSet found = enquire.get_mset(0, pinned.get_length());
    matches_.strangers = {found.begin(), found.end()};
  }

  // Words that the index has may be slips, too; not where they find posts and a filter or an
  // exclusion keeps these out.
  bool try_corrected(const std::function<Plan(Correct)>& make) {
    if (is_kept_out()) return false;
    Plan first = std::exchange(plan(), make(Correct::all));
    if (!(plan().strict.get_length() == first.strict.get_length())) run_ranked(plan().strict);
    if (total() > 0) return true;
    plan() = std::move(first);
    return false;
  }

  // Nothing passes: do the words find something by themselves?
  [[nodiscard]] bool is_kept_out() const {
    const Plan& plan = matches_.plan;
    if (plan.required.empty() && plan.excluded.empty()) return false;
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_query(with_time_limit(plan.visible(plan.strict), options_.end));
    return !enquire.get_mset(0, 1).empty();
  }

  // As many words as there are; quotations are broken last.
  void loosen() {
    matches_.loosened = true;
    if (!plan().is_question() && !plan().unordered.empty()) {
      plan().broken = Broken::order;
      run_ranked(plan().unordered);
      if (total() > 0) return;
    }
    plan().broken = plan().is_question() ? Broken::compounds : Broken::nothing;
    if (plan().words.size() > 1) run_ranked(plan().any_unit);
    if (total() > 0) return;
    plan().broken = Broken::phrases;
    run_ranked(plan().any_word);
  }

  // Where few posts have all words of a question, the others that have most of them follow; and
  // where the first agree, what they have in common counts, too.
  void answer_question() {
    const bool by_relevance = options_.sort == Sort::relevance;
    if (total() >= (by_relevance ? kFewPosts : 1)) return;
    if (total() > 0) {
      plan().promotions.push_back(
          {"it has all words", fixed_weight(plan().strict, kAllWordsBonus * plan().reference)});
      for (Xapian::Query* any : {&plan().any_unit, &plan().any_word})
        *any = Xapian::Query(Xapian::Query::OP_OR, *any, without_weight(plan().strict));
    }
    loosen();
    add_feedback();
  }

  void add_feedback() {
    if (best_.empty()) return;
    const Xapian::Query common = feedback(database_, plan().any_word, best_);
    if (!common.empty()) plan().bonuses.push_back({"what the first posts have in common", common});
  }

  static Xapian::Query without_weight(const Xapian::Query& query) { return scaled(0, query); }

  // With all that raises a post, or with the promotions alone where that takes too long.
  void run_ranked(const Xapian::Query& found_by_words) {
    const Xapian::Query words = with_pinned(found_by_words);
    best_ = {};
    matches_.reranked = database_.get_doccount();
    try {
      if (options_.sort != Sort::relevance || plan().bonuses.empty()) {
        matches_.reranked = 0;
        run(raised(words, plan().promotions), part_of_time(kRankedPart), page_);
      } else if (!matches_.loosened && plan().at_most <= kReranked) {
        std::vector<Labelled> all = plan().promotions;
        all.insert(all.end(), plan().bonuses.begin(), plan().bonuses.end());
        run(raised(words, all), part_of_time(kRankedPart), page_);
      } else {
        const int best = std::max(static_cast<int>(kReranked), page_.offset + page_.limit);
        run(raised(words, plan().promotions), part_of_time(kRankedPart), {0, best});
        best_ = matches_.found;
      }
    } catch (const Error& error) {
      if (error.code() != ErrorCode::time_limit) throw;
      matches_.reranked = 0;
      run(raised(words, plan().promotions), part_of_time(kPlainPart), page_);
    }
  }

  static Xapian::Query raised(const Xapian::Query& words, const std::vector<Labelled>& by) {
    return {Xapian::Query::OP_AND_MAYBE, words, combine(Xapian::Query::OP_OR, by)};
  }

  // The first of the best posts. The bonuses only add: the posts that they do not reach stay
  // behind.
  void rerank() {
    std::vector<Weighted> posts;
    for (auto match = best_.begin(); match != best_.end(); ++match)
      posts.emplace_back(*match, match.get_weight());
    Xapian::Query bonuses = combine(Xapian::Query::OP_OR, plan().bonuses);
    matches_.reranked = static_cast<Xapian::doccount>(kReranked);
    if (posts.size() > kReranked) {
      const std::vector<Weighted> first(posts.begin(),
                                        posts.begin() + static_cast<std::ptrdiff_t>(kReranked));
      bonuses = {Xapian::Query::OP_FILTER, bonuses, weighted_posts(first)};
    }
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query({Xapian::Query::OP_AND_MAYBE, weighted_posts(std::move(posts)), bonuses});
    set_order(enquire);
    matches_.found = get(enquire, page_);
  }

  // All are checked: Xapian 1.4.22 reads freed memory where it may leave out some.
  [[nodiscard]] Xapian::MSet get(const Xapian::Enquire& enquire, Page page) const {
    const Xapian::doccount posts = database_.get_doccount();
    const auto clamp = [&](int value) {
      return std::min(posts, static_cast<Xapian::doccount>(std::max(value, 0)));
    };
    return enquire.get_mset(clamp(page.offset), clamp(page.limit), posts);
  }

  [[nodiscard]] CpuClock::time_point part_of_time(double part) const {
    const auto now = CpuClock::now();
    return now + std::chrono::duration_cast<CpuClock::duration>((options_.end - now) * part);
  }

  void run(const Xapian::Query& query, CpuClock::time_point end, Page page) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(with_time_limit(plan().restricted(query), end));
    set_order(enquire);
    if (options_.facets != nullptr) {
      options_.facets->clear();
      enquire.add_matchspy(options_.facets);
    }
    matches_.found = get(enquire, page);
    matches_.total = matches_.found.get_matches_estimated();
  }

  void set_order(Xapian::Enquire& enquire) const {
    const bool by_date = matches_.plan.everything || options_.sort != Sort::relevance;
    if (!by_date) {
      enquire.set_sort_by_relevance_then_value(kSlotDate, true);
    } else if (options_.sort == Sort::date_ascending) {
      enquire.set_sort_by_key_then_relevance((new OldestFirst)->release(), false);
    } else {
      enquire.set_sort_by_value_then_relevance(kSlotDate, true);
    }
  }

  const Xapian::Database& database_;
  const MatchOptions& options_;
  Page page_;
  Matches matches_;
  Xapian::MSet best_;  // what the words find, to be looked at again; may be empty
};

}  // namespace

Matches match(const Xapian::Database& database, const std::function<Plan(Correct)>& make,
              const MatchOptions& options) {
  return Matcher(database, options).match(make);
}

}  // namespace blogsearch
