// SPDX-License-Identifier: GPL-3.0-or-later
// A search as something to subscribe to (Atom, RFC 4287) and to add to a browser (OpenSearch 1.1).
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// GET /search.atom: the parameters of GET /search, the newest first unless `sort` says otherwise.
HttpResponse answer_feed(const SearchBackend& backend, const HttpRequest& request);
// GET /opensearch.xml, with `site` where there are several.
HttpResponse answer_open_search(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
