// SPDX-License-Identifier: GPL-3.0-or-later
// Keys for reading: who has none of them is not answered. They allow nothing but searching, since
// there is nothing else here.
#pragma once

#include "searchd/pipeline.hpp"

#include <string>
#include <vector>

namespace blogsearch {

// Requests for which `is_open` says true need no key; with no `keys` none does. A key may come as
// "Authorization: Bearer KEY", as X-Meili-API-Key or X-Algolia-API-Key, or as the parameter
// x-algolia-api-key. Throws RequestError, missing_key or invalid_key.
Step require_key(std::vector<std::string> keys, std::function<bool(const HttpRequest&)> is_open);

// Whether one of `keys` came with the request. How long it takes does not tell how much of a key
// was right.
bool has_key(const HttpRequest& request, const std::vector<std::string>& keys);

}  // namespace blogsearch
