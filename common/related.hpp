// SPDX-License-Identifier: GPL-3.0-or-later
// Posts like a given one: those that share its most telling words, its tags and its language.
#pragma once

#include "common/config.hpp"
#include "common/open_site.hpp"
#include "common/search_types.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

struct RelatedRequest {
  std::string url;   // of a post: with or without its host; or the post's path in the site
  std::string site;  // empty: the only site there is
  int limit = 10;
  std::optional<std::int64_t> now;  // as in SearchRequest
};

// What a post is related to, the nearest first.
struct RelatedPosts {
  struct One {
    std::string url, title;
    double score = 0;  // comparable for one post only
  };
  std::string url;
  std::vector<One> posts;
};

// An answer as for a search, with the URL that was asked for as its query. `total` counts what is
// given. Throws Error(not_found) where no such post is shown now; its hint names the nearest. May
// throw Xapian::Error.
Answer related_in(OpenSite& site, const RelatedRequest& request, const Config& config);

// The same for every post that is shown now, in the order of the index; `url` is not looked at.
std::vector<RelatedPosts> all_related_in(OpenSite& site, const RelatedRequest& request,
                                         const Config& config);

}  // namespace blogsearch
