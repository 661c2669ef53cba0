// SPDX-License-Identifier: GPL-3.0-or-later
// One answer over several sites.
#pragma once

#include "common/site_search.hpp"

#include <vector>

namespace blogsearch {

// A page of the answer: which posts of which site, in their order.
struct MergedPage {
  struct Slice {
    int offset = 0, limit = 0;  // of the site's own answer
  };
  std::vector<Slice> slices;       // one for each site
  std::vector<std::size_t> order;  // the site of each post of the page
  std::vector<bool> counts;        // for each site: is it a part of the answer?
  std::size_t total = 0;
};

// `rankings`: of the first offset + limit posts of each site. Where a site has posts with all
// words, the others that have none do not count.
MergedPage merge_sites(const std::vector<SiteRanking>& rankings, int offset, int limit, Sort sort);

}  // namespace blogsearch
