// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/conditional.hpp"

#include "common/schema.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

// Weak: two answers with the same tag may differ in how long they took, and in their compression.
std::string etag_of(const HttpRequest& request, const std::string& state) {
  return "W/\"" + hash_hex(state + '\n' + request.path + '?' + request.query) + '"';
}

std::string_view opaque(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

std::string cache_control(const Keeping& keeping) {
  if (keeping.max_age == 0) return "no-cache";
  return (keeping.for_public ? "public, max-age=" : "private, max-age=") +
         std::to_string(keeping.max_age);
}

}  // namespace

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    const std::string_view item = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(item.size() + 1, if_none_match.size()));
    if (opaque(trim(item)) == opaque(etag)) return true;
  }
  return false;
}

Step unless_unchanged(StateOf state_of, Keeping keeping) {
  return [state_of = std::move(state_of), control = cache_control(keeping)](
             const HttpRequest& request, const HttpHandler& next) {
    const bool reads = request.method == "GET" || request.method == "HEAD";
    const std::string state = reads ? state_of(request) : std::string();
    if (state.empty()) return next(request);
    const std::string etag = etag_of(request, state);
    const std::string known = request.header("If-None-Match");
    const bool unchanged = names_etag(known, etag);
    HttpResponse response = unchanged ? HttpResponse{304, {}, {}} : next(request);
    if (response.status != 200 && !unchanged) return response;
    if (trim(known) == "*") response = {304, {}, {}};  // whatever there is, as long as it is there
    if (!header_of(response, "Cache-Control").empty()) return response;
    set_header(response, "ETag", etag);
    set_header(response, "Cache-Control", control);
    return response;
  };
}

}  // namespace blogsearch
