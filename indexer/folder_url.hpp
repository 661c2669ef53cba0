// SPDX-License-Identifier: GPL-3.0-or-later
// The URL of a file in a folder, and the values that its front matter may spell in many ways.
#pragma once

#include "common/value.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/site.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// A file's path in parts.
struct FolderFile {
  std::string folder;  // below its root: "posts/2024"
  std::string stem;    // the name without date (where it goes), language and ending
  std::string
      date;  // "2024-01-05" at the front of the name or of the folder of an index file; empty: none
  std::string language;  // from the name: post.fr.md
  std::string ending;    // ".md"
};

// The root that the file lies in, by the longest folder; nullptr for none.
const FolderRoot* root_of(const FolderRules& rules, std::string_view path);
FolderFile folder_file(const FolderRules& rules, const FolderRoot& root, std::string_view path);

// The URL: what the front matter says (rules.url_keys), the root's template, or the path; absolute
// where the site has an address. `facts` has the title, date and categories.
std::string folder_url(const FolderRules& rules, const FolderRoot& root, const FolderFile& file,
                       const Value& front, const PostFacts& facts);
// Lower case, every run of other characters than letters and digits a hyphen.
std::string slug_of(std::string_view text);
std::string folder_alias(std::string_view alias);

// Tags or categories: a list, or one text with commas between.
std::vector<std::string> folder_terms(const Value& value);
// author_name, byline and the like.
std::vector<std::string> folder_authors(const Value& front);

}  // namespace blogsearch
