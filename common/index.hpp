// SPDX-License-Identifier: GPL-3.0-or-later
// One site's index, open for reading; notices a newer one.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <vector>

namespace blogsearch {

// Not thread-safe: a Xapian::Database must not be shared by threads. Opening costs about 20 us,
// refresh() about 5 us.
class SiteIndex {
 public:
  // Throws Error(unavailable): no index, a damaged one, or one of another format.
  explicit SiteIndex(std::filesystem::path site_dir);

  // Sees what was written since: to be called at the start of every request. True if something has
  // changed.
  bool refresh();

  [[nodiscard]] Xapian::Database& database() { return database_; }
  [[nodiscard]] const Xapian::Database& database() const { return database_; }
  // The languages of the posts in lower case ("pt-br", "pt", "en"), the most frequent first.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  // Another string for every state of the index.
  [[nodiscard]] std::string revision() const;
  [[nodiscard]] const std::filesystem::path& site_dir() const { return site_dir_; }

 private:
  void open(const std::filesystem::path& generation);
  void read_languages();

  std::filesystem::path site_dir_;
  std::filesystem::path generation_;
  Xapian::Database database_;
  std::vector<std::string> languages_;
};

// A sentence for a Xapian error: what happened and what to do now. For use in the three places that
// catch.
std::string explain(const Xapian::Error& error);

}  // namespace blogsearch
