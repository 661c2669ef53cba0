// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/site_lock.hpp"

#include "common/error.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr auto kPause = std::chrono::milliseconds(100);

File open_lock(const fs::path& site_dir) {
  std::error_code error;
  fs::create_directories(site_dir, error);
  if (error)
    throw Error(fmt::format("cannot make {}: {}", site_dir.string(), error.message()),
                "choose another --index, or mend the permissions");
  return {site_dir / "lock", O_RDWR | O_CREAT};
}

// flock() is the lock. A record lock on the same file is its name tag: the kernel tells whose it
// is, and nothing needs to be written.
struct flock name_tag() {
  struct flock tag = {};
  tag.l_type = F_WRLCK;
  tag.l_whence = SEEK_SET;
  tag.l_len = 1;
  return tag;
}

// When a process began; nullopt where /proc does not say.
std::optional<std::time_t> start_of(pid_t process) {
  const auto stat = read_small_file(fmt::format("/proc/{}/stat", process));
  const auto machine = read_small_file("/proc/stat");
  if (!stat || !machine) return std::nullopt;
  std::size_t at = stat->rfind(')');  // the name before it may hold anything
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = stat->find(' ', at + 1);
  const std::size_t boot = machine->find("btime ");
  if (at == std::string::npos || boot == std::string::npos) return std::nullopt;
  const long long ticks = std::strtoll(stat->c_str() + at, nullptr, 10);
  return std::strtoll(machine->c_str() + boot + 6, nullptr, 10) + ticks / ::sysconf(_SC_CLK_TCK);
}

// " (process 123, since 2026-11-27 10:15:00)"; empty where the kernel does not say.
std::string holder(const File& file) {
  struct flock tag = name_tag();
  if (::fcntl(file.fd(), F_GETLK, &tag) != 0 || tag.l_type == F_UNLCK || tag.l_pid <= 0) return {};
  std::string since;
  try {
    if (const auto start = start_of(tag.l_pid))
      since = fmt::format(", since {:%F %T}", fmt::localtime(*start));
  } catch (const Error&) {
    since.clear();  // /proc may be closed to us
  }
  return fmt::format(" (process {}{})", tag.l_pid, since);
}

}  // namespace

SiteLock::SiteLock(const fs::path& site_dir, const std::function<bool()>& wait)
    : file_(open_lock(site_dir)) {
  for (;;) {
    const auto lock = file_.try_lock_exclusive();
    if (lock == File::Lock::held) break;
    if (lock == File::Lock::impossible) {
      throw Error(fmt::format("{} cannot be locked: its file system has no locks",
                              (site_dir / "lock").string()),
                  "choose an --index on a local disk");
    }
    if (wait && wait()) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    throw Error(ErrorCode::unavailable,
                fmt::format("another indexer is writing to {}{}", site_dir.string(), holder(file_)),
                "run again when it is done, or with --wait");
  }
  struct flock tag = name_tag();
  (void)::fcntl(file_.fd(), F_SETLK, &tag);  // only a name: without it the lock holds all the same
}

}  // namespace blogsearch
