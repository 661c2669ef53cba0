// SPDX-License-Identifier: GPL-3.0-or-later
// What the routes ask.
#pragma once

#include "common/search.hpp"
#include "searchd/found_answer.hpp"

#include <functional>
#include <string>
#include <vector>

namespace blogsearch {

// A Searcher (common/search.hpp), or a stand-in. For one thread.
struct SearchBackend {
  std::function<FoundAnswer(const SearchRequest&)>
      search;  // for somebody who looks for it: counted
  std::function<Suggestions(const SuggestRequest&)> suggest;
  std::function<Answer(const RelatedRequest&)> related;
  std::function<std::vector<SiteStatus>()> sites;
  std::function<FoundAnswer(const SearchRequest&)> look_up =
      {};                                     // the same, for a program: not counted
  std::function<std::string()> metrics = {};  // as text for Prometheus
  // As in the settings' `server`.
  std::string public_url = {};
  std::string escape = "auto";
};

}  // namespace blogsearch
