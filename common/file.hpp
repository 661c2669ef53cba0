// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the index as we write, lock and check them. Every error names the file and the reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

// An open file or folder that closes itself; a lock on it goes with it.
class File {
 public:
  // `flags` as for open(2); a new file gets 0644. Throws Error.
  File(const std::filesystem::path& path, int flags);
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  [[nodiscard]] int fd() const { return fd_; }
  void write(std::string_view bytes) const;
  // Throws Error if the file is not on the disk then.
  void sync() const;
  // flock(2) without waiting. Impossible: this file system has no locks for it (folders on NFS).
  enum class Lock : std::uint8_t { held, busy, impossible };
  [[nodiscard]] Lock try_lock_shared() const;
  [[nodiscard]] Lock try_lock_exclusive() const;

 private:
  std::filesystem::path path_;
  int fd_ = -1;
};

// The whole content; nullopt where there is no such file. Throws Error where it cannot be read.
std::optional<std::string> read_small_file(const std::filesystem::path& path);

// Replaces `path` by `content` in one step: through PATH.tmp and a rename. Not durable by itself.
void replace_file(const std::filesystem::path& path, std::string_view content);
// The same, on the disk when it returns.
void replace_file_durably(const std::filesystem::path& path, std::string_view content);

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
