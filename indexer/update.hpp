// SPDX-License-Identifier: GPL-3.0-or-later
// The whole job of indexer: what is new, changed or gone since last time, and only that.
#pragma once

#include "common/config.hpp"
#include "indexer/scan.hpp"
#include "indexer/site.hpp"
#include "indexer/site_lock.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace blogsearch {

// What a run did. found = added + changed + unchanged + hidden + skipped.
struct Summary {
  std::size_t found = 0;
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::size_t hidden = 0;   // not published
  std::size_t skipped = 0;  // found, but could not be read
  std::size_t removed = 0;  // were in the index, and are no longer published
  std::vector<Skipped>
      problems;  // each skipped post, and each folder or link that was not followed; by path
  std::vector<Skipped> warnings;  // what was repaired in posts that were read in this run; by path
  bool rebuilt = false;           // a new generation was built
  bool written = false;           // anything was: else the index is as it was
  std::string other_site;         // the folder of which the index was until now; empty: the same
  std::string damage;             // why what was there had to be built anew; empty: it was sound
};

struct UpdateOptions {
  std::filesystem::path site_dir;  // INDEX/NAME
  bool rebuild = false;
  unsigned threads = 0;  // 0: as many as cores
  // Asked again and again while another indexer has the lock: true waits on. Empty: does not wait.
  std::function<bool()> wait;
  // Asked now and then, by several threads: true ends the run with an Error(unavailable), and the
  // index stays as it was. Empty: runs to its end.
  std::function<bool()> stop;
  RankingConfig ranking;
  // The files of the site, where they are known already. Empty: they are looked for.
  std::shared_ptr<const Scan> files;
  // Called by one thread at a time, now and then: posts done, posts to do.
  std::function<void(std::size_t, std::size_t)> progress;
};

// Brings the index of `site` up to date. A post that cannot be read keeps what was indexed before.
// An index that is damaged, or left unfinished by a run that was killed, is built anew; what the
// latter has of posts that cannot be read is kept all the same.
// Throws Error: the index cannot be written, another indexer is at work, all posts have gone at
// once (which a folder that is not mounted looks like; `rebuild` accepts it), also where nobody can
// tell what a damaged index had. What was there before then stands.
Summary update_index(const Site& site, const UpdateOptions& options);
// The same, by a caller who has the lock of `site_dir` already: who opens a site and then waits for
// the lock has it as it was before another one changed and indexed it.
Summary update_index(const Site& site, const UpdateOptions& options, const SiteLock& lock);

}  // namespace blogsearch
