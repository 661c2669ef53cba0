// SPDX-License-Identifier: GPL-3.0-or-later
// Which path answers what: one table, one short handler each.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_error.hpp"
#include "searchd/http_message.hpp"

#include <string_view>
#include <vector>

namespace blogsearch {

// What a path is like.
enum class RouteKind {
  none,    // there is nothing
  search,  // speaks of posts: needs a key where there are keys, and holds until the index changes
  file,    // belongs to the program: needs no key, holds as long
  state,   // how the server is at this moment: needs no key
};
struct RouteFacts {
  std::string_view path;  // as in the table, "/indexes/{uid}/search"
  RouteKind kind = RouteKind::none;
};
RouteFacts facts_of(const HttpRequest& request);
// The paths of the table, each once.
std::vector<std::string_view> route_paths();

// How an error looks to those who use the path asked for.
HttpResponse error_for(const HttpRequest& request, const HttpError& error);

// Answers every request: 404 for an unknown path, 405 with Allow for a known one, HEAD as GET,
// OPTIONS with 204. Throws Error for a request that cannot be answered (http_error.hpp).
HttpHandler make_routes(SearchBackend backend);

}  // namespace blogsearch
