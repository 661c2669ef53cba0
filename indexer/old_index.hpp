// SPDX-License-Identifier: GPL-3.0-or-later
// What a run of indexer finds of the site's index, whole or damaged.
#pragma once

#include <filesystem>
#include <string>

namespace blogsearch {

struct OldIndex {
  // The current one, or where CURRENT does not lead to one, the newest; empty: there is none.
  std::filesystem::path generation;
  std::string damage;     // why all is to be built anew; empty: there is no reason
  bool is_sound = false;  // what the generation has can be believed
};

// Never throws for damage. Needs the SiteLock. Reads every file: about 0.25 s for a gigabyte.
OldIndex find_old_index(const std::filesystem::path& site_dir);

}  // namespace blogsearch
