// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a site that may be posts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct PostFile {
  std::string path;        // inside the site, with '/'; bytes as on disk
  std::uint64_t size = 0;  // bytes
  // Where the file lies, its size and when it was changed, as one number: while that stays the same
  // so does the content. 0 where this cannot be trusted: what was changed just now may be changed
  // once more within the same tick of the file system's clock.
  std::uint64_t stamp = 0;
};

// A file or a post that was not indexed, and why.
struct Skipped {
  std::string path;
  int line = 0;  // 0: none
  std::string reason;
};

struct Scan {
  std::vector<PostFile> files;      // sorted by path
  std::vector<Skipped> skipped;     // unreadable folders, links out of the site, devices, loops
  std::vector<std::string> unread;  // of these, those that may hold posts all the same
  // What links led to, files and folders, by their real paths inside the site.
  std::vector<std::string> linked = {};
};

// Walks `root`. `wants_folder` and `wants_file` get the path inside the site; a folder not wanted
// is not entered; both are called by several threads at once. Follows symbolic links only within
// `root` and never in a circle. Throws Error if `root` cannot be read at all.
Scan scan(const std::filesystem::path& root,
          const std::function<bool(std::string_view)>& wants_folder,
          const std::function<bool(std::string_view)>& wants_file);

// `known` as it is now, without a walk, where nothing but the contents of `changed` files may have
// changed since; nullopt where only a walk can tell: one of these is new, gone, or no plain file,
// or a file may be known by a second path, through a link.
std::optional<Scan> scan_again(const std::filesystem::path& root, Scan known,
                               const std::set<std::string>& changed);

inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{16} * 1024 * 1024;

// The bytes of one regular file below `root`, never through a link that leaves it. Throws Error:
// gone, unreadable, no regular file, over kMaxFileBytes.
std::string read_file(const std::filesystem::path& root, std::string_view path);

// The same, with the stamp of what was read: another one than a walk found where the path has come
// to name another file, or has been written to.
struct StampedBytes {
  std::string bytes;
  std::uint64_t stamp = 0;
};
StampedBytes read_stamped(const std::filesystem::path& root, std::string_view path);

}  // namespace blogsearch
