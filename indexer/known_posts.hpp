// SPDX-License-Identifier: GPL-3.0-or-later
// What the current generation knows of the site's files: how a run finds what has changed.
#pragma once

#include "common/text_hash.hpp"
#include "indexer/seen_files.hpp"
#include "indexer/writer.hpp"

#include <xapian.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace blogsearch {

// Tells this index from every other, and from itself before the last change: the hash of its format
// and its manifest, which has the hashes of all its files. Throws Error.
std::string index_id(const std::filesystem::path& generation);
std::string hash_of(const IndexMetadata& metadata);

struct KnownPost {
  SeenAs as = SeenAs::nothing;
  std::string_view hash;
  std::string_view content;  // the hash of what it was made of; empty: nobody can tell

  [[nodiscard]] bool has(std::string_view other) const;
};

class KnownPosts {
 public:
  KnownPosts() = default;  // nothing is known
  // Nothing is known where there is no generation, it cannot be read, or has another format. It has
  // to be sound. If it is the index that `seen` tells of, `seen` is believed, which then must
  // outlive this; else each post costs two look-ups in Xapian, together half as much as a walk over
  // the site.
  KnownPosts(const std::filesystem::path& generation, const SeenFiles& seen);

  // Is all that follows known?
  [[nodiscard]] bool usable() const { return usable_; }
  // How many posts are indexed, also in another format; nullopt where nobody can tell.
  [[nodiscard]] std::optional<std::size_t> count() const { return count_; }
  // How many posts had to be looked up in the index.
  [[nodiscard]] std::size_t looked_up() const { return indexed_.size(); }
  // `seen`: the entry of this path in `seen.files()`; null: there is none.
  [[nodiscard]] KnownPost find(std::string_view path, const SeenFile* seen) const;
  // The document of an indexed post, to be kept as it is. Throws Xapian::Error.
  [[nodiscard]] Xapian::Document document(std::string_view path) const;
  // The paths of all indexed posts; of one that is too long for a term, what stands in the term.
  [[nodiscard]] std::vector<std::string> paths() const;
  [[nodiscard]] bool has(const IndexMetadata& metadata) const;

 private:
  using Hashes = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

  void read_index();
  void read_hidden(std::string_view lines);

  std::filesystem::path generation_;
  bool usable_ = false;
  std::optional<std::size_t> count_;
  std::string metadata_;             // its hash
  const SeenFiles* seen_ = nullptr;  // tells all; null: what follows does
  Hashes indexed_;                   // by kPath term
  Hashes hidden_;                    // by path; in hex
};

}  // namespace blogsearch
