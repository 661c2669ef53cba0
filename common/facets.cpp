// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/facets.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace blogsearch {
namespace {

// Counts by value, where several spellings may be one value.
class Tally {
 public:
  void add(const std::string& key, const std::string& spelling, std::size_t posts) {
    Value& value = values_[key];
    value.posts += posts;
    value.spellings[spelling] += posts;
  }

  [[nodiscard]] std::vector<FacetCount> counts(FacetField field, int limit) const {
    std::vector<FacetCount> counts;
    for (const auto& [key, value] : values_) counts.push_back({value.spelling(), value.posts});
    std::ranges::stable_sort(counts, [&](const FacetCount& a, const FacetCount& b) {
      return field == FacetField::year ? a.value > b.value : a.posts > b.posts;
    });
    if (counts.size() > static_cast<std::size_t>(limit))
      counts.resize(static_cast<std::size_t>(limit));
    return counts;
  }

 private:
  struct Value {
    std::size_t posts = 0;
    std::map<std::string, std::size_t> spellings;

    [[nodiscard]] const std::string& spelling() const {
      return std::ranges::max_element(spellings, {}, [](const auto& one) { return one.second; })
          ->first;
    }
  };
  std::map<std::string, Value> values_;
};

}  // namespace

FacetCounter::FacetCounter(const std::vector<FacetField>& fields,
                           std::shared_ptr<const FacetTable> table)
    : table_(std::move(table)) {
  for (const FacetField field : fields) {
    const FacetColumn& column = table_->column(field);
    counted_.push_back({field, column, std::vector<std::size_t>(column.combinations.size())});
  }
}

void FacetCounter::operator()(const Xapian::Document& post, double) {
  const Xapian::docid docid = post.get_docid();
  for (Counted& counted : counted_) {
    const std::vector<std::uint32_t>& combination_of = counted.column.combination_of;
    if (docid < combination_of.size()) ++counted.posts[combination_of[docid]];
  }
}

void FacetCounter::clear() {
  for (Counted& counted : counted_) std::ranges::fill(counted.posts, 0);
}

std::vector<Facet> FacetCounter::facets(int limit) const {
  std::vector<Facet> facets;
  for (const Counted& counted : counted_) {
    std::vector<std::size_t> posts(counted.column.values.size());
    for (std::size_t i = 0; i < counted.posts.size(); ++i)
      for (const std::uint32_t value : counted.column.combinations[i])
        posts[value] += counted.posts[i];
    Tally tally;
    for (std::size_t i = 0; i < posts.size(); ++i) {
      const FacetColumn::Value& value = counted.column.values[i];
      if (posts[i] > 0) tally.add(value.key, value.spelling, posts[i]);
    }
    facets.push_back({counted.field, tally.counts(counted.field, limit)});
  }
  return facets;
}

std::vector<Facet> merge_facets(const std::vector<std::vector<Facet>>& all, int limit) {
  std::vector<Facet> merged;
  for (std::size_t i = 0; !all.empty() && i < all.front().size(); ++i) {
    const FacetField field = all.front()[i].field;
    Tally tally;
    for (const std::vector<Facet>& facets : all) {
      for (const FacetCount& count : facets[i].counts)
        tally.add(facet_key(field, count.value), count.value, count.posts);
    }
    merged.push_back({field, tally.counts(field, limit)});
  }
  return merged;
}

}  // namespace blogsearch
