// SPDX-License-Identifier: GPL-3.0-or-later
// What earlier runs found: the hash of each file's content, with the stamp the file had then, and
// what the index has of it. A file that still has the same stamp need not be read again; and while
// the index is the same, its posts need not be looked up in it. Not a part of the index: where this
// is missing, damaged or old, files are read and posts looked up, and nothing else happens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What the index has of a file.
enum class SeenAs : std::uint8_t { nothing, indexed, hidden };

struct SeenFile {
  std::string_view path;    // inside the site
  std::uint64_t stamp = 0;  // 0: to be read again in any case
  // The hash of what was read, and is indexed or hidden, as hash_bytes() gives it; without it there
  // is no stamp.
  std::string_view content;
  SeenAs as = SeenAs::nothing;
  std::string_view hash;  // under which it is indexed or hidden

  // The hash of the content while the file has this stamp; empty: it has to be read.
  [[nodiscard]] std::string_view content_at(std::uint64_t now) const {
    return now != 0 && now == stamp ? content : std::string_view();
  }
};

// The index that has the files so.
struct SeenIndex {
  std::string id;        // index_id()
  std::string metadata;  // the hash of its metadata
  std::string site;      // the folder that was read
};

class SeenFiles {
 public:
  explicit SeenFiles(const std::filesystem::path& file);
  SeenFiles(const SeenFiles&) = delete;
  SeenFiles& operator=(const SeenFiles&) = delete;

  // Sorted by path; empty where nothing can be read.
  [[nodiscard]] const std::vector<SeenFile>& files() const { return files_; }
  [[nodiscard]] const SeenIndex& index() const { return index_; }

 private:
  void read();

  std::string bytes_;
  SeenIndex index_;
  std::vector<SeenFile> files_;  // views of bytes_
};

// Replaces what is kept in `file`. `files`: sorted by path. A disk that cannot be written is no
// error.
void write_seen(const std::filesystem::path& file, const SeenIndex& index,
                const std::vector<SeenFile>& files);

}  // namespace blogsearch
