// SPDX-License-Identifier: GPL-3.0-or-later
// What each file of a Jekyll site is, by its path.
#pragma once

#include "indexer/jekyll_settings.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

struct JekyllFile {
  enum class Kind { none, post, draft, document, page };
  Kind kind = Kind::none;
  std::string collection;  // "posts" for posts and drafts; empty for pages
  std::string path;        // relative to the collections' folder; for pages to the source
};

// `path` is inside the site. Says nothing of what the file holds.
JekyllFile jekyll_file(const JekyllSettings& settings, std::string_view path);
// Could anything below this folder be a post, a document or a page?
bool jekyll_enters(const JekyllSettings& settings, std::string_view path);

// A file name's parts: 2024-01-05-my-post.md
struct JekyllName {
  std::string date;    // "2024-01-05" where the name begins with one
  std::string slug;    // "my-post"
  std::string stem;    // "2024-01-05-my-post"
  std::string ending;  // ".md"
};
JekyllName jekyll_name(std::string_view path);

}  // namespace blogsearch
