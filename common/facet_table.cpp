// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/facet_table.hpp"

#include "common/analyzer.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

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

class ColumnReader {
 public:
  explicit ColumnReader(const FacetSlot& slot) : slot_(slot) {
    column_.combinations.emplace_back();
  }

  FacetColumn read(const Xapian::Database& database) {
    column_.combination_of.resize(std::size_t{database.get_lastdocid()} + 1);
    const auto end = database.valuestream_end(slot_.slot);
    for (auto post = database.valuestream_begin(slot_.slot); post != end; ++post)
      column_.combination_of[post.get_docid()] = combination(*post);
    return std::move(column_);
  }

 private:
  std::uint32_t combination(const std::string& bytes) {
    const auto [known, is_new] = combinations_.try_emplace(bytes, column_.combinations.size());
    if (is_new) column_.combinations.push_back(take_apart(bytes));
    return known->second;
  }

  // A post counts once for a value that it has in two spellings.
  std::vector<std::uint32_t> take_apart(const std::string& bytes) {
    std::vector<std::uint32_t> values;
    for (const std::string& spelling : slot_.is_list ? decode_list(bytes) : std::vector{bytes}) {
      const std::uint32_t one = value(spelling);
      const auto is_same = [&](std::uint32_t other) {
        return column_.values[other].key == column_.values[one].key;
      };
      if (std::ranges::none_of(values, is_same)) values.push_back(one);
    }
    return values;
  }

  std::uint32_t value(const std::string& spelling) {
    const auto [known, is_new] = values_.try_emplace(spelling, column_.values.size());
    if (is_new) column_.values.push_back({facet_key(slot_.field, spelling), spelling});
    return known->second;
  }

  const FacetSlot& slot_;
  FacetColumn column_;
  std::unordered_map<std::string, std::uint32_t> combinations_;  // by the slot's bytes
  std::unordered_map<std::string, std::uint32_t> values_;        // by spelling
};

}  // namespace

FacetTable::FacetTable(const Xapian::Database& database) {
  for (const FacetSlot& slot : kSlots) columns_[slot.field] = ColumnReader(slot).read(database);
}

std::string facet_key(FacetField field, const std::string& value) {
  const bool is_list = std::ranges::find(kSlots, field, &FacetSlot::field)->is_list;
  const std::string folded = is_list ? fold_phrase(value) : lower_ascii(value);
  return folded.empty() ? value : folded;
}

}  // namespace blogsearch
