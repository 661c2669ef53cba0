// SPDX-License-Identifier: GPL-3.0-or-later
// Algolia's routes, as far as search boxes use them: docs/compatible-clients.md.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// Both throw Error for a request that cannot be answered; algolia_error() gives it its form.
HttpResponse answer_algolia_queries(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_algolia_query(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
