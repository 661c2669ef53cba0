// SPDX-License-Identifier: GPL-3.0-or-later
// Hugo: how it decides what is published, where, and when.
#pragma once

#include "indexer/site.hpp"

#include <filesystem>
#include <memory>

namespace blogsearch {

bool is_hugo_site(const std::filesystem::path& root);
std::unique_ptr<const Site> open_hugo_site(const std::filesystem::path& root,
                                           const SiteOverrides& overrides);

}  // namespace blogsearch
