// SPDX-License-Identifier: GPL-3.0-or-later
// What some settings must look like, so that a wrong one is an error and not a silence.
#pragma once

#include <string_view>

namespace blogsearch {

// A site's origin as browsers send it, "https://example.org" or "http://localhost:4000"; or "*".
bool is_origin(std::string_view text);
// An API key: it has to get through a header.
bool is_key(std::string_view text);

}  // namespace blogsearch
