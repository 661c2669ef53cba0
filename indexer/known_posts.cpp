// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/known_posts.hpp"

#include "common/index.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {

std::string index_id(const std::filesystem::path& generation) {
  return hash_bytes(fmt::format("{} {}", kFormatVersion, read_manifest(generation).value_or("")));
}

std::string hash_of(const IndexMetadata& metadata) {
  return hash_bytes(fmt::format("{}\n{}", metadata.site_title, metadata.hidden));
}

// The index has the hashes of hidden posts in hex.
bool KnownPost::has(std::string_view other) const {
  return as != SeenAs::nothing && (hash == other || hash == hash_hex(other));
}

KnownPosts::KnownPosts(const std::filesystem::path& generation, const SeenFiles& seen)
    : generation_(generation) {
  if (generation.empty()) {
    count_ = 0;
    return;
  }
  if (seen.index().id == index_id(generation)) {
    seen_ = &seen;
    count_ =
        static_cast<std::size_t>(std::ranges::count(seen.files(), SeenAs::indexed, &SeenFile::as));
    metadata_ = seen.index().metadata;
    usable_ = true;
    return;
  }
  try {
    read_index();
  } catch (const Xapian::Error&) {
    *this = {};  // damaged: all is built anew
  }
}

void KnownPosts::read_index() {
  const Xapian::Database database = open_database(generation_);
  count_ = database.get_doccount();
  if (database.get_metadata(std::string(kMetaFormat)) != std::to_string(kFormatVersion)) return;
  std::vector<std::string> hashes(database.get_lastdocid() + 1);
  for (auto value = database.valuestream_begin(kSlotHash);
       value != database.valuestream_end(kSlotHash); ++value) {
    hashes[value.get_docid()] = *value;
  }
  const std::string prefix(prefix::kPath);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term)
    indexed_[*term] = hashes[*database.postlist_begin(*term)];
  const IndexMetadata metadata = read_metadata(database);
  read_hidden(metadata.hidden);
  metadata_ = hash_of(metadata);
  usable_ = true;
}

void KnownPosts::read_hidden(std::string_view lines) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto blank = std::min(lines.find(' '), end);
    if (blank < end)
      hidden_.emplace(lines.substr(blank + 1, end - blank - 1), lines.substr(0, blank));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

KnownPost KnownPosts::find(std::string_view path, const SeenFile* seen) const {
  if (seen_ != nullptr)
    return seen == nullptr ? KnownPost{} : KnownPost{seen->as, seen->hash, seen->content};
  const auto indexed = indexed_.find(make_term(prefix::kPath, path));
  if (indexed != indexed_.end()) return {SeenAs::indexed, indexed->second, {}};
  const auto hidden = hidden_.find(path);
  return hidden == hidden_.end() ? KnownPost{} : KnownPost{SeenAs::hidden, hidden->second, {}};
}

Xapian::Document KnownPosts::document(std::string_view path) const {
  const Xapian::Database database = open_database(generation_);
  return database.get_document(*database.postlist_begin(make_term(prefix::kPath, path)));
}

std::vector<std::string> KnownPosts::paths() const {
  std::vector<std::string> paths;
  for (const auto& [term, hash] : indexed_) paths.push_back(term.substr(prefix::kPath.size()));
  if (seen_ == nullptr) return paths;
  for (const SeenFile& file : seen_->files()) {
    if (file.as == SeenAs::indexed) paths.emplace_back(file.path);
  }
  return paths;
}

bool KnownPosts::has(const IndexMetadata& metadata) const {
  return metadata_ == hash_of(metadata);
}

}  // namespace blogsearch
