// SPDX-License-Identifier: GPL-3.0-or-later
// Hugo's content as a tree: what each file is, and what its sections hand down to it.
#pragma once

#include "indexer/hugo_settings.hpp"
#include "indexer/regex.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// One content file, by its path alone.
struct HugoFile {
  const HugoLanguage* language = nullptr;  // nullptr: no content, or in a disabled language
  std::string folder;  // below content, as on disk, without / at its end: "posts/2024"
  std::string stem;    // the file name without language and ending: "my-post", "index", "_index"
  std::string ending;  // ".md"

  [[nodiscard]] bool is_branch() const { return stem == "_index"; }  // a section's own page
  [[nodiscard]] std::string path() const { return folder.empty() ? stem : folder + "/" + stem; }
};

// What holds for a page, in Hugo's terms.
struct HugoPage {
  HugoFile file;
  std::string kind;                   // "page", "section", "home", "taxonomy", "term"
  bool is_leaf = false;               // index.md of a bundle
  std::vector<std::string> sections;  // the folders of the section that it is in
  std::string section;                // the first of them
  Value front;  // keys in lower case; what its sections and the site cascade filled in
};

// The parts of a site's tree that decide what becomes of other files. Immutable; reads the disk
// when made.
class HugoContent {
 public:
  HugoContent(const HugoSettings& settings, const std::filesystem::path& root);

  // By its name, or by the site's ignoreFiles: a file, or a folder with all in it.
  [[nodiscard]] bool is_ignored(std::string_view path) const;
  [[nodiscard]] HugoFile file(std::string_view path) const;  // `path` is inside the site
  // The folder of the bundle that has this file as a resource; empty where it is a page of its own.
  [[nodiscard]] std::string bundle_of(const HugoFile& file) const;
  // The file that Hugo takes in place of this one, since both are the same page; empty for none.
  [[nodiscard]] std::string taken_instead(std::string_view path) const;
  [[nodiscard]] HugoPage page(const HugoFile& file, const Value& front) const;
  // The section pages above it that exist as files, outermost first; without the home page.
  [[nodiscard]] std::vector<HugoPage> sections_above(const HugoPage& page) const;
  // What of the tree decides about other files: part of the site's fingerprint.
  [[nodiscard]] Value summary() const;

 private:
  using Branch = std::pair<std::string, std::string>;  // language, folder
  void walk(const std::filesystem::path& root, const HugoMount& mount,
            std::vector<std::string>& pages);
  void find_doubles(const std::vector<std::string>& pages);
  void read_branch(const std::filesystem::path& root, const std::string& path,
                   const HugoFile& branch);
  void cascade(HugoPage& page) const;

  const HugoSettings& settings_;
  std::vector<std::regex> ignored_;
  std::set<std::string> leaves_;     // folders with an index page
  std::set<std::string> resources_;  // content files that belong to one of these
  std::map<std::string, std::string, std::less<>> doubles_;  // path: the path that is taken instead
  std::map<Branch, Value> branches_;                         // front matter of the _index pages
};

}  // namespace blogsearch
