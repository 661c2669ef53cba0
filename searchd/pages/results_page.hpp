// SPDX-License-Identifier: GPL-3.0-or-later
// GET /: a page of results that works without JavaScript.
#pragma once

#include "searchd/backend.hpp"
#include "searchd/http_error.hpp"
#include "searchd/http_message.hpp"

namespace blogsearch {

// Takes the parameters of GET /search. Throws Error as that does.
HttpResponse answer_results_page(const SearchBackend& backend, const HttpRequest& request);
// The same page, with what went wrong instead of results.
HttpResponse results_page_error(const HttpRequest& request, const HttpError& error);

}  // namespace blogsearch
