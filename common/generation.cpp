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

std::vector<std::string> generation_folders(const fs::path& site_dir) {
  std::vector<std::string> names = generation_names(site_dir);
  std::erase_if(names, [&](const std::string& name) {
    std::error_code unknown;
    return !fs::is_directory(site_dir / name, unknown);
  });
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
  const auto names = generation_folders(site_dir);
  return names.empty() ? fs::path() : site_dir / names.back();
}

fs::path publish_generation(const fs::path& site_dir) {
  const fs::path building = site_dir / "building";
  write_manifest(building);
  const fs::path generation = site_dir / next_generation_name(site_dir);
  fs::rename(building, generation);
  try {
    sync_directory(site_dir);
    name_in_current(generation);
    sync_directory(site_dir.parent_path());
  } catch (...) {
    remove_unless_current(generation);
    throw;
  }
  return generation;
}

void remove_old_generations(const fs::path& site_dir, const fs::path& current) {
  std::vector<std::string> names = generation_folders(site_dir);
  std::erase(names, current.filename().string());
  for (const std::string& name : names) {
    try {
      remove_unread(site_dir / name, name == names.back());
    } catch (const Error&) {
      continue;  // another user's, perhaps
    }
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
