// SPDX-License-Identifier: GPL-3.0-or-later
// An Answer as JSON: one shape for searchd and for `search --json`.
#pragma once

#include "common/search_types.hpp"

#include <string>

namespace blogsearch {

// The object of docs/http-api.md, on one line, valid UTF-8 whatever the posts hold.
std::string to_json(const Answer& answer);
// One line likewise, for `search --why-not --json`.
std::string to_json(const WhyNot& why);

}  // namespace blogsearch
