// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index.hpp"

#include "common/error.hpp"
#include "common/log.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <system_error>
#include <utility>

namespace blogsearch {
namespace {

constexpr auto kPause = std::chrono::seconds(1);  // before a bad generation is looked at again
constexpr int kTries = 3;

bool has_bytes(const std::filesystem::path& file) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(file, missing);
  return !missing && size > 0;
}

void require_all_tables(const Xapian::Database& database, const std::filesystem::path& directory) {
  if (database.get_doccount() == 0) return;
  const Xapian::Document first = database.get_document(*database.postlist_begin(""));
  const bool has_positions = database.has_positions() || !has_bytes(directory / "position.glass");
  if (has_positions && !first.get_data().empty() && first.termlist_count() > 0) return;
  throw Xapian::DatabaseOpeningError("a table of it cannot be opened");
}

}  // namespace

SiteIndex::SiteIndex(std::filesystem::path site_dir) : site_dir_(std::move(site_dir)) {
  open_current();
  if (!in_use_) {
    throw Error(ErrorCode::unavailable, fmt::format("there is no index in {}", site_dir_.string()),
                "run indexer first");
  }
}

void SiteIndex::refresh() {
  try {
    if (problem_.empty() || std::chrono::steady_clock::now() >= try_again_) {
      open_current();
      problem_.clear();
    }
  } catch (const Error& error) {
    note_problem(error);
  }
  if (const std::string damage = known_damage(generation_); !damage.empty())
    throw Error(ErrorCode::unavailable, damage, "run indexer: it rebuilds the index");
  if (!database_.reopen()) return;
  require_all_tables(database_, generation_);
  note_commit();
  read_languages();
}

void SiteIndex::note_problem(const Error& error) {
  if (problem_ != error.what()) {
    log(LogLevel::warning, "index_refused",
        {{"problem", error.what()}, {"next", error.hint()}, {"serving", revision()}});
  }
  problem_ = error.what();
  try_again_ = std::chrono::steady_clock::now() + kPause;
}

// Between the reading of CURRENT and the opening, an indexer may have published twice.
void SiteIndex::open_current() {
  for (int attempt = 1;; ++attempt) {
    const auto generation = current_generation(site_dir_);
    if (generation.empty() || is_open(generation)) return;
    try {
      open(generation);
      return;
    } catch (const Error&) {
      if (attempt == kTries || current_generation(site_dir_) == generation) throw;
    }
  }
}

// Also where the whole index was removed and made anew, with the same names.
bool SiteIndex::is_open(const std::filesystem::path& generation) const {
  return generation == generation_ && in_use_ && in_use_->is(generation);
}

std::string SiteIndex::revision() const {
  return fmt::format("{}.{}.{:.8}.{:x}", generation_.filename().string(), database_.get_revision(),
                     database_.get_uuid(), committed_);
}

void SiteIndex::note_commit() {
  std::error_code gone;
  const auto time = std::filesystem::last_write_time(generation_ / "iamglass", gone);
  committed_ = gone ? 0 : time.time_since_epoch().count();
}

void SiteIndex::open(const std::filesystem::path& generation) {
  try {
    GenerationInUse in_use(generation);
    require_intact(generation);
    Xapian::Database opened = open_database(generation);
    const std::string format = opened.get_metadata(std::string(kMetaFormat));
    if (format != std::to_string(kFormatVersion)) {
      throw Error(ErrorCode::unavailable,
                  fmt::format("{} has format {}, this program reads {}", generation.string(),
                              format.empty() ? "none" : format, kFormatVersion),
                  "run indexer: it rebuilds the index");
    }
    database_ = opened;
    generation_ = generation;
    in_use_ = std::move(in_use);
    note_commit();
    read_languages();
  } catch (const Xapian::DatabaseModifiedError&) {
    throw;
  } catch (const Error& error) {
    throw Error(ErrorCode::unavailable, error.what(),
                error.hint().empty() ? "run indexer: it rebuilds the index" : error.hint());
  } catch (const Xapian::Error& error) {
    forget_intact(generation);
    throw Error(ErrorCode::unavailable,
                fmt::format("cannot open {}: {}", generation.string(), explain(error)),
                "run indexer: it rebuilds the index");
  }
}

void SiteIndex::read_languages() {
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  const std::string prefix(prefix::kLanguage);
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
       ++term) {
    found.emplace_back(term.get_termfreq(), (*term).substr(prefix.size()));
  }
  std::ranges::sort(found, std::greater<>());
  languages_.clear();
  for (auto& [posts, language] : found) languages_.push_back(std::move(language));
}

Xapian::Database open_database(const std::filesystem::path& directory) {
  Xapian::Database database(directory.string(), Xapian::DB_BACKEND_GLASS);
  require_all_tables(database, directory);
  return database;
}

std::string explain(const Xapian::Error& error) {
  std::string message = error.get_msg();
  if (const char* system = error.get_error_string()) return fmt::format("{} ({})", message, system);
  return message;
}

}  // namespace blogsearch
