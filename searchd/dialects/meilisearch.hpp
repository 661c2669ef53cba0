// SPDX-License-Identifier: GPL-3.0-or-later
// Meilisearch's routes, as far as search boxes use them: docs/compatible-clients.md.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// All throw Error for a request that cannot be answered; meilisearch_error() gives it its form.
HttpResponse answer_meilisearch_search(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_meilisearch_multi_search(const SearchBackend& backend,
                                             const HttpRequest& request);
HttpResponse answer_meilisearch_facet_search(const SearchBackend& backend,
                                             const HttpRequest& request);
HttpResponse answer_meilisearch_health(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_meilisearch_version(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
