// SPDX-License-Identifier: GPL-3.0-or-later
// How --show prints: lines of "  name    value", lists and wrapped words.
#pragma once

#include "indexer/date.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Nothing for an empty value. Safe for a terminal.
std::string show_line(std::string_view name, std::string_view value);
// "a" | "b c"
std::string show_list(const std::vector<std::string>& values);
// "2024-10-02 12:00:00", as the site shows it
std::string show_clock(const Moment& moment);
// "2024-10-02 10:00:00 UTC"
std::string show_time(UnixTime time);
// Words in indented lines of about 100 bytes.
std::string wrap(const std::vector<std::string>& words);

}  // namespace blogsearch
