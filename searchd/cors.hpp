// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of which other sites may read the answers: CORS
// (https://fetch.spec.whatwg.org/#http-cors-protocol).
#pragma once

#include "searchd/pipeline.hpp"

#include <string>
#include <vector>

namespace blogsearch {

// `origins`: as browsers send them, "https://example.org"; "*" is every one. Never with
// credentials, so no page can use a reader's cookies. Errors can be read as well as answers.
Step allow_origins(std::vector<std::string> origins);

}  // namespace blogsearch
