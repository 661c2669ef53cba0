// SPDX-License-Identifier: GPL-3.0-or-later
// GET /openapi.json: the native API, described by OpenAPI 3.1. Parameters come from the tables that
// check them (request.hpp); what the answers look like stands in web/openapi.json.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

HttpResponse answer_openapi(const SearchBackend& backend, const HttpRequest& request);

}  // namespace blogsearch
