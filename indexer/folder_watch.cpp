// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_watch.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <system_error>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A file counts when it is closed after writing, not with each write.
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE |
                                  IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_EXCL_UNLINK | IN_ONLYDIR;
constexpr std::uint32_t kGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT;

// An editor's save is a few events within some milliseconds; a checkout is many, over seconds.
constexpr std::size_t kMany = 10;
constexpr milliseconds kQuietAfterFew{25};
constexpr milliseconds kQuietAfterMany{300};
constexpr milliseconds kLongest{10'000};

constexpr std::size_t kMaxLinks = 40;  // on the way to one file, as for the kernel

std::string join(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

// A file that was made just now is empty, and will be told when it is closed. What has come whole,
// as a link or as another name of a file, is never told again.
bool is_to_be_written(const fs::path& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink == 1 &&
         status.st_size == 0;
}

// As ppoll(2): above 0, there is something to read; 0, the time is over; below, a signal came.
int poll_for(int fd, milliseconds timeout, const sigset_t* signals) {
  pollfd waiting{fd, POLLIN, 0};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(timeout);
  const timespec limit{seconds.count(), std::chrono::nanoseconds(timeout - seconds).count()};
  return ::ppoll(&waiting, 1, &limit, signals);
}

}  // namespace

FolderWatch::FolderWatch() : fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  if (fd_ >= 0) return;
  throw Error(fmt::format("cannot watch folders: {}", std::generic_category().message(errno)),
              "raise fs.inotify.max_user_instances, or run indexer by a timer");
}

FolderWatch::~FolderWatch() {
  ::close(fd_);
}

bool FolderWatch::folders_changed() const {
  return folders_changed_ || root_id() != followed_;
}

FolderWatch::FolderId FolderWatch::root_id() const {
  struct stat status = {};
  if (::stat(root_.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

void FolderWatch::follow(fs::path root, WatchRules rules) {
  root_ = std::move(root);
  rules_ = std::move(rules);
  followed_ = root_id();
  folders_changed_ = false;
  unwatched_ = 0;
  std::set<int> before;
  for (const auto& [watch, folder] : std::exchange(watched_, {})) before.insert(watch);
  for (const auto& [watch, names] : std::exchange(watched_names_, {})) before.insert(watch);
  add_folders();
  for (const int watch : before) {
    if (!watched_.contains(watch)) ::inotify_rm_watch(fd_, watch);
  }
}

void FolderWatch::add_folders() {
  std::vector<std::string> folders = {""};
  while (!folders.empty()) {
    const std::string folder = std::move(folders.back());
    folders.pop_back();
    if (const int watch = add(root_ / folder); watch >= 0) watched_[watch] = folder;
    std::error_code error;
    for (fs::directory_iterator it(root_ / folder, error), end; !error && it != end;
         it.increment(error)) {
      std::error_code gone;
      if (it->is_symlink(gone) || !it->is_directory(gone)) continue;
      std::string path = join(folder, it->path().filename().string());
      if (rules_.wants_folder(path)) folders.push_back(std::move(path));
    }
  }
}

void FolderWatch::follow_name(const fs::path& path) {
  const fs::path whole = fs::absolute(path);
  std::deque<fs::path> parts(whole.begin(), whole.end());
  fs::path at;  // as far as we are: no link is in it
  std::size_t links = 0;
  while (!parts.empty()) {
    const fs::path part = std::move(parts.front());
    parts.pop_front();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      at = at.parent_path();
      continue;
    }
    const fs::path next = at / part;  // from "/" on where that is the part
    std::error_code error;
    const fs::path target = fs::read_symlink(next, error);
    if (error || ++links > kMaxLinks) {
      at = next;
      continue;
    }
    add_name(next);
    parts.insert(parts.begin(), target.begin(), target.end());
  }
  add_name(at);
}

void FolderWatch::add_name(const fs::path& path) {
  if (!path.has_filename()) return;  // the root of all: it cannot go
  const int watch = add(path.parent_path());
  if (watch >= 0) watched_names_[watch].insert(path.filename().string());
}

int FolderWatch::add(const fs::path& folder) {
  const int watch = ::inotify_add_watch(fd_, folder.c_str(), kEvents);
  if (watch < 0 && errno == ENOSPC) ++unwatched_;
  return watch;
}

FolderWatch::Wake FolderWatch::wait(milliseconds timeout, const sigset_t& signals) {
  const auto end = Clock::now() + timeout;
  const auto left = [](Clock::time_point until) {
    return std::max(milliseconds(0),
                    std::chrono::duration_cast<milliseconds>(until - Clock::now()));
  };
  std::size_t events = 0;
  while (events == 0) {
    const int ready = poll_for(fd_, left(end), &signals);
    if (ready <= 0) return ready == 0 ? Wake::time : Wake::signal;
    events = read_events();
  }
  const auto longest = Clock::now() + kLongest;
  while (poll_for(fd_, std::min(left(longest), events < kMany ? kQuietAfterFew : kQuietAfterMany),
                  &signals) > 0 &&
         Clock::now() < longest)
    events += read_events();
  return Wake::change;
}

std::size_t FolderWatch::read_events() {
  alignas(inotify_event) std::array<char, 16'384> bytes{};
  std::size_t relevant = 0;
  for (;;) {
    const ssize_t got = ::read(fd_, bytes.data(), bytes.size());
    if (got <= 0) return relevant;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      const auto* event = reinterpret_cast<const inotify_event*>(bytes.data() + at);
      at += sizeof *event + event->len;
      if (is_relevant(event->wd, event->mask, event->len > 0 ? event->name : "")) ++relevant;
    }
  }
}

bool FolderWatch::is_relevant(int watch, std::uint32_t mask, std::string_view name) {
  if ((mask & IN_Q_OVERFLOW) != 0) return folders_changed_ = true;
  if ((mask & IN_IGNORED) != 0) {
    watched_.erase(watch);
    watched_names_.erase(watch);
    return false;
  }
  const auto names = watched_names_.find(watch);
  if (names != watched_names_.end() &&
      ((mask & kGone) != 0 || names->second.contains(std::string(name))))
    return folders_changed_ = true;
  return is_relevant_name(watch, mask, name);
}

bool FolderWatch::is_relevant_name(int watch, std::uint32_t mask, std::string_view name) {
  const auto found = watched_.find(watch);
  if (found == watched_.end()) return false;
  if ((mask & kGone) != 0) return folders_changed_ = true;
  const std::string path = join(found->second, name);
  if ((mask & IN_ISDIR) != 0) {
    if ((mask & IN_ATTRIB) != 0 || !rules_.wants_folder(path)) return false;
    return folders_changed_ = true;
  }
  if ((mask & IN_CREATE) != 0 && is_to_be_written(root_ / path)) return false;
  if (!rules_.wants_file(path)) return false;
  changed_files_.insert(path);
  return true;
}

}  // namespace blogsearch
