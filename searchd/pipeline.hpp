// SPDX-License-Identifier: GPL-3.0-or-later
// Steps around a handler. Each sees the request on its way in and the answer on its way out, and
// may answer itself.
#pragma once

#include "searchd/http_message.hpp"

#include <functional>
#include <vector>

namespace blogsearch {

// May throw Error, as handlers do.
using Step = std::function<HttpResponse(const HttpRequest&, const HttpHandler& next)>;

// The first step is the outermost.
HttpHandler chain(std::vector<Step> steps, HttpHandler handler);

// Sets a header, in place of one with this name.
void set_header(HttpResponse& response, std::string_view name, std::string value);
// Empty: there is none.
std::string_view header_of(const HttpResponse& response, std::string_view name);
// Adds `word` to the list in the header `name`, as in "Vary: Origin, Accept-Encoding".
void add_to_header(HttpResponse& response, std::string_view name, std::string_view word);

}  // namespace blogsearch
