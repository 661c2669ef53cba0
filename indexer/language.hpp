// SPDX-License-Identifier: GPL-3.0-or-later
// The language of a text that does not say it.
#pragma once

#include <string_view>

namespace blogsearch {

// ISO 639-1 code, by the script and by the commonest function words; empty where neither is clear.
// Looks at the first 8 KiB. Knows the languages that have a stemmer and most others of Europe,
// Vietnamese, and those that have a script of their own.
std::string_view guess_language(std::string_view text);

}  // namespace blogsearch
