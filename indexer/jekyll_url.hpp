// SPDX-License-Identifier: GPL-3.0-or-later
// The URL that Jekyll gives to a post, a document or a page.
#pragma once

#include "indexer/date.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What the placeholders of a permalink stand for.
struct JekyllUrlParts {
  std::string collection;
  std::string path;        // inside the collection, without ending
  std::string name;        // the file's name without ending
  std::string slug;        // front matter's or the file name's
  std::string output_ext;  // ".html"
  std::vector<std::string> categories;
  Moment date;
};

// The URL from "/" of a post or a document. Throws Error for a placeholder that Jekyll does not
// know.
std::string jekyll_document_url(std::string_view permalink, const JekyllUrlParts& parts);

// The permalink template with the ending that the site's global permalink has.
std::string with_permalink_ending(const std::string& permalink, std::string_view global);

// The URL from "/" of a page, `path` relative to the source. `permalink`: the front matter's;
// empty: by `global`.
std::string jekyll_page_url(std::string_view path, std::string_view output_ext,
                            std::string_view permalink, std::string_view global);

}  // namespace blogsearch
