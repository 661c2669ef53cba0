// SPDX-License-Identifier: GPL-3.0-or-later
// What a Hugo site's configuration says: hugo.*, config.*, config/_default/ and config/production/
// together.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/hugo_language.hpp"
#include "indexer/site.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

// A folder whose files are content.
struct HugoMount {
  std::string source;                           // inside the site: "content", "content/en"
  std::string target;                           // below Hugo's content: "" or "docs"
  std::string language;                         // key; empty: by file name, else the default one
  std::vector<std::string> included, excluded;  // globs of paths inside it, from /
};

struct HugoSettings {
  Value config;  // keys in lower case
  std::vector<HugoLanguage> languages;
  std::size_t default_language = 0;
  std::vector<std::string> disabled_languages;
  std::vector<HugoMount> mounts;
  std::vector<std::string> ignore_files;  // regular expressions
  UnixTime now = 0;                       // when the site was opened
  bool multihost = false;

  [[nodiscard]] const HugoLanguage* find_language(std::string_view key) const;
};

// The configuration file in `root` that Hugo would take; nullopt for none. config.* counts only
// with Hugo's keys: Zola's has base_url.
std::optional<std::string> find_hugo_config(const std::filesystem::path& root);

// Throws Error for a configuration that cannot be read.
HugoSettings read_hugo_settings(const std::filesystem::path& root, const SiteOverrides& overrides);

}  // namespace blogsearch
