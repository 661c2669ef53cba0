// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/index_state.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/visibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include <sys/stat.h>
#include <time.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

// The kernel's times are as old as its last tick, 10 ms at most; within one, two changes look
// alike.
constexpr std::int64_t kSettledNs = 50'000'000;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::int64_t now_nanoseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return nanoseconds(now);
}

// Also folders that are no sites yet.
std::vector<fs::path> site_folders(const fs::path& index) {
  std::vector<fs::path> folders;
  for (const fs::path& entry : entries_of(index))
    if (is_site_name(entry.filename().string())) folders.push_back(entry);
  return folders;
}

}  // namespace

// Each folder is looked at before what lies in it is read: a change in between shows later.
IndexFolders::IndexFolders(const fs::path& index) {
  const std::int64_t now = now_nanoseconds();
  folders_.push_back(look_at(index.string()));
  try {
    for (const fs::path& site : site_folders(index)) {
      folders_.push_back(look_at(site.string()));
      const fs::path generation = current_generation(site);
      if (!generation.empty()) folders_.push_back(look_at(generation.string()));
    }
  } catch (const Error&) {
    return;  // a folder or CURRENT cannot be read
  }
  settled_ = std::ranges::all_of(
      folders_, [&](const Folder& folder) { return folder.changed_ns < now - kSettledNs; });
}

bool IndexFolders::unchanged() const {
  return settled_ && std::ranges::all_of(folders_, [](const Folder& folder) {
           return look_at(folder.path) == folder;
         });
}

IndexFolders::Folder IndexFolders::look_at(std::string path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) found = {};
  return {std::move(path), found.st_dev, found.st_ino, nanoseconds(found.st_ctim)};
}

IndexState::IndexState(fs::path index, std::string settings,
                       std::function<std::vector<SiteStatus>()> sites,
                       const std::atomic<unsigned>& checks)
    : index_(std::move(index)),
      settings_(std::move(settings)),
      sites_(std::move(sites)),
      checks_(checks) {}

const std::string& IndexState::get() {
  if (!asked_ && !still_true()) look();
  asked_ = true;
  return state_;
}

// What is wrong may pass without a change of the index.
bool IndexState::still_true() const {
  return all_well_ && second_ == now_seconds() && check_ == checks_ && folders_.unchanged();
}

void IndexState::look() {
  constexpr std::int64_t day = 86'400;
  all_well_ = false;
  second_ = now_seconds();
  check_ = checks_;
  folders_ = IndexFolders(index_);
  const std::vector<SiteStatus> sites = sites_();
  state_.clear();
  if (sites.empty()) return;
  state_ = fmt::format("{} {} {}", BLOGSEARCH_VERSION, settings_, second_ / day);
  for (const SiteStatus& site : sites)
    state_ +=
        fmt::format("\n{} {} {} {}", site.name, site.revision, site.moments_passed, site.problem);
  all_well_ = std::ranges::all_of(sites, [](const auto& site) { return site.problem.empty(); });
}

}  // namespace blogsearch
