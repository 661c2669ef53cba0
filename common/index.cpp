// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace blogsearch {

SiteIndex::SiteIndex(std::filesystem::path site_dir) : site_dir_(std::move(site_dir)) {
  const auto generation = current_generation(site_dir_);
  if (generation.empty()) {
    throw Error(ErrorCode::unavailable, fmt::format("there is no index in {}", site_dir_.string()),
                "run indexer first");
  }
  open(generation);
}

bool SiteIndex::refresh() {
  const auto generation = current_generation(site_dir_);
  if (!generation.empty() && generation != generation_) {
    open(generation);
    return true;
  }
  if (!database_.reopen()) return false;
  read_languages();
  return true;
}

std::string SiteIndex::revision() const {
  return fmt::format("{}.{}", generation_.filename().string(), database_.get_revision());
}

void SiteIndex::open(const std::filesystem::path& generation) {
  try {
    Xapian::Database opened(generation.string(), Xapian::DB_BACKEND_GLASS);
    const std::string format = opened.get_metadata(std::string(kMetaFormat));
    if (format != std::to_string(kFormatVersion)) {
      throw Error(ErrorCode::unavailable,
                  fmt::format("{} has format {}, this program reads {}", generation.string(),
                              format.empty() ? "none" : format, kFormatVersion),
                  "run indexer: it rebuilds the index");
    }
    database_ = opened;
    generation_ = generation;
    read_languages();
  } catch (const Xapian::Error& error) {
    throw Error(ErrorCode::unavailable,
                fmt::format("cannot open {}: {}", generation.string(), explain(error)),
                "run indexer --rebuild");
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

std::string explain(const Xapian::Error& error) {
  std::string message = error.get_msg();
  if (const char* system = error.get_error_string()) return fmt::format("{} ({})", message, system);
  return message;
}

}  // namespace blogsearch
