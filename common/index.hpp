// SPDX-License-Identifier: GPL-3.0-or-later
// One site's index, open for reading; notices a newer one.
#pragma once

#include "common/error.hpp"
#include "common/generation.hpp"

#include <xapian.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

// Not thread-safe: a Xapian::Database must not be shared by threads. Opening costs about 20 us, and
// once in a process the reading of the whole generation, to know that it is intact; refresh() about
// 10 us.
class SiteIndex {
 public:
  // Throws Error(unavailable): no index, a damaged one, or one of another format.
  // May throw Xapian::DatabaseModifiedError if the index changes meanwhile: then try again.
  explicit SiteIndex(std::filesystem::path site_dir);

  // Sees what was written since: to be called at the start of every request. A new generation that
  // cannot be read is left alone: what is open stays, and problem() says why. Throws
  // Error(unavailable) if check_again() has found what is open damaged.
  void refresh();
  // Why a newer generation is not served; empty: all is well.
  [[nodiscard]] const std::string& problem() const { return problem_; }

  [[nodiscard]] Xapian::Database& database() { return database_; }
  [[nodiscard]] const Xapian::Database& database() const { return database_; }
  // The languages of the posts in lower case ("pt-br", "pt", "en"), the most frequent first.
  [[nodiscard]] const std::vector<std::string>& languages() const { return languages_; }
  // Another string for every state of the index.
  [[nodiscard]] std::string revision() const;
  [[nodiscard]] const std::filesystem::path& site_dir() const { return site_dir_; }

 private:
  void open(const std::filesystem::path& generation);
  void open_current();
  void note_problem(const Error& error);
  [[nodiscard]] bool is_open(const std::filesystem::path& generation) const;
  void read_languages();
  void note_commit();

  std::filesystem::path site_dir_;
  std::filesystem::path generation_;
  std::optional<GenerationInUse> in_use_;
  Xapian::Database database_;
  std::int64_t committed_ = 0;  // when: in a backup that is put back, Xapian counts the same again
  std::string problem_;
  std::chrono::steady_clock::time_point try_again_;  // after a problem
  std::vector<std::string> languages_;
};

// Opens a database for reading. Xapian itself takes a table that cannot be opened, for want of
// descriptors or since the disk is bad, for an empty one. Throws Xapian::DatabaseError.
Xapian::Database open_database(const std::filesystem::path& directory);

// A sentence for a Xapian error: what happened.
std::string explain(const Xapian::Error& error);

}  // namespace blogsearch
