// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as Meilisearch's clients expect them.
#pragma once

#include "searchd/dialects/box_search.hpp"
#include "searchd/dialects/meilisearch_request.hpp"
#include "searchd/http_error.hpp"

#include <nlohmann/json.hpp>

namespace blogsearch {

// {"hits", "query", "processingTimeMs", ...}. The marks' `escape` has been decided.
nlohmann::ordered_json to_meilisearch(const BoxAnswer& answer, const MeilisearchQuery& query);
// {"facetHits", "facetQuery", "processingTimeMs"}
nlohmann::ordered_json to_meilisearch(const BoxFacet& facet, const std::string& text);

// {"message", "code", "type", "link"} with the error's status and headers.
HttpResponse meilisearch_error(const HttpRequest& request, const HttpError& error);

}  // namespace blogsearch
