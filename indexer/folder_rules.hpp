// SPDX-License-Identifier: GPL-3.0-or-later
// What a folder of files is read by: rules of its own, or those of a generator that its
// configuration file names.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/heading_id.hpp"
#include "indexer/site.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A folder with content and the URL that it is at.
struct FolderRoot {
  std::string folder;               // inside the site; empty: the site itself
  std::string url;                  // without / at either end: "blog"
  std::string permalink;            // a template for what lies in it; empty: by the path
  bool is_docusaurus_blog = false;  // its posts' dates are folders of the URL
  std::string language = {};        // of all in it; empty: not said
};

struct FolderRules {
  std::string preset;  // "zola", "hexo", ...; empty: none
  Value config;        // as far as it can be read
  std::vector<FolderRoot> roots;
  std::string base_url, language, title;
  std::string built_folder = "_site";  // where its generator writes, from the site or absolute
  std::string ending = "/";            // of a URL: "/", ".html" or ""
  // The front matter that says the URL, the first one first.
  std::vector<std::string> url_keys = {"permalink", "url", "path", "slug"};
  HeadingIdRule heading_ids = HeadingIdRule::github;
  bool slugify_name = false;       // Zola: the last part in lower case, with hyphens
  bool slugify_path = false;       // Astro: every part as github-slugger writes it
  bool drops_date = false;         // Zola: 2024-01-05-name is at /name/
  bool drops_numbers = false;      // Docusaurus: 01-intro is at /intro
  bool index_like_folder = false;  // Eleventy, Docusaurus: about/about.md is at /about/
  bool has_readme_index = false;   // MkDocs, Docusaurus, mdBook: README.md stands for its folder
  bool hides_underscored = false;  // Hexo: nothing in a folder _name but _posts
  bool reads_underscored = false;  // MkDocs, Eleventy: _name.md is a page as any other
  bool html_is_template = false;   // Eleventy: a.html is at /a/
  std::string default_category = "uncategorized";
  std::vector<std::string> excluded;         // MkDocs' exclude_docs: patterns as in .gitignore
  std::vector<std::string> languages;        // in file names: post.fr.md
  std::set<std::string> language_folders;    // folders named by a language, "docs/fr"
  std::map<std::string, Value> folder_data;  // Eleventy: front matter for all below a folder
  Value authors;                             // Docusaurus: by their short names
  bool has_other_content = true;             // more than what a repository has beside its site
  TimeZone zone;
};

// Throws Error for a configuration that cannot be read.
FolderRules read_folder_rules(const std::filesystem::path& root, const SiteOverrides& overrides);

// Is the path one of rules.excluded?
bool is_excluded(const FolderRules& rules, std::string_view path);

// README, LICENSE and the like, which a repository has beside its site.
bool is_repository_file(std::string_view name);
// Folders that hold no content of the site: packages anywhere, themes and what was built at the
// top.
bool is_foreign_folder(std::string_view path);

}  // namespace blogsearch
