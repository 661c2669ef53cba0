// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that browsers and caches may keep, and ask about again with If-None-Match: "has it
// changed?" is answered without a search.
#pragma once

#include "searchd/pipeline.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace blogsearch {

struct Keeping {
  int max_age = 60;        // seconds; 0: asked about each time
  bool for_public = true;  // false: by the reader's browser only
};

// All that decides the answer to a request beside its path and query; empty: nobody can know.
using StateOf = std::function<std::string(const HttpRequest&)>;

// For GET and HEAD: 304 where the client has the answer already; ETag and Cache-Control on the
// others with status 200, unless the handler has said Cache-Control.
Step unless_unchanged(StateOf state_of, Keeping keeping);

// Does If-None-Match name `etag`? Compared weakly (RFC 9110, 8.8.3.2). "*" names none: what is
// asked for may be an error.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace blogsearch
