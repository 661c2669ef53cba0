// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/safe_headers.hpp"

#include <string>
#include <string_view>

namespace blogsearch {
namespace {

// A page of ours: its own scripts and styles, no frame of another site around it.
constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' "
    "data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
// Anything else is no page, and is not to become one.
constexpr std::string_view kDataPolicy = "default-src 'none'; frame-ancestors 'none'";

}  // namespace

Step add_safe_headers() {
  return [](const HttpRequest& request, const HttpHandler& next) {
    HttpResponse response = next(request);
    set_header(response, "X-Content-Type-Options", "nosniff");
    // A reader's query stays here: other sites learn the host at most.
    set_header(response, "Referrer-Policy", "strict-origin-when-cross-origin");
    const bool is_page = response.content_type.starts_with("text/html");
    if (header_of(response, "Content-Security-Policy").empty())
      set_header(response, "Content-Security-Policy",
                 std::string(is_page ? kPagePolicy : kDataPolicy));
    return response;
  };
}

}  // namespace blogsearch
