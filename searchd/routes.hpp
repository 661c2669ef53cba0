// SPDX-License-Identifier: GPL-3.0-or-later
// Which path answers what: one table, one short handler each.
#pragma once

#include "common/search.hpp"
#include "searchd/http_message.hpp"

#include <functional>
#include <vector>

namespace blogsearch {

// What the routes ask: a Searcher (common/search.hpp), or a stand-in. For one thread.
struct SearchBackend {
  std::function<Answer(const SearchRequest&)> search;
  std::function<Suggestions(const SuggestRequest&)> suggest;
  std::function<Answer(const RelatedRequest&)> related;
  std::function<std::vector<SiteStatus>()> sites;
};

// Answers every request: 404 for an unknown path, 405 with Allow for a known one, HEAD as GET,
// OPTIONS with 204. Throws Error for a request that cannot be answered (http_error.hpp).
HttpHandler make_routes(SearchBackend backend);

}  // namespace blogsearch
