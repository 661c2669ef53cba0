// SPDX-License-Identifier: GPL-3.0-or-later
// The index directory on disk: which sites it has, which database of each is the current one, and
// how a new one takes over.
//
//   INDEX/SITE/CURRENT       one line: the name of the current generation
//   INDEX/SITE/gen-000007/   a Xapian database and its MANIFEST (common/manifest.hpp)
//   INDEX/SITE/building/     a build under way, or what is left of one that was killed
//   INDEX/SITE/lock          held by the indexer that writes
//   INDEX/SITE/seen          what the last runs of indexer read; losing it costs only time
//
// No Xapian stub files: an open database does not notice a change of its stub, and an empty one is
// a valid empty site.
#pragma once

#include "common/file.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// The names of the sites in `index_dir`, sorted; empty where there is no such directory. One of
// which nobody can tell whether it has an index is among them: opening it tells why. Throws
// Error(unavailable) where the directory cannot be read.
std::vector<std::string> list_sites(const std::filesystem::path& index_dir);

// A name that can be a folder and stand in a URL: letters, digits, '-', '_' and '.', not at the
// start; at most 64.
bool is_site_name(std::string_view name);
// The nearest valid name to `text`: "My Blog!" gives "my-blog"; never empty.
std::string to_site_name(std::string_view text);

// The path of the current generation's database; empty where there is none. Throws
// Error(unavailable) if CURRENT is damaged or cannot be read.
std::filesystem::path current_generation(const std::filesystem::path& site_dir);
// The one that was built last, whether it became current or not; empty where there is none.
std::filesystem::path newest_generation(const std::filesystem::path& site_dir);

// Makes `site_dir`/building the current generation: writes its manifest, makes all of it durable
// (files, directory, parent), and names it in CURRENT by one rename. Returns its new path. Where it
// throws, nothing that takes space is left of it, unless CURRENT names it. Needs the SiteLock.
std::filesystem::path publish_generation(const std::filesystem::path& site_dir);
// Removes all generations but `current`, unless somebody reads them; where the file system has no
// locks that could tell, the last one is kept. What cannot be removed stays: it costs space only.
// Needs the SiteLock.
void remove_old_generations(const std::filesystem::path& site_dir,
                            const std::filesystem::path& current);

// Says that somebody reads a generation: while it lives, remove_old_generations() leaves it alone.
// Throws Error(unavailable) if the generation is gone.
class GenerationInUse {
 public:
  explicit GenerationInUse(const std::filesystem::path& generation);
  // False: another directory has taken that name meanwhile, or none.
  [[nodiscard]] bool is(const std::filesystem::path& generation) const;

 private:
  File directory_;
};

}  // namespace blogsearch
