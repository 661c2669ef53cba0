// SPDX-License-Identifier: GPL-3.0-or-later
// What a folder of files is read by: rules of its own, or those of a generator that its
// configuration file names.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/site.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A folder with content and the URL that it is at.
struct FolderRoot {
  std::string folder;     // inside the site; empty: the site itself
  std::string url;        // without / at either end: "blog"
  std::string permalink;  // a template for what lies in it; empty: by the path
};

struct FolderRules {
  std::string
      preset;  // "zola", "hexo", "mkdocs", "docusaurus", "eleventy", "astro", "gatsby"; empty: none
  Value config;  // as far as it can be read
  std::vector<FolderRoot> roots;
  std::string base_url, language, title;
  std::string built_folder = "_site";  // where its generator writes, from the site or absolute
  std::string ending = "/";            // of a URL: "/", ".html" or ""
  bool slugify = false;                // Zola: each part of the path in lower case, with hyphens
  bool drops_date = false;             // Zola: 2024-01-05-name is at /name/
  bool drops_numbers = false;          // Docusaurus: 01-intro is at /intro
  bool index_like_folder = false;      // Eleventy: about/about.md is at /about/
  bool has_readme_index = false;       // MkDocs, Docusaurus: README.md stands for its folder
  std::vector<std::string> languages;  // in file names: post.fr.md
  std::set<std::string> language_folders;  // folders named by a language, "docs/fr"
  bool has_other_content = true;           // more than what a repository has beside its site
  TimeZone zone;
};

// Throws Error for a configuration that cannot be read.
FolderRules read_folder_rules(const std::filesystem::path& root, const SiteOverrides& overrides);

// Is this Hexo's _config.yml, not Jekyll's?
bool is_hexo_site(const std::filesystem::path& root);

// Does the folder have the configuration of one of the other generators?
bool names_folder_preset(const std::filesystem::path& root);

// README, LICENSE and the like, which a repository has beside its site.
bool is_repository_file(std::string_view name);
// Folders that hold no content of the site: packages anywhere, themes and what was built at the
// top.
bool is_foreign_folder(std::string_view path);

}  // namespace blogsearch
