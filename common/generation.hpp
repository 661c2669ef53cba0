// SPDX-License-Identifier: GPL-3.0-or-later
// The index directory on disk: which sites it has, which database of each is the current one, and
// how a new one takes over.
//
//   INDEX/SITE/CURRENT       one line: the name of the current generation
//   INDEX/SITE/gen-000007/   a Xapian database; MANIFEST in it has size and hash of every file as
//   long as nothing was
//                            changed in place since it was built
//   INDEX/SITE/building/     a build under way, or what is left of one that was killed
//   INDEX/SITE/lock          held by the indexer that writes
//
// No Xapian stub files: an open database does not notice a change of its stub, and an empty one is
// a valid empty site.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// The names of the sites in `index_dir`, sorted; empty where there is no such directory.
std::vector<std::string> list_sites(const std::filesystem::path& index_dir);

// A name that can be a folder and stand in a URL: letters, digits, '-', '_' and '.', not at the
// start; at most 64.
bool is_site_name(std::string_view name);
// The nearest valid name to `text`: "My Blog!" gives "my-blog"; never empty.
std::string to_site_name(std::string_view text);

// The path of the current generation's database; empty where there is none. Throws Error if CURRENT
// is damaged.
std::filesystem::path current_generation(const std::filesystem::path& site_dir);

// Makes `site_dir`/building the current generation: writes its manifest, makes all of it durable
// (files, directory, parent), and names it in CURRENT by one rename. Returns its new path. Needs
// the SiteLock.
std::filesystem::path publish_generation(const std::filesystem::path& site_dir);
// Removes what is neither current nor the one before it. Needs the SiteLock.
void remove_old_generations(const std::filesystem::path& site_dir);

// To be called before a generation is changed in place: its manifest no longer holds.
void drop_manifest(const std::filesystem::path& generation);
// What differs from the manifest, a sentence each; empty: nothing, or there is no manifest.
std::vector<std::string> verify_manifest(const std::filesystem::path& generation);

// fsync of a directory: without it a rename may be lost with the power, and Xapian's next commit
// then corrupts.
void sync_directory(const std::filesystem::path& directory);

// One writer per site: held until destroyed, or the process ends however it may.
class SiteLock {
 public:
  // Makes `site_dir` if it is missing. Throws Error(unavailable) if another process holds the lock.
  explicit SiteLock(const std::filesystem::path& site_dir);
  ~SiteLock();
  SiteLock(const SiteLock&) = delete;
  SiteLock& operator=(const SiteLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace blogsearch
