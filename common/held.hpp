// SPDX-License-Identifier: GPL-3.0-or-later
// What is held in memory of each site's index beside Xapian's own: read when first asked for, and
// again when the index has changed.
#pragma once

#include "common/facet_table.hpp"
#include "common/index.hpp"
#include "common/vocabulary.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace blogsearch {

// Thread-safe. `Part` is immutable, and read from a Xapian::Database.
template <typename Part>
class Held {
 public:
  // Of the index as it is open. Throws what Part's constructor throws.
  std::shared_ptr<const Part> of(const SiteIndex& index) {
    const std::string revision = index.revision();
    Entry& entry = entry_of(index.site_dir().string());
    const std::lock_guard lock(entry.mutex);
    if (entry.revision != revision) {
      entry.part = std::make_shared<const Part>(index.database());
      entry.revision = revision;
    }
    return entry.part;
  }

 private:
  struct Entry {
    std::mutex mutex;  // guards the others: the first who asks reads, for all that ask meanwhile
    std::string revision;
    std::shared_ptr<const Part> part;
  };

  Entry& entry_of(const std::string& site_dir) {
    const std::lock_guard lock(mutex_);
    return entries_[site_dir];  // where it is, it stays
  }

  std::mutex mutex_;                      // guards the map alone
  std::map<std::string, Entry> entries_;  // by the site's folder
};

// Shared by all threads that search.
struct HeldParts {
  Held<Vocabulary> vocabularies;
  Held<FacetTable> facet_tables;
};

}  // namespace blogsearch
