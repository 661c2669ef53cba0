// SPDX-License-Identifier: GPL-3.0-or-later
// A stored post and its snippet as a hit of an answer.
#pragma once

#include "common/record.hpp"
#include "common/search_types.hpp"
#include "common/snippet.hpp"

namespace blogsearch {

// Without score and words, which only the search knows.
Hit make_hit(Record record, Snippet snippet, bool fragment = false);

}  // namespace blogsearch
