// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of generators that have no reader of their own, found by their configuration files.
#pragma once

#include "indexer/folder_rules.hpp"

#include <filesystem>

namespace blogsearch {

// Fills `rules` by the generator whose configuration lies in `root`; false where there is none.
// Throws Error for a configuration that cannot be read.
bool read_folder_preset(const std::filesystem::path& root, FolderRules& rules);

// Is this Hexo's _config.yml, not Jekyll's?
bool is_hexo_site(const std::filesystem::path& root);

// Does the folder have the configuration of one of the other generators?
bool names_folder_preset(const std::filesystem::path& root);

}  // namespace blogsearch
