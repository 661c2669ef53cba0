// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/manifest.hpp"

#include "common/error.hpp"
#include "common/file.hpp"
#include "common/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <future>
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
  for (const fs::path& file : entries_of(generation)) {
    const std::string name = file.filename().string();
    std::error_code gone;
    if (fs::is_regular_file(file, gone) && !name.starts_with(kManifest) && name != "flintlock")
      files.push_back(file);
  }
  return files;
}

// The large ones at the same time. `sync`: each is made durable first. Throws Error from get().
std::future<FileHash> start_hash(const fs::path& file, bool sync) {
  constexpr std::uintmax_t worth_a_thread = 1 << 20;
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  const bool is_large = !unknown && size >= worth_a_thread;
  // With both, want of threads is no error.
  const auto launch = std::launch::deferred | (is_large ? std::launch::async : std::launch{});
  return std::async(launch, [file, sync] {
    if (sync) File(file, O_RDONLY).sync();
    return hash_file(file);
  });
}

struct NamedFile {
  std::string name, size, hash;
  std::optional<std::future<FileHash>> found;  // absent: there is no such file
};

// Empty: as it should be.
std::string difference(NamedFile& file) {
  if (!file.found) return escape_control(cut_utf8(file.name, kMaxName)) + " is missing";
  const FileHash found = file.found->get();
  if (std::to_string(found.size) != file.size)
    return fmt::format("{} has {} bytes, not {}", file.name, found.size, file.size);
  return found.hash == file.hash ? "" : file.name + " has other content than was written";
}

// A file that the manifest does not name is a difference, too: so a part of one is not taken for
// the whole.
std::vector<std::string> compare(const fs::path& generation, const std::string& manifest) {
  std::vector<NamedFile> files;
  std::set<std::string> named;
  std::istringstream lines(manifest);
  for (std::string hash, size, name; lines >> hash >> size >> name; named.insert(name)) {
    std::error_code error;  // a damaged manifest may name what cannot even be asked for
    files.push_back({name, size, hash, std::nullopt});
    if (fs::is_regular_file(generation / name, error))
      files.back().found = start_hash(generation / name, false);
  }
  std::vector<std::string> differences;
  for (NamedFile& file : files) {
    std::string found = difference(file);
    if (!found.empty()) differences.push_back(std::move(found));
  }
  for (const fs::path& file : database_files(generation)) {
    const std::string name = file.filename().string();
    if (!named.contains(name)) differences.push_back(name + " is not in the manifest");
  }
  return differences;
}

struct Damage {
  std::string manifest, what;
};

// When opened; looked at again a while later, since a disk may come to itself.
struct Refused {
  std::string manifest, why;
  std::chrono::steady_clock::time_point until;
};
constexpr std::chrono::seconds kRefusedFor{5};

// Generations that were read: those found intact, each with the manifest that said so, and others.
struct Intact {
  std::mutex mutex;
  std::map<std::string, std::string> manifests;
  std::map<std::string, Damage> damaged;
  std::map<std::string, Refused> refused;
};

std::string sentence(const fs::path& generation, const std::vector<std::string>& differences) {
  return fmt::format("{} is damaged: {}", generation.string(), fmt::join(differences, "; "));
}

Intact& intact() {
  static Intact found;
  return found;
}

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorCode::unavailable, why, "run indexer: it rebuilds the index");
}

// False: it has to be read. Throws as require_intact().
bool is_known_intact(const fs::path& generation, const std::string& manifest) {
  const std::lock_guard lock(intact().mutex);
  const auto refused = intact().refused.find(generation.string());
  if (refused != intact().refused.end() && refused->second.manifest == manifest &&
      std::chrono::steady_clock::now() < refused->second.until)
    refuse(refused->second.why);
  const auto found = intact().manifests.find(generation.string());
  return found != intact().manifests.end() && found->second == manifest;
}

}  // namespace

void write_manifest(const fs::path& generation) {
  const std::vector<fs::path> files = database_files(generation);
  std::vector<std::future<FileHash>> hashes;
  for (const fs::path& file : files) hashes.push_back(start_hash(file, true));
  std::string text;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FileHash found = hashes[i].get();
    text += fmt::format("{} {} {}\n", found.hash, found.size, files[i].filename().string());
  }
  replace_file_durably(generation / kManifest, text);
}

void drop_manifest(const fs::path& generation) {
  if (fs::remove(generation / kManifest)) sync_directory(generation);
}

bool has_manifest(const fs::path& generation) {
  return fs::exists(generation / kManifest);
}

std::optional<std::string> read_manifest(const fs::path& generation) {
  return read_small_file(generation / kManifest);
}

std::vector<std::string> verify_manifest(const fs::path& generation) {
  const auto manifest = read_manifest(generation);
  if (!manifest) return {};
  std::vector<std::string> differences = compare(generation, *manifest);
  if (differences.empty() || read_manifest(generation) == manifest) return differences;
  return {};  // changed in place while we read
}

// Of threads that open the same generation together, the first one reads it, and the others wait
// for what it finds.
void require_intact(const fs::path& generation) {
  static std::mutex reading;
  const auto manifest_to_check = [&] {
    auto manifest = read_manifest(generation);
    if (manifest && is_known_intact(generation, *manifest)) manifest.reset();
    return manifest;
  };
  if (!manifest_to_check()) return;
  const std::lock_guard one(reading);
  const auto manifest = manifest_to_check();
  if (!manifest) return;
  const std::vector<std::string> differences = verify_manifest(generation);
  const std::lock_guard lock(intact().mutex);
  if (differences.empty()) {
    intact().manifests[generation.string()] = *manifest;
    return;
  }
  Refused& refused = intact().refused[generation.string()];
  refused = {*manifest, sentence(generation, differences),
             std::chrono::steady_clock::now() + kRefusedFor};
  refuse(refused.why);
}

void forget_intact(const fs::path& generation) {
  const std::lock_guard lock(intact().mutex);
  intact().manifests.erase(generation.string());
  intact().refused.erase(generation.string());
}

void check_again(const fs::path& generation) {
  const auto manifest = read_manifest(generation);
  const std::vector<std::string> differences = verify_manifest(generation);
  if (!manifest || differences.empty()) return;
  const std::lock_guard lock(intact().mutex);
  intact().manifests.erase(generation.string());
  intact().damaged[generation.string()] = {*manifest, sentence(generation, differences)};
}

std::string known_damage(const fs::path& generation) {
  const std::lock_guard lock(intact().mutex);
  const auto found = intact().damaged.find(generation.string());
  if (found == intact().damaged.end()) return {};
  if (read_manifest(generation) == found->second.manifest) return found->second.what;
  intact().damaged.erase(found);
  return {};
}

}  // namespace blogsearch
