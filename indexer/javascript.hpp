// SPDX-License-Identifier: GPL-3.0-or-later
// Plain strings in configuration files that are JavaScript: enough for a site's address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// Every text in quotes after `key:` or `key =`, in order; of a call such as path.join("a", "b")
// nothing.
std::vector<std::string> javascript_strings(std::string_view source, std::string_view key);
// The first of them; empty: none.
std::string javascript_string(std::string_view source, std::string_view key);
// The inside of `key: { ... }`; empty: none.
std::string_view javascript_object(std::string_view source, std::string_view key);

}  // namespace blogsearch
