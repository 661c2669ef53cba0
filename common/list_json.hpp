// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions and related posts as JSON.
#pragma once

#include "common/related.hpp"
#include "common/suggest.hpp"

#include <string>
#include <vector>

namespace blogsearch {

// OpenSearch suggestions, one line: what was typed, the completions, the kind of each, the URL of
// each. https://github.com/dewitt/opensearch, "OpenSearch Suggestions extension".
std::string to_json(const Suggestions& suggestions);

// {"URL": [{"url", "title", "score"}, ...], ...}, a line for each post. Where two posts have one
// URL, the first counts.
std::string to_json(const std::vector<RelatedPosts>& all);

}  // namespace blogsearch
