// SPDX-License-Identifier: GPL-3.0-or-later
// What facets count, held in memory: to read it from the index takes longer than to find the posts.
#pragma once

#include "common/search_types.hpp"

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace blogsearch {

// The values of one field. Few posts have a combination of their own, so each combination is kept
// once.
struct FacetColumn {
  struct Value {
    std::string key;  // facet_key()
    std::string spelling;
  };

  std::vector<std::uint32_t> combination_of;             // by docid; behind its end: 0
  std::vector<std::vector<std::uint32_t>> combinations;  // indexes in `values`, of other keys each
  std::vector<Value> values;
};

// Immutable: any number of threads may use one.
class FacetTable {
 public:
  // About 10 ms and 0.4 MB for 14,000 posts. Throws Error for a damaged index; may throw
  // Xapian::Error.
  explicit FacetTable(const Xapian::Database& database);

  [[nodiscard]] const FacetColumn& column(FacetField field) const { return columns_.at(field); }

 private:
  std::map<FacetField, FacetColumn> columns_;
};

// Equal for spellings of one value, which differ in case or accents alone.
std::string facet_key(FacetField field, const std::string& value);

}  // namespace blogsearch
