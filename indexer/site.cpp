// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/site.hpp"

#include "common/error.hpp"
#include "indexer/folder.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/hugo.hpp"
#include "indexer/jekyll.hpp"

#include <fmt/format.h>

namespace blogsearch {

std::unique_ptr<const Site> open_site(const std::filesystem::path& root,
                                      const SiteOverrides& overrides) {
  std::error_code error;
  if (!std::filesystem::is_directory(root, error))
    throw Error(fmt::format("{} is no folder", root.string()),
                "Name the folder that holds the site's sources.");
  if (is_hexo_site(root)) return open_folder_site(root, overrides);
  if (is_jekyll_site(root)) return open_jekyll_site(root, overrides);
  if (is_hugo_site(root)) return open_hugo_site(root, overrides);
  return open_folder_site(root, overrides);
}

}  // namespace blogsearch
