// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/known_posts.hpp"

#include "common/index.hpp"
#include "common/schema.hpp"

#include <algorithm>
#include <vector>

namespace blogsearch {

KnownPosts::KnownPosts(const std::filesystem::path& generation) {
  if (generation.empty()) return;
  try {
    read(generation);
  } catch (const Xapian::Error&) {
    usable_ = false;  // damaged: all is built anew
    indexed_.clear();
    hidden_.clear();
  }
}

void KnownPosts::read(const std::filesystem::path& generation) {
  database_ = open_database(generation);
  if (database_.get_metadata(std::string(kMetaFormat)) != std::to_string(kFormatVersion)) return;
  std::vector<std::string> hashes(database_.get_lastdocid() + 1);
  for (auto value = database_.valuestream_begin(kSlotHash);
       value != database_.valuestream_end(kSlotHash); ++value) {
    hashes[value.get_docid()] = *value;
  }
  const std::string prefix(prefix::kPath);
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
       ++term) {
    indexed_[*term] = hashes[*database_.postlist_begin(*term)];
  }
  site_title_ = database_.get_metadata(std::string(kMetaSite));
  read_hidden();
  usable_ = true;
}

void KnownPosts::read_hidden() {
  hidden_metadata_ = database_.get_metadata(std::string(kMetaHidden));
  for (std::string_view lines = hidden_metadata_; !lines.empty();) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto blank = std::min(lines.find(' '), end);
    if (blank < end)
      hidden_.emplace(lines.substr(blank + 1, end - blank - 1), lines.substr(0, blank));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::optional<std::string_view> KnownPosts::indexed_hash(const std::string& path) const {
  const auto found = indexed_.find(make_term(prefix::kPath, path));
  return found == indexed_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

std::optional<std::string_view> KnownPosts::hidden_hash(const std::string& path) const {
  const auto found = hidden_.find(path);
  return found == hidden_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
}

Xapian::Document KnownPosts::document(const std::string& path) const {
  return database_.get_document(*database_.postlist_begin(make_term(prefix::kPath, path)));
}

}  // namespace blogsearch
