// SPDX-License-Identifier: GPL-3.0-or-later
// A site as its generator built it: the pages of its folder, or the addresses of its sitemap.xml.
#pragma once

#include "indexer/site.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

enum class BuiltKind {
  content,
  list,      // of posts, by its address or since it is all links; also 404 pages
  redirect,  // only leads on
  hidden,    // noindex
  copied,    // a file that lies in the site as it is
};

struct BuiltPage {
  std::string key;   // its address as address_key() gives it
  std::string file;  // inside the folder; empty from a sitemap
  BuiltKind kind = BuiltKind::content;
  std::vector<std::string> heading_ids;  // in their order
};

struct BuiltSite {
  std::string source;      // what was read: "_site", "sitemap.xml"
  bool has_pages = false;  // false: only addresses are known, no headings
  std::vector<BuiltPage> pages;
};

// A URL of the site as it is compared: below `base_url`, percent-decoded, without index.html and
// without a slash at its end.
std::string address_key(std::string_view url, std::string_view base_url);

// `place`: a folder or a sitemap; empty: where the generator writes, else a sitemap.xml of the
// site. Throws Error where there is none.
BuiltSite read_built_site(const Site& site, const std::string& place);

}  // namespace blogsearch
