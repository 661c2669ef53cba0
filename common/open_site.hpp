// SPDX-License-Identifier: GPL-3.0-or-later
// One site open for searching: its index, a stemmer for each of its languages, its vocabulary.
#pragma once

#include "common/held.hpp"
#include "common/index.hpp"
#include "common/stemmer.hpp"
#include "common/vocabulary.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

// Not thread-safe, as SiteIndex.
class OpenSite {
 public:
  // Throws as SiteIndex does. `held` must outlive it.
  OpenSite(const std::filesystem::path& dir, HeldParts& held);

  // Sees what was written since.
  void refresh();

  [[nodiscard]] const SiteIndex& index() const { return index_; }
  [[nodiscard]] const Xapian::Database& database() const { return index_.database(); }
  // One for each of index().languages(), in that order.
  std::vector<Stemmer>& stemmers() { return stemmers_; }
  Stemmer& stemmer_of(const std::string& language);
  // Of the index as it is now: read when first asked for.
  const Vocabulary& vocabulary();
  std::shared_ptr<const FacetTable> facet_table() { return held_.facet_tables.of(index_); }
  // How often a post has appeared or gone by `now`, seconds since 1970: as long as this and the
  // revision stay, so does what is shown.
  std::size_t moments_passed(std::int64_t now);

 private:
  void make_stemmers();

  SiteIndex index_;
  HeldParts& held_;
  std::string revision_;  // of the index that what follows is made for
  std::vector<Stemmer> stemmers_;
  Stemmer unstemmed_{""};
  std::shared_ptr<const Vocabulary> vocabulary_;      // empty: not asked for since refresh()
  std::optional<std::vector<std::int64_t>> moments_;  // the same
};

}  // namespace blogsearch
