// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as Algolia's clients expect them.
#pragma once

#include "searchd/dialects/algolia_request.hpp"
#include "searchd/dialects/box_search.hpp"
#include "searchd/http_error.hpp"

#include <nlohmann/json.hpp>

namespace blogsearch {

// {"hits", "nbHits", "page", ...}. The marks' `escape` has been decided.
nlohmann::ordered_json to_algolia(const BoxAnswer& answer, const AlgoliaQuery& query);
// {"facetHits", "exhaustiveFacetsCount", ...}
nlohmann::ordered_json to_algolia(const BoxFacet& facet, const AlgoliaQuery& query);

// {"message", "status"} with the error's status and headers.
HttpResponse algolia_error(const HttpRequest& request, const HttpError& error);

}  // namespace blogsearch
