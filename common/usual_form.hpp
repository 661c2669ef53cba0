// SPDX-License-Identifier: GPL-3.0-or-later
// Folded words as people write them: what is said to have been meant is to be read.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>

namespace blogsearch {

// With its diacritics, where most of the posts that have `word` (folded) write them: "numerique" is
// "numérique". May throw Xapian::Error.
std::string usual_form(const Xapian::Database& database, std::string_view word);

// `meant` instead of `typed`: each of its words in its usual form, and with the capitals that
// `typed` has at its beginning or throughout. May throw Xapian::Error.
std::string as_written(const Xapian::Database& database, std::string_view meant,
                       std::string_view typed);

}  // namespace blogsearch
