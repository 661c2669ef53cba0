// SPDX-License-Identifier: GPL-3.0-or-later
// A post by the name that a person gives it.
#pragma once

#include "indexer/site.hpp"

#include <string>

namespace blogsearch {

// The path inside the site of `post`: a path inside the site or from the working folder, or a URL.
// Throws Error where there is none.
std::string find_post(const Site& site, const std::string& post);

// Why the site does not read the file at all; empty where it does.
std::string why_not_read(const Site& site, const std::string& path);

}  // namespace blogsearch
