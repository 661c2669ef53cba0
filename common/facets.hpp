// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the values of all posts that a search finds.
#pragma once

#include "common/facet_table.hpp"
#include "common/search_types.hpp"

#include <xapian.h>

#include <memory>
#include <vector>

namespace blogsearch {

// To be added to an Enquire that checks every post.
class FacetCounter : public Xapian::MatchSpy {
 public:
  // `table`: of the same revision of the index; may be null where there are no fields.
  FacetCounter(const std::vector<FacetField>& fields, std::shared_ptr<const FacetTable> table);

  void operator()(const Xapian::Document& post, double weight) override;
  void clear();  // for another search

  // Values that differ in case or accents alone are one, in the spelling that is most frequent. At
  // most `limit` for each field.
  [[nodiscard]] std::vector<Facet> facets(int limit) const;

 private:
  struct Counted {
    FacetField field;
    const FacetColumn& column;
    std::vector<std::size_t> posts;  // that have each of the column's combinations
  };
  std::shared_ptr<const FacetTable> table_;
  std::vector<Counted> counted_;
};

// As if the posts of all answers were of one: `all` holds the facets of one answer each, with the
// same fields.
std::vector<Facet> merge_facets(const std::vector<std::vector<Facet>>& all, int limit);

}  // namespace blogsearch
