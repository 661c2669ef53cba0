// SPDX-License-Identifier: GPL-3.0-or-later
// Every stage's value for one post, as text: why it is not found, or not as its author thinks.
#pragma once

#include "common/config.hpp"
#include "indexer/site.hpp"

#include <string>

namespace blogsearch {

// `post`: its path inside the site or from the working folder, or its URL. The same post gives the
// same text. A post that is hidden or cannot be read is shown up to where its road ends. Throws
// Error: there is no such post.
std::string show_post(const Site& site, const std::string& post, const RankingConfig& weights);

}  // namespace blogsearch
