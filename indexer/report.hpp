// SPDX-License-Identifier: GPL-3.0-or-later
// What a run says of itself.
#pragma once

#include "indexer/update.hpp"

#include <string>
#include <vector>

namespace blogsearch {

// "skipped _posts/a.md:3: reason", a line for each post with a problem; control characters escaped.
std::vector<std::string> problem_lines(const Summary& summary);
// One line; `name`: the site's.
std::string summary_line(const Summary& summary, const std::string& name, double seconds);

}  // namespace blogsearch
