// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the index as we write, lock and check them. Every error names the file and the reason,
// and what to do now where that can be told.
#pragma once

#include "common/file_descriptor.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace blogsearch {

// An open file or folder that closes itself; a lock on it goes with it.
class File {
 public:
  // `flags` as for open(2); `mode`: of a new file. Throws Error.
  File(const std::filesystem::path& path, int flags, mode_t mode = 0644);

  [[nodiscard]] int fd() const { return fd_.get(); }
  void write(std::string_view bytes) const;
  // Throws Error if the file is not on the disk then.
  void sync() const;
  // flock(2) without waiting. Impossible: this file system has no locks for it (folders on NFS).
  enum class Lock : std::uint8_t { held, busy, impossible };
  [[nodiscard]] Lock try_lock_shared() const;
  [[nodiscard]] Lock try_lock_exclusive() const;

 private:
  std::filesystem::path path_;
  FileDescriptor fd_;
};

// What lies in a folder, sorted; nothing where there is no such folder. Throws Error where it
// cannot be read.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);

// The whole content; nullopt where there is no such file. Throws Error where it cannot be read.
std::optional<std::string> read_small_file(const std::filesystem::path& path);

// Replaces `path` by `content` in one step: through PATH.tmp and a rename. Not durable by itself.
void replace_file(const std::filesystem::path& path, std::string_view content);
// The same, on the disk when it returns.
void replace_file_durably(const std::filesystem::path& path, std::string_view content,
                          mode_t mode = 0644);

// fsync of a directory: without it a rename may be lost with the power, and Xapian's next commit
// then corrupts.
void sync_directory(const std::filesystem::path& directory);

struct FileHash {
  std::uint64_t size = 0;
  std::string hash;  // as hash_hex() gives it for the content
};
// Reads the file once, in portions. Throws Error.
FileHash hash_file(const std::filesystem::path& path);

}  // namespace blogsearch
