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
constexpr const char* kMend = "run indexer: it rebuilds the index";

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

// What cannot be read now may be, later.
template <typename Read>
auto readable(const Read& read, const fs::path& path) {
  try {
    return read(path);
  } catch (const Error& error) {
    throw Error(ErrorCode::unavailable, error.what(), error.hint().empty() ? kMend : error.hint());
  }
}

void name_in_current(const fs::path& generation) {
  const fs::path file = generation.parent_path() / kCurrent;
  if (fs::is_directory(fs::symlink_status(file))) fs::remove_all(file);  // no file could replace it
  replace_file_durably(file, generation.filename().string() + "\n");
}

// For one that could not be published; where nobody can tell whether it was, it stays.
void remove_unless_current(const fs::path& generation) {
  try {
    if (current_generation(generation.parent_path()) == generation) return;
  } catch (const Error&) {
    return;
  }
  std::error_code ignored;  // it costs space only
  fs::remove_all(generation, ignored);
}

// `is_last`: where nobody can tell, this one may still be read.
void remove_unread(const fs::path& generation, bool is_last) {
  const File directory(generation, O_RDONLY | O_DIRECTORY);
  const auto lock = directory.try_lock_exclusive();
  if (lock == File::Lock::busy || (lock == File::Lock::impossible && is_last)) return;
  std::error_code ignored;
  fs::remove_all(generation, ignored);
}

}  // namespace

std::vector<std::string> list_sites(const fs::path& index_dir) {
  std::vector<std::string> sites;
  for (const fs::path& entry : readable(entries_of, index_dir)) {
    const std::string name = entry.filename().string();
    if (!is_site_name(name)) continue;
    std::error_code unknown;
    if (fs::exists(entry / kCurrent, unknown) || unknown) sites.push_back(name);
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
  const auto line = readable(read_small_file, file);
  if (!line) return {};
  const std::string_view name = trim(*line);
  if (is_generation_name(name)) return site_dir / name;
  throw Error(ErrorCode::unavailable,
              fmt::format("{} is damaged: it names no generation", file.string()), kMend);
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
