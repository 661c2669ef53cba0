// SPDX-License-Identifier: GPL-3.0-or-later
// TOML and JSON to Value: for front matter and for the generators' configuration files.
#pragma once

#include "common/value.hpp"

#include <string_view>

namespace blogsearch {

// Both throw Error with line (counted from `first_line`) and reason; at most 64 KiB of front
// matter, 1 MiB of configuration (`max_bytes`), nesting 64, since the parsers recurse.
Value parse_toml(std::string_view text, int first_line = 1,
                 std::size_t max_bytes = std::size_t{64} * 1024);
Value parse_json(std::string_view text, int first_line = 1,
                 std::size_t max_bytes = std::size_t{64} * 1024);

}  // namespace blogsearch
