// SPDX-License-Identifier: GPL-3.0-or-later
// Is the index of a site what was written?
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace blogsearch {

struct VerifyReport {
  std::string generation;  // its name
  std::size_t files = 0, posts = 0, hidden = 0;
};

// Compares every file with the manifest and reads every stored post; where there is no manifest,
// Xapian's own check goes over the tables, which sees less. Writes nothing and needs no lock.
// Throws Error: there is no index; what is damaged, and that indexer mends it.
VerifyReport verify_index(const std::filesystem::path& site_dir);

}  // namespace blogsearch
