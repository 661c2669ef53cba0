// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the values of all posts that a search finds.
#pragma once

#include "common/search_types.hpp"

#include <xapian.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace blogsearch {

// To be added to an Enquire that checks every post. Counts each combination of values once, and
// takes them apart at the end: few posts have a combination of their own.
class FacetCounter : public Xapian::MatchSpy {
 public:
  explicit FacetCounter(std::vector<FacetField> fields);

  void operator()(const Xapian::Document& post, double weight) override;
  void clear();  // for another search

  // Values that differ in case or accents alone are one, in the spelling that is most frequent. At
  // most `limit` for each field. Throws Error for a damaged index.
  [[nodiscard]] std::vector<Facet> facets(int limit) const;

 private:
  struct Counted {
    FacetField field;
    std::unordered_map<std::string, std::size_t> posts;  // by the slot's bytes
  };
  std::vector<Counted> counted_;
};

// As if the posts of all answers were of one: `all` holds the facets of one answer each, with the
// same fields.
std::vector<Facet> merge_facets(const std::vector<std::vector<Facet>>& all, int limit);

}  // namespace blogsearch
