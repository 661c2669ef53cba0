// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/generation.hpp"

#include "common/error.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kGeneration = "gen-";
constexpr std::size_t kMaxName = 64;

Error io_error(const std::string& action, const fs::path& path) {
  const int error = errno;
  return Error(fmt::format("cannot {} {}: {}", action, path.string(),
                           std::generic_category().message(error)));
}

std::string read_small_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

// A file descriptor that closes itself.
class File {
 public:
  File(const fs::path& path, int flags)
      : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
    if (fd_ < 0) throw io_error("open", path);
  }
  ~File() { ::close(fd_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) throw io_error("write", path_);
      if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    if (::fsync(fd_) != 0) throw io_error("sync", path_);
  }

 private:
  fs::path path_;
  int fd_;
};

bool is_generation_name(std::string_view name) {
  return name.size() == kGeneration.size() + 6 && name.starts_with(kGeneration) &&
         std::all_of(name.begin() + kGeneration.size(), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> generation_names(const fs::path& site_dir) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(site_dir)) {
    if (is_generation_name(entry.path().filename().string()))
      names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

std::string next_generation_name(const fs::path& site_dir) {
  const auto names = generation_names(site_dir);
  const int last = names.empty() ? 0 : std::stoi(names.back().substr(kGeneration.size()));
  return fmt::format("{}{:06}", kGeneration, last + 1);
}

constexpr std::string_view kManifest = "MANIFEST";

struct ManifestLine {
  std::string hash, size, file;
};

std::vector<fs::path> database_files(const fs::path& generation) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(generation)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && name != kManifest && name != "flintlock")
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

ManifestLine describe_file(const fs::path& file) {
  const std::string bytes = read_small_file(file);
  return {hash_hex(bytes), std::to_string(bytes.size()), file.filename().string()};
}

void write_manifest(const fs::path& generation) {
  std::string text;
  for (const fs::path& path : database_files(generation)) {
    const ManifestLine line = describe_file(path);
    text += fmt::format("{} {} {}\n", line.hash, line.size, line.file);
    File(path, O_RDONLY).sync();
  }
  const File manifest(generation / kManifest, O_WRONLY | O_CREAT | O_TRUNC);
  manifest.write(text);
  manifest.sync();
}

void write_current(const fs::path& site_dir, const std::string& name) {
  const fs::path temporary = site_dir / "CURRENT.tmp";
  {
    const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(name + "\n");
    file.sync();
  }
  fs::rename(temporary, site_dir / "CURRENT");
  sync_directory(site_dir);
}

}  // namespace

std::vector<std::string> list_sites(const fs::path& index_dir) {
  std::vector<std::string> sites;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(index_dir, missing)) {
    if (fs::exists(entry.path() / "CURRENT", missing))
      sites.push_back(entry.path().filename().string());
  }
  std::ranges::sort(sites);
  return sites;
}

bool is_site_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kMaxName && name.front() != '.' && name.front() != '-' &&
         name.front() != '_' && std::ranges::all_of(name, allowed);
}

std::string to_site_name(std::string_view text) {
  std::string name;
  for (const char c : lower_ascii(text)) {
    if (is_site_name(name + c)) {
      name += c;
    } else if (!name.empty() && name.back() != '-' && name.size() < kMaxName) {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name.empty() ? "site" : name;
}

fs::path current_generation(const fs::path& site_dir) {
  const std::string line = read_small_file(site_dir / "CURRENT");
  const std::string_view name = trim(line);
  if (!name.empty() && is_generation_name(name)) return site_dir / name;
  if (fs::exists(site_dir / "CURRENT")) {
    throw Error(
        fmt::format("{} is damaged: it names no generation", (site_dir / "CURRENT").string()),
        "run indexer --rebuild");
  }
  return {};
}

fs::path publish_generation(const fs::path& site_dir) {
  const fs::path building = site_dir / "building";
  write_manifest(building);
  sync_directory(building);
  const std::string name = next_generation_name(site_dir);
  fs::rename(building, site_dir / name);
  sync_directory(site_dir);
  write_current(site_dir, name);
  sync_directory(site_dir.parent_path());
  return site_dir / name;
}

void remove_old_generations(const fs::path& site_dir) {
  const std::string current = current_generation(site_dir).filename().string();
  std::string before;
  for (const std::string& name : generation_names(site_dir)) {
    if (name >= current) break;
    if (!before.empty()) fs::remove_all(site_dir / before);
    before = name;
  }
}

void drop_manifest(const fs::path& generation) {
  if (fs::remove(generation / kManifest)) sync_directory(generation);
}

std::vector<std::string> verify_manifest(const fs::path& generation) {
  std::vector<std::string> differences;
  std::istringstream manifest(read_small_file(generation / kManifest));
  for (ManifestLine line; manifest >> line.hash >> line.size >> line.file;) {
    if (!fs::exists(generation / line.file)) {
      differences.push_back(fmt::format("{} is missing", line.file));
      continue;
    }
    const ManifestLine found = describe_file(generation / line.file);
    if (found.size != line.size) {
      differences.push_back(
          fmt::format("{} has {} bytes, not {}", line.file, found.size, line.size));
    } else if (found.hash != line.hash) {
      differences.push_back(fmt::format("{} has other content than was written", line.file));
    }
  }
  return differences;
}

void sync_directory(const fs::path& directory) {
  File(directory.empty() ? fs::path(".") : directory, O_RDONLY | O_DIRECTORY).sync();
}

SiteLock::SiteLock(const fs::path& site_dir) {
  std::error_code error;
  fs::create_directories(site_dir, error);
  if (error)
    throw Error(fmt::format("cannot make {}: {}", site_dir.string(), error.message()),
                "choose another --index");
  const fs::path file = site_dir / "lock";
  fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd_ < 0) throw io_error("open", file);
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(fd_);
  throw Error(ErrorCode::unavailable,
              fmt::format("another indexer is writing to {}", site_dir.string()),
              "wait until it is done, then run again");
}

SiteLock::~SiteLock() {
  ::close(fd_);
}

}  // namespace blogsearch
