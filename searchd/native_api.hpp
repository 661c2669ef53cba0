// SPDX-License-Identifier: GPL-3.0-or-later
// The server's own questions and answers: docs/http-api.md.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// All throw Error for a request that cannot be answered.
HttpResponse answer_search(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_suggest(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_related(const SearchBackend& backend, const HttpRequest& request);
HttpResponse answer_health(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
