// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/site.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/folder.hpp"
#include "indexer/folder_presets.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/hugo.hpp"
#include "indexer/jekyll.hpp"

#include <fmt/format.h>

#include <optional>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

bool has_generator(const fs::path& root) {
  return is_hexo_site(root) || is_jekyll_site(root) || is_hugo_site(root);
}

std::unique_ptr<const Site> open_here(const fs::path& root, const SiteOverrides& overrides) {
  if (is_hexo_site(root)) return open_folder_site(root, overrides);
  if (is_jekyll_site(root)) return open_jekyll_site(root, overrides);
  if (is_hugo_site(root)) return open_hugo_site(root, overrides);
  return open_folder_site(root, overrides);
}

// Content of the folder itself, beside README and the like.
bool is_content(const fs::directory_entry& entry) {
  const std::string ending = lower_ascii(entry.path().extension().string());
  const bool text =
      ending == ".md" || ending == ".markdown" || ending == ".mdx" || ending == ".html";
  return text && !is_repository_file(entry.path().filename().string());
}

// A repository whose site is in its only folder with a generator's configuration: docs/, website/,
// blog/. Nothing where the folder has content of its own.
std::optional<fs::path> site_below(const fs::path& root) {
  std::optional<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
    if (!it->is_directory(error)) {
      if (is_content(*it)) return std::nullopt;
      continue;
    }
    const std::string name = it->path().filename().string();
    const bool sample =
        name.starts_with("test") || name.starts_with("example") || name.starts_with("_");
    if (sample || is_foreign_folder(name) || !has_generator(it->path())) continue;
    if (found) return std::nullopt;
    found = it->path();
  }
  return found;
}

}  // namespace

std::shared_ptr<const Scan> Site::find_files() const {
  return std::make_shared<const Scan>(scan(
      root_, [this](std::string_view path) { return wants_folder(path); },
      [this](std::string_view path) { return wants_file(path); }));
}

fs::path whole_path(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

void require_site_folder(const fs::path& root) {
  std::error_code error;
  if (fs::is_directory(root, error)) return;
  throw Error(fmt::format("{} is no folder", root.string()),
              "Name the folder that holds the site's sources.");
}

std::unique_ptr<const Site> open_site(const fs::path& root, const SiteOverrides& overrides) {
  require_site_folder(root);
  if (has_generator(root)) return open_here(root, overrides);
  const auto below = names_folder_preset(root) ? std::nullopt : site_below(root);
  return open_here(below.value_or(root), overrides);
}

}  // namespace blogsearch
