// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/posting_sources.hpp"

#include "common/error.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <cmath>

namespace blogsearch {
namespace {

// Matches every post, and throws when the time is up. The clock is read once in 256 steps.
class Deadline final : public Xapian::PostingSource {
 public:
  explicit Deadline(CpuClock::time_point end) : end_(end) {}

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return count_; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return count_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return count_; }
  void next(double) override { go_to(docid_ + 1); }
  void skip_to(Xapian::docid docid, double) override { go_to(std::max(docid, docid_)); }
  bool check(Xapian::docid docid, double) override {
    go_to(docid);
    return true;
  }
  [[nodiscard]] bool at_end() const override { return docid_ > last_; }
  [[nodiscard]] Xapian::docid get_docid() const override { return docid_; }
  void init(const Xapian::Database& database) override {
    count_ = database.get_doccount();
    last_ = database.get_lastdocid();
    docid_ = 0;
  }

 private:
  void go_to(Xapian::docid docid) {
    docid_ = docid;
    if (++steps_ % 256 != 0 || CpuClock::now() < end_) return;
    throw Error(ErrorCode::time_limit, "the search took too long and was ended",
                "ask for fewer or rarer words");
  }

  CpuClock::time_point end_;
  Xapian::doccount count_ = 0;
  Xapian::docid last_ = 0, docid_ = 0;
  unsigned steps_ = 0;
};

class Recency final : public Xapian::ValuePostingSource {
 public:
  Recency(double most, double half_life, double now)
      : Xapian::ValuePostingSource(kSlotDate), most_(most), half_life_(half_life), now_(now) {}

  [[nodiscard]] double get_weight() const override {
    const double age = std::max(0.0, now_ - Xapian::sortable_unserialise(get_value()));
    return most_ * std::exp2(-age / half_life_);
  }
  // ValuePostingSource::check() may leave it between posts; the OR around it then gave a post
  // without a date the weight of another (seen with Xapian 1.4.22).
  bool check(Xapian::docid docid, double least) override {
    skip_to(docid, least);
    return true;
  }
  void init(const Xapian::Database& database) override {
    Xapian::ValuePostingSource::init(database);
    set_maxweight(most_);
  }

 private:
  double most_, half_life_, now_;
};

class WeightedPosts final : public Xapian::PostingSource {
 public:
  explicit WeightedPosts(std::vector<Weighted> posts) : posts_(std::move(posts)) {
    std::ranges::sort(posts_);
  }

  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return count(); }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return count(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return count(); }
  [[nodiscard]] double get_weight() const override { return posts_[at_].second; }
  void next(double) override { at_ = started_ ? at_ + 1 : 0, started_ = true; }
  void skip_to(Xapian::docid docid, double) override {
    started_ = true;
    while (at_ < posts_.size() && posts_[at_].first < docid) ++at_;
  }
  [[nodiscard]] bool at_end() const override { return at_ >= posts_.size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return posts_[at_].first; }
  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
    double most = 0;
    for (const auto& [docid, weight] : posts_) most = std::max(most, weight);
    set_maxweight(most);
  }

 private:
  [[nodiscard]] Xapian::doccount count() const {
    return static_cast<Xapian::doccount>(posts_.size());
  }

  std::vector<Weighted> posts_;  // ascending
  std::size_t at_ = 0;
  bool started_ = false;
};

Xapian::Query from_source(Xapian::PostingSource* source) {
  return Xapian::Query(source->release());  // the query owns it from here on
}

}  // namespace

Xapian::Query with_time_limit(const Xapian::Query& query, CpuClock::time_point end) {
  return {Xapian::Query::OP_FILTER, query, from_source(new Deadline(end))};
}

Xapian::Query newer_first(double most, int half_life_days, std::int64_t now) {
  return from_source(new Recency(most, half_life_days * 86'400.0, static_cast<double>(now)));
}

Xapian::Query fixed_weight(const Xapian::Query& query, double weight) {
  return {Xapian::Query::OP_FILTER, from_source(new Xapian::FixedWeightPostingSource(weight)),
          query};
}

Xapian::Query weighted_posts(std::vector<Weighted> posts) {
  return from_source(new WeightedPosts(std::move(posts)));
}

}  // namespace blogsearch
