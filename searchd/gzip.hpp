// SPDX-License-Identifier: GPL-3.0-or-later
// Answers compressed for whoever takes them so. The only file that knows zlib.
#pragma once

#include "searchd/pipeline.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// Compresses text of 1 kB and more where Accept-Encoding has gzip, and says Vary: Accept-Encoding
// wherever it might have.
Step compress_answers();

// RFC 9110, 12.5.3: gzip is named, or *, and neither refused (q=0) nor liked less than identity.
bool accepts_gzip(std::string_view accept_encoding);
std::string gzip(std::string_view bytes);

}  // namespace blogsearch
