// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/generation.hpp"

#include "common/error.hpp"
#include "common/manifest.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kGeneration = "gen-";
constexpr std::string_view kCurrent = "CURRENT";
constexpr std::size_t kMaxName = 64;

bool is_generation_name(std::string_view name) {
  return name.size() == kGeneration.size() + 6 && name.starts_with(kGeneration) &&
         std::all_of(name.begin() + kGeneration.size(), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> generation_names(const fs::path& site_dir) {
  std::vector<std::string> names;
  for (const fs::path& entry : entries_of(site_dir)) {
    if (is_generation_name(entry.filename().string())) names.push_back(entry.filename().string());
  }
  return names;
}

std::string next_generation_name(const fs::path& site_dir) {
  const auto names = generation_names(site_dir);
  const int last = names.empty() ? 0 : std::stoi(names.back().substr(kGeneration.size()));
  return fmt::format("{}{:06}", kGeneration, last + 1);
}

}  // namespace

std::vector<std::string> list_sites(const fs::path& index_dir) {
  std::vector<std::string> sites;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(index_dir, missing)) {
    const std::string name = entry.path().filename().string();
    if (is_site_name(name) && fs::exists(entry.path() / kCurrent, missing)) sites.push_back(name);
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
  const fs::path file = site_dir / kCurrent;
  const auto line = read_small_file(file);
  if (!line) return {};
  const std::string_view name = trim(*line);
  if (is_generation_name(name)) return site_dir / name;
  throw Error(ErrorCode::unavailable,
              fmt::format("{} is damaged: it names no generation", file.string()),
              "run indexer: it rebuilds the index");
}

fs::path newest_generation(const fs::path& site_dir) {
  const auto names = generation_names(site_dir);
  const auto last = std::find_if(names.rbegin(), names.rend(), [&](const std::string& name) {
    return fs::is_directory(site_dir / name);
  });
  return last == names.rend() ? fs::path() : site_dir / *last;
}

fs::path publish_generation(const fs::path& site_dir) {
  const fs::path building = site_dir / "building";
  write_manifest(building);
  const std::string name = next_generation_name(site_dir);
  fs::rename(building, site_dir / name);
  sync_directory(site_dir);
  replace_file_durably(site_dir / kCurrent, name + "\n");
  sync_directory(site_dir.parent_path());
  return site_dir / name;
}

void remove_old_generations(const fs::path& site_dir) {
  std::vector<std::string> names = generation_names(site_dir);
  std::erase(names, current_generation(site_dir).filename().string());
  for (const std::string& name : names) {
    const File directory(site_dir / name, O_RDONLY | O_DIRECTORY);
    const auto lock = directory.try_lock_exclusive();
    // Where nobody can tell, the last one may still be read.
    const bool kept =
        lock == File::Lock::busy || (lock == File::Lock::impossible && name == names.back());
    if (!kept) fs::remove_all(site_dir / name);
  }
}

GenerationInUse::GenerationInUse(const fs::path& generation)
    : directory_(generation, O_RDONLY | O_DIRECTORY) {
  if (directory_.try_lock_shared() == File::Lock::busy) {
    throw Error(ErrorCode::unavailable, fmt::format("{} is being removed", generation.string()),
                "try again");
  }
}

bool GenerationInUse::is(const fs::path& generation) const {
  struct stat here = {};
  struct stat there = {};
  return ::fstat(directory_.fd(), &here) == 0 && ::stat(generation.c_str(), &there) == 0 &&
         here.st_dev == there.st_dev && here.st_ino == there.st_ino;
}

}  // namespace blogsearch
