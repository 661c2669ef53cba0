// SPDX-License-Identifier: GPL-3.0-or-later
// One search of one site, from the request to the answer.
#pragma once

#include "common/config.hpp"
#include "common/open_site.hpp"
#include "common/search_types.hpp"
#include "common/synonyms.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What the settings say about searching, ready for use. Immutable.
class SearchRules {
 public:
  explicit SearchRules(const Config& config);

  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] const Synonyms& synonyms() const { return synonyms_; }
  // The URLs of the posts that come first for `query`, in their order.
  [[nodiscard]] std::vector<std::string> pinned(std::string_view query) const;

 private:
  Config config_;
  Synonyms synonyms_;
  std::map<std::string, std::vector<std::string>> pinned_;  // by the folded query
};

// How a search of one site stands beside those of other sites.
struct SiteRanking {
  struct Place {
    double score = 0;
    std::string date_key;  // sorts as the dates do
  };
  std::vector<Place> places;  // the first ones, in their order
  std::size_t total = 0;
  bool loosened = false;  // no post has all words
  std::vector<Facet> facets;
};

// All throw Error(time_limit), and may throw Xapian::Error: the index has changed meanwhile.
Answer search_site(OpenSite& site, const SearchRequest& request, const SearchRules& rules);
// `post`: a URL of the site, or a path in it.
SiteRanking rank_site(OpenSite& site, const SearchRequest& request, const SearchRules& rules);
WhyNot explain_absence(OpenSite& site, const SearchRequest& request, const std::string& post,
                       const SearchRules& rules);

}  // namespace blogsearch
