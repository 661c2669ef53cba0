// SPDX-License-Identifier: GPL-3.0-or-later
// A site with any configuration file: the length of the input says which.
#include "common/error.hpp"
#include "indexer/post.hpp"
#include "indexer/site.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/temp_dir.hpp"

#include <array>
#include <filesystem>
#include <string>

using namespace blogsearch;

namespace {

constexpr std::array kFiles = {"_config.yml", "hugo.toml",  "hugo.yaml",           "hugo.json",
                               "config.toml", "mkdocs.yml", "docusaurus.config.js"};
constexpr std::string_view kPost =
    "---\ntitle: A post\ndate: 2024-01-05\ntags: [a]\n---\n# Head\ntext\n";

// One folder for the whole run: only the configuration changes.
const TempDir& site_with_posts() {
  static const TempDir dir;
  static const bool written = [] {
    for (const char* path : {"_posts/2024-01-05-a.md", "content/posts/b.md", "docs/c.md", "d.md"})
      dir.write(path, std::string(kPost));
    return true;
  }();
  (void)written;
  return dir;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const TempDir& dir = site_with_posts();
  const char* file = kFiles.at(size % kFiles.size());
  dir.write(file, std::string(as_text(data, size)));
  try {
    const auto site = open_site(dir.path(), {});
    const auto found = site->find_files();
    for (const PostFile& post : found->files) {
      require(site->wants_file(post.path), "a file that was found is wanted");
      load_post(*site, post.path, kPost);
    }
  } catch (const Error& error) {
    require(*error.what() != '\0', "an error says what it is");
  }
  std::filesystem::remove(dir.path() / file);
  return 0;
}
