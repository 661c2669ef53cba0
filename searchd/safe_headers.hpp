// SPDX-License-Identifier: GPL-3.0-or-later
// Headers that keep a browser from making more of an answer than it is.
#pragma once

#include "searchd/pipeline.hpp"

namespace blogsearch {

// X-Content-Type-Options, Referrer-Policy and Content-Security-Policy on every answer; a policy
// that a handler has set stays.
Step add_safe_headers();

}  // namespace blogsearch
