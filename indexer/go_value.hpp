// SPDX-License-Identifier: GPL-3.0-or-later
// How Go prints what a plain YAML scalar is.
#pragma once

#include <string>
#include <string_view>

namespace blogsearch {

// A number as go-yaml reads it and cast.ToString prints it: 007 is 7, 0x1F is 31, 1_000 is 1000,
// 1e3 is 1000. Other text as it is.
std::string printed_by_go(std::string_view text);

}  // namespace blogsearch
