// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/find_post.hpp"

#include "common/error.hpp"
#include "common/schema.hpp"
#include "indexer/post.hpp"
#include "indexer/scan.hpp"
#include "indexer/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> as_path(const Site& site, const std::string& post) {
  std::error_code error;
  const fs::path root = fs::canonical(site.root(), error);
  for (const fs::path& file : {root / post, fs::current_path(error) / post}) {
    const fs::path real = fs::canonical(file.parent_path(), error) / file.filename();
    const std::string below = real.lexically_relative(root).generic_string();
    if (error || below.empty() || below.starts_with("..")) continue;
    if (fs::exists(fs::symlink_status(real, error)) && !fs::is_directory(real, error)) return below;
  }
  return std::nullopt;
}

bool has_url(const PostFacts& facts, std::string_view key) {
  return url_key(facts.url) == key ||
         std::ranges::any_of(facts.aliases,
                             [&](const std::string& alias) { return url_key(alias) == key; });
}

std::optional<std::string> by_url(const Site& site, const std::string& url) {
  const std::string key = url_key(url);
  const auto found = site.find_files();
  for (const PostFile& file : found->files) {
    try {
      const SourceText source = clean_source(read_file(site.root(), file.path));
      if (has_url(site.describe(file.path, site.front_matter(source.text)), key)) return file.path;
    } catch (const Error&) {
      continue;  // has no URL
    }
  }
  return std::nullopt;
}

}  // namespace

std::string find_post(const Site& site, const std::string& post) {
  if (auto path = as_path(site, post)) return *path;
  if (auto path = by_url(site, post)) return *path;
  throw Error(ErrorCode::usage, fmt::format("there is no post '{}'", post),
              fmt::format("name its file, as a path below {}, or its URL", site.root().string()));
}

std::string why_not_read(const Site& site, const std::string& path) {
  for (std::size_t end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (!site.wants_folder(folder)) return fmt::format("the site's posts are not in {}/", folder);
  }
  return site.wants_file(path) ? "" : "by its name and place it is no post of the site";
}

}  // namespace blogsearch
