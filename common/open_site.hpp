// SPDX-License-Identifier: GPL-3.0-or-later
// One site open for searching: its index, a stemmer for each of its languages, its vocabulary.
#pragma once

#include "common/index.hpp"
#include "common/stemmer.hpp"
#include "common/vocabulary.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace blogsearch {

// Not thread-safe, as SiteIndex.
class OpenSite {
 public:
  // Throws as SiteIndex does. `vocabularies` must outlive it.
  OpenSite(const std::filesystem::path& dir, Vocabularies& vocabularies);

  // Sees what was written since.
  void refresh();

  [[nodiscard]] const SiteIndex& index() const { return index_; }
  [[nodiscard]] const Xapian::Database& database() const { return index_.database(); }
  // One for each of index().languages(), in that order.
  std::vector<Stemmer>& stemmers() { return stemmers_; }
  Stemmer& stemmer_of(const std::string& language);
  // Of the index as it is now: read when first asked for.
  const Vocabulary& vocabulary();

 private:
  void make_stemmers();

  SiteIndex index_;
  Vocabularies& vocabularies_;
  std::vector<Stemmer> stemmers_;
  Stemmer unstemmed_{""};
  std::shared_ptr<const Vocabulary> vocabulary_;  // empty: not asked for since refresh()
};

}  // namespace blogsearch
