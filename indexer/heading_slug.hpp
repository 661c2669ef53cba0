// SPDX-License-Identifier: GPL-3.0-or-later
// Heading ids by the rules of generators other than Jekyll and Hugo.
#pragma once

#include "indexer/heading_id.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// The id of a heading that reads `text`, before repeated ones are numbered; empty: none, or one
// that only the generator can tell (Zola writes Chinese in Latin letters).
std::string heading_slug(HeadingIdRule rule, std::string_view text);

// Latin letters without their accents, and ß, æ, ø and the like in two letters ("ss") or in one
// ("s"); all else as it is.
std::string latin_to_ascii(std::string_view text, bool in_two_letters);

}  // namespace blogsearch
