// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes made smaller, and back: Zstandard (RFC 8878). A stored text is read three times as fast as
// from deflate, which Xapian uses, at the same size.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// Any thread may call these; each keeps its own working memory.

// One frame, with its size and a checksum.
std::string compress(std::string_view bytes);

// What compress() was given. Throws Error if `frame` is damaged, or says that it holds more than
// kMaxDecompressed.
std::string decompress(std::string_view frame);

inline constexpr std::size_t kMaxDecompressed = std::size_t{1} << 30U;

}  // namespace blogsearch
