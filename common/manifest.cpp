// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/manifest.hpp"

#include "common/error.hpp"
#include "common/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

#include <fcntl.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kManifest = "MANIFEST";
constexpr std::size_t kMaxName = 80;  // of a file, as it is told

std::vector<fs::path> database_files(const fs::path& generation) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(generation)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && !name.starts_with(kManifest) && name != "flintlock")
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

// Empty: as it should be.
std::string difference(const fs::path& file, const std::string& size, const std::string& hash) {
  const std::string name = file.filename().string();
  std::error_code error;  // a damaged manifest may name what cannot even be asked for
  if (!fs::exists(file, error)) return name.substr(0, kMaxName) + " is missing";
  const FileHash found = hash_file(file);
  if (std::to_string(found.size) != size)
    return fmt::format("{} has {} bytes, not {}", name, found.size, size);
  return found.hash == hash ? "" : name + " has other content than was written";
}

// A file that the manifest does not name is a difference, too: so a part of one is not taken for
// the whole.
std::vector<std::string> compare(const fs::path& generation, const std::string& manifest) {
  std::vector<std::string> differences;
  std::set<std::string> named;
  std::istringstream lines(manifest);
  for (std::string hash, size, file; lines >> hash >> size >> file; named.insert(file)) {
    std::string found = difference(generation / file, size, hash);
    if (!found.empty()) differences.push_back(std::move(found));
  }
  for (const fs::path& file : database_files(generation)) {
    const std::string name = file.filename().string();
    if (!named.contains(name)) differences.push_back(name + " is not in the manifest");
  }
  return differences;
}

// Generations found intact, each with the manifest that said so.
struct Intact {
  std::mutex mutex;
  std::map<std::string, std::string> manifests;
};

Intact& intact() {
  static Intact found;
  return found;
}

}  // namespace

void write_manifest(const fs::path& generation) {
  std::string text;
  for (const fs::path& path : database_files(generation)) {
    File(path, O_RDONLY).sync();
    const FileHash found = hash_file(path);
    text += fmt::format("{} {} {}\n", found.hash, found.size, path.filename().string());
  }
  replace_file_durably(generation / kManifest, text);
}

void drop_manifest(const fs::path& generation) {
  if (fs::remove(generation / kManifest)) sync_directory(generation);
}

bool has_manifest(const fs::path& generation) {
  return fs::exists(generation / kManifest);
}

std::vector<std::string> verify_manifest(const fs::path& generation) {
  const auto manifest = read_small_file(generation / kManifest);
  if (!manifest) return {};
  std::vector<std::string> differences = compare(generation, *manifest);
  if (differences.empty() || read_small_file(generation / kManifest) == manifest)
    return differences;
  return {};  // changed in place while we read
}

void require_intact(const fs::path& generation) {
  const auto manifest = read_small_file(generation / kManifest);
  if (!manifest) return;
  {
    const std::lock_guard lock(intact().mutex);
    const auto found = intact().manifests.find(generation.string());
    if (found != intact().manifests.end() && found->second == *manifest) return;
  }
  const std::vector<std::string> differences = verify_manifest(generation);
  if (!differences.empty()) {
    throw Error(ErrorCode::unavailable,
                fmt::format("{} is damaged: {}", generation.string(), fmt::join(differences, "; ")),
                "run indexer: it rebuilds the index");
  }
  const std::lock_guard lock(intact().mutex);
  intact().manifests[generation.string()] = *manifest;
}

void forget_intact(const fs::path& generation) {
  const std::lock_guard lock(intact().mutex);
  intact().manifests.erase(generation.string());
}

}  // namespace blogsearch
