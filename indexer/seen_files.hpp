// SPDX-License-Identifier: GPL-3.0-or-later
// What earlier runs read: the hash of each file's content, and the stamp it had then. A file that
// still has the same stamp need not be read again. Not a part of the index: where it is missing,
// damaged or old, files are read again, and nothing else happens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct SeenFile {
  std::string_view path;  // inside the site
  std::uint64_t stamp = 0;
  std::string_view hash;  // of the content, as hash_bytes() gives it
};

class SeenFiles {
 public:
  // `file`: where they are kept.
  explicit SeenFiles(std::filesystem::path file);

  // The hash of the content of `path`; nullopt if it has to be read. Thread-safe.
  [[nodiscard]] std::optional<std::string_view> hash_of(std::string_view path,
                                                        std::uint64_t stamp) const;
  // Replaces what is kept by `files`, sorted by path; those without a stamp are left out. What
  // hash_of() gave before is then gone. A disk that cannot be written is no error.
  void replace(const std::vector<SeenFile>& files);

 private:
  void read();

  std::filesystem::path file_;
  std::string bytes_;
  std::vector<SeenFile> files_;  // views of bytes_, sorted by path
};

}  // namespace blogsearch
