// SPDX-License-Identifier: GPL-3.0-or-later
// What a Jekyll site's _config.yml says, with Jekyll's own defaults filled in.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/site.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct JekyllCollection {
  bool output = false;
  std::string
      permalink;  // a template; empty: /:collection/:path and the ending of the global permalink
};

// A set of front matter defaults and where it applies.
struct JekyllDefaults {
  std::string path;  // prefix or glob, relative to the source
  bool has_type = false;
  std::string type;  // "posts", "pages", a collection
  Value values;      // a map
};

struct JekyllSettings {
  Value config;  // as written
  std::string
      source;  // the source folder inside the site, with / at its end; empty: the site itself
  std::string collections_dir;  // without / at the end; empty: the source
  std::string destination;      // inside the source
  std::string base;             // url + baseurl
  std::string permalink;        // as written: a style's name or a template
  std::string language;
  std::vector<std::string> include, exclude;
  std::vector<std::string> markdown_endings;  // ".md"
  bool future = false, unpublished = false, show_drafts = false, strict_front_matter = false;
  std::int64_t limit_posts = 0;  // only so many, the newest; 0: all
  TimeZone zone;     // UTC where `timezone` is not set: the build machine's is not known
  UnixTime now = 0;  // when the site was opened; the date of documents that have none
  std::map<std::string, JekyllCollection> collections;  // with "posts"
  std::vector<JekyllDefaults> defaults;
  Value authors;  // known ones: `authors` of the configuration and of _data/authors.yml
};

// Throws Error for a configuration that cannot be read.
JekyllSettings read_jekyll_settings(const std::filesystem::path& root,
                                    const SiteOverrides& overrides);

// The values that hold for a file before its own front matter. `path`: relative to the collections'
// folder for posts and documents, to the source for pages.
Value jekyll_defaults(const JekyllSettings& settings, std::string_view path, std::string_view type);

}  // namespace blogsearch
