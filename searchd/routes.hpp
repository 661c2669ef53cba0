// SPDX-License-Identifier: GPL-3.0-or-later
// Which path answers what: one table, one short handler each.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// Answers every request: 404 for an unknown path, 405 with Allow for a known one, HEAD as GET,
// OPTIONS with 204. Throws Error for a request that cannot be answered (http_error.hpp).
HttpHandler make_routes(SearchBackend backend);

}  // namespace blogsearch
