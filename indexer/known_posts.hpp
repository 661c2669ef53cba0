// SPDX-License-Identifier: GPL-3.0-or-later
// What the current generation knows of the site's files: how a run finds what has changed.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace blogsearch {

class KnownPosts {
 public:
  KnownPosts() = default;  // nothing is known
  // Nothing is known where there is no generation, it cannot be read, or has another format.
  explicit KnownPosts(const std::filesystem::path& generation);

  [[nodiscard]] bool usable() const { return usable_; }  // can changes be made in place?
  [[nodiscard]] std::size_t size() const { return indexed_.size(); }
  // The hash under which a post was indexed, or was found hidden; nullopt: not known as such.
  [[nodiscard]] std::optional<std::string_view> indexed_hash(const std::string& path) const;
  [[nodiscard]] std::optional<std::string_view> hidden_hash(const std::string& path) const;
  // The document of an indexed post, to be kept as it is.
  [[nodiscard]] Xapian::Document document(const std::string& path) const;
  // The kPath terms of all indexed posts and their hashes.
  [[nodiscard]] const auto& indexed() const { return indexed_; }
  [[nodiscard]] const std::string& hidden_metadata() const { return hidden_metadata_; }
  [[nodiscard]] const std::string& site_title() const { return site_title_; }

 private:
  void read(const std::filesystem::path& generation);
  void read_hidden();

  bool usable_ = false;
  Xapian::Database database_;
  std::unordered_map<std::string, std::string> indexed_;  // kPath term -> hash
  std::unordered_map<std::string, std::string> hidden_;   // path -> hash in hex
  std::string hidden_metadata_, site_title_;
};

}  // namespace blogsearch
