// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/facets.hpp"

#include "common/analyzer.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace blogsearch {
namespace {

struct FacetSlot {
  FacetField field;
  Slot slot;
  bool is_list;
};
constexpr std::array kSlots = {
    FacetSlot{FacetField::tag, kSlotTags, true},
    FacetSlot{FacetField::category, kSlotCategories, true},
    FacetSlot{FacetField::author, kSlotAuthors, true},
    FacetSlot{FacetField::language, kSlotLanguage, false},
    FacetSlot{FacetField::year, kSlotYear, false},
};

const FacetSlot& slot_of(FacetField field) {
  return *std::ranges::find(kSlots, field, &FacetSlot::field);
}

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

// Equal for spellings of one value.
std::string key_of(const FacetSlot& slot, const std::string& value) {
  const std::string folded = slot.is_list ? fold_phrase(value) : lower_ascii(value);
  return folded.empty() ? value : folded;
}

std::vector<std::string> values_of(const FacetSlot& slot, const std::string& bytes) {
  if (bytes.empty()) return {};
  return slot.is_list ? decode_list(bytes) : std::vector{bytes};
}

}  // namespace

FacetCounter::FacetCounter(std::vector<FacetField> fields) {
  for (const FacetField field : fields) counted_.push_back({field, {}});
}

void FacetCounter::operator()(const Xapian::Document& post, double) {
  for (Counted& counted : counted_) ++counted.posts[post.get_value(slot_of(counted.field).slot)];
}

void FacetCounter::clear() {
  for (Counted& counted : counted_) counted.posts.clear();
}

std::vector<Facet> FacetCounter::facets(int limit) const {
  std::vector<Facet> facets;
  for (const Counted& counted : counted_) {
    const FacetSlot& slot = slot_of(counted.field);
    Tally tally;
    for (const auto& [bytes, posts] : counted.posts) {
      std::set<std::string> seen;  // a post counts once for a value that it has in two spellings
      for (const std::string& value : values_of(slot, bytes)) {
        const std::string key = key_of(slot, value);
        if (seen.insert(key).second) tally.add(key, value, posts);
      }
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
        tally.add(key_of(slot_of(field), count.value), count.value, count.posts);
    }
    merged.push_back({field, tally.counts(field, limit)});
  }
  return merged;
}

}  // namespace blogsearch
