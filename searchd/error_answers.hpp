// SPDX-License-Identifier: GPL-3.0-or-later
// What a handler throws, as an answer.
#pragma once

#include "searchd/http_error.hpp"
#include "searchd/pipeline.hpp"

#include <functional>

namespace blogsearch {

// How an error looks: error_response() for our own API, something else for each dialect.
using ErrorForm = std::function<HttpResponse(const HttpRequest&, const HttpError&)>;

// Nothing is thrown past this step, but for want of memory. What is our own fault goes to the log,
// and the client learns only that it is.
Step errors_as_answers(ErrorForm form);

}  // namespace blogsearch
