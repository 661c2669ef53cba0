// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes made smaller, and back: Zstandard (RFC 8878). A stored text is read three times as fast as
// from deflate, which Xapian uses, at the same size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

// Any thread may call these; each keeps its own working memory.

inline constexpr std::size_t kMaxBytes = std::size_t{1} << 27U;

// One frame, with its size and a checksum. Throws Error for more than kMaxBytes.
std::string compress(std::string_view bytes);

// What compress() was given; absent: `frame` is damaged.
std::optional<std::string> decompress(std::string_view frame);

}  // namespace blogsearch
