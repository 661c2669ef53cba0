// SPDX-License-Identifier: GPL-3.0-or-later
// Are the URLs and heading ids that would be indexed those of the built site?
#pragma once

#include "indexer/date.hpp"
#include "indexer/site.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace blogsearch {

struct CheckReport {
  std::string built;                     // what was compared with: "_site", "sitemap.xml"
  std::vector<std::string> differences;  // a line each, the same at every run
  std::size_t posts = 0;                 // of ours, shown now
  std::size_t not_built = 0, not_ours = 0, other_ids = 0;        // differences by kind
  std::size_t unreadable = 0;                                    // posts of ours without a URL
  std::size_t lists = 0, redirects = 0, hidden = 0, copied = 0;  // built pages that are no content
  bool has_ids = false;                                          // heading ids could be compared
};

// `place` as in read_built_site(). `now`: posts not shown at this moment are not compared.
CheckReport check_site(const Site& site, const std::string& place, UnixTime now);

}  // namespace blogsearch
