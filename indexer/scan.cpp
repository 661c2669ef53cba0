// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan.hpp"

#include "common/error.hpp"
#include "common/file_descriptor.hpp"
#include "common/schema.hpp"
#include "indexer/pile.hpp"
#include "indexer/share_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <iterator>
#include <memory>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace blogsearch {
namespace {

constexpr std::string_view kNoFile = "a pipe, a socket or a device, no file";

std::string reason(int error) {
  return std::generic_category().message(error);
}

struct stat status_of(const FileDescriptor& fd) {
  struct stat status = {};
  if (::fstat(fd.get(), &status) != 0) throw Error(reason(errno));
  return status;
}

// Where an open file or folder really lies, with every link resolved: asked of the kernel about the
// thing itself, so that nobody can swap a link in between.
std::string real_path(const FileDescriptor& fd) {
  std::array<char, 4096> path;  // NOLINT(cppcoreguidelines-pro-type-member-init): readlink fills it
  const ssize_t length =
      ::readlink(fmt::format("/proc/self/fd/{}", fd.get()).c_str(), path.data(), path.size());
  if (length < 0) throw Error("cannot tell where it lies: /proc is not there", "mount /proc");
  return {path.data(), static_cast<std::size_t>(length)};
}

bool lies_below(std::string_view path, std::string_view root) {
  if (root == "/" || path == root) return true;
  return path.starts_with(root) && path[root.size()] == '/';
}

// Of a path that lies below `root`: without it, and empty for the root itself.
std::string path_below(std::string_view path, std::string_view root) {
  const std::string_view inside = path.substr(root.size());
  return std::string(inside.starts_with('/') ? inside.substr(1) : inside);
}

FileDescriptor open_folder(const std::filesystem::path& path) {
  return FileDescriptor(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
}

std::string join(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

enum class EntryKind { file, folder, link, other };

EntryKind kind_of(const struct stat& status) {
  if (S_ISREG(status.st_mode)) return EntryKind::file;
  if (S_ISDIR(status.st_mode)) return EntryKind::folder;
  return S_ISLNK(status.st_mode) ? EntryKind::link : EntryKind::other;
}

// The coarsest clock of a usual file system, FAT's, ticks every two seconds.
constexpr std::int64_t kTickNs = 2'000'000'000;

std::int64_t to_ns(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::int64_t now_ns() {
  timespec now = {};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return to_ns(now);
}

// By the time of change too, which nobody can set, unlike that of the content (git trusts the
// same).
std::uint64_t stamp_of(const struct stat& status, std::int64_t trusted_before) {
  const std::array<std::int64_t, 5> parts = {
      static_cast<std::int64_t>(status.st_dev), static_cast<std::int64_t>(status.st_ino),
      static_cast<std::int64_t>(status.st_size), to_ns(status.st_mtim), to_ns(status.st_ctim)};
  if (std::max(parts[3], parts[4]) >= trusted_before) return 0;
  const std::string hash = hash_bytes({reinterpret_cast<const char*>(parts.data()), sizeof parts});
  std::uint64_t stamp = 0;
  std::memcpy(&stamp, hash.data(), sizeof stamp);
  return std::max<std::uint64_t>(stamp, 1);
}

constexpr std::size_t kEntriesBytes = std::size_t{32} * 1024;  // of a folder, read at once
constexpr std::size_t kFoldersWorthAThread = 64;  // a thread costs as much as some ten folders

class Walk {
 public:
  Walk(const std::filesystem::path& root, const std::function<bool(std::string_view)>& wants_folder,
       const std::function<bool(std::string_view)>& wants_file)
      : root_(root),
        root_fd_(open_folder(root)),
        wants_folder_(wants_folder),
        wants_file_(wants_file) {}

  Scan run() {
    if (!root_fd_.valid()) cannot_read_root();
    real_root_ = real_path(root_fd_);
    found_.folders.emplace_back();
    walk_folders();
    follow_links();
    std::ranges::sort(found_.files, {}, &PostFile::path);
    std::ranges::sort(found_.skipped, {}, &Skipped::path);
    return std::move(static_cast<Scan&>(found_));
  }

 private:
  // What some folders hold.
  struct Found : Scan {
    std::vector<std::string> folders;  // still to be read
    std::vector<std::string> read;     // folders
    std::vector<std::string> links;    // still to be followed

    void cannot_read(std::string path) {
      unread.push_back(path);
      skip(std::move(path), reason(errno));
    }
    void skip(std::string path, std::string why) {
      skipped.push_back({std::move(path), 0, std::move(why)});
    }
    void take(Found& other) {
      std::ranges::move(other.files, std::back_inserter(files));
      std::ranges::move(other.skipped, std::back_inserter(skipped));
      std::ranges::move(other.unread, std::back_inserter(unread));
      std::ranges::move(other.folders, std::back_inserter(folders));
      std::ranges::move(other.read, std::back_inserter(read));
      std::ranges::move(other.links, std::back_inserter(links));
    }
  };
  using Identity = std::pair<dev_t, ino_t>;

  static Identity identity(const struct stat& status) { return {status.st_dev, status.st_ino}; }

  // Those that follow links go one after the other, level by level: which of two ways leads to a
  // folder first must not depend on the threads.
  void walk_folders() {
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    while (!found_.folders.empty()) {
      if (!following_links_ && found_.folders.size() >= kFoldersWorthAThread * threads) {
        share_folders(threads);
      } else {
        std::vector<std::string> level = std::exchange(found_.folders, {});
        read_folders(level, found_);
      }
    }
  }

  // Those that are found, and all below them.
  void share_folders(std::size_t threads) {
    Pile<std::string> pile(std::exchange(found_.folders, {}), threads);
    std::vector<Found> parts(threads);
    share_out(one_each(threads), [&](std::size_t thread, std::size_t) {
      Found& part = parts[thread];
      try {
        std::vector<std::string> folders;
        while (pile.take(folders, part.folders)) read_folders(folders, part);
      } catch (...) {
        pile.close();
        throw;
      }
    });
    for (Found& part : parts) found_.take(part);
  }

  void read_folders(std::vector<std::string>& folders, Found& found) {
    for (const std::string& folder : folders) read_folder(folder, found);
    std::ranges::move(folders, std::back_inserter(found.read));
  }

  // By the system calls alone and from the root on: opendir() asks for more, and walks down to the
  // root each time (measured over 14,000 folders: a sixth of the time).
  void read_folder(const std::string& folder, Found& found) {
    const FileDescriptor dir(::openat(root_fd_.get(), folder.empty() ? "." : folder.c_str(),
                                      O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir.valid()) {
      if (folder.empty()) cannot_read_root();
      if (errno != ENOENT) found.cannot_read(folder);  // else: removed in this moment
      return;
    }
    alignas(dirent64) std::array<char, kEntriesBytes> entries;  // NOLINT: the kernel fills it
    ssize_t bytes = 0;
    while ((bytes = ::getdents64(dir.get(), entries.data(), entries.size())) > 0) {
      for (ssize_t at = 0; at < bytes;) {
        const auto* entry = reinterpret_cast<const dirent64*>(entries.data() + at);
        at += entry->d_reclen;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") look_at(dir, *entry, join(folder, name), found);
      }
    }
    if (bytes < 0 && errno != ENOENT) found.cannot_read(folder);
  }

  [[noreturn]] void cannot_read_root() const {
    throw Error(fmt::format("cannot read the folder '{}': {}", root_.string(), reason(errno)),
                "let the user who runs indexer read it");
  }

  // Asks the kernel for no more than needed: most entries are told by their names and kinds alone.
  void look_at(const FileDescriptor& dir, const dirent64& entry, std::string path, Found& found) {
    if (entry.d_type == DT_REG && !wants_file_(path)) return;
    if (entry.d_type == DT_DIR && !following_links_) {
      if (wants_folder_(path)) found.folders.push_back(std::move(path));
      return;
    }
    struct stat status = {};
    if (::fstatat(dir.get(), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno != ENOENT) found.cannot_read(std::move(path));
      return;
    }
    add(status, std::move(path), found);
  }

  void add(const struct stat& status, std::string path, Found& found) {
    switch (kind_of(status)) {
      case EntryKind::file:
        if (wants_file_(path))
          found.files.push_back({std::move(path), static_cast<std::uint64_t>(status.st_size),
                                 stamp_of(status, trusted_before_)});
        break;
      case EntryKind::folder:
        if (wants_folder_(path)) enter(status, std::move(path), found);
        break;
      case EntryKind::link:
        found.links.push_back(std::move(path));
        break;
      case EntryKind::other:
        if (wants_file_(path)) found.skip(std::move(path), std::string(kNoFile));
        break;
    }
  }

  // Without links each folder is met once. With them, this ends every circle.
  void enter(const struct stat& status, std::string path, Found& found) {
    if (!following_links_ || entered_.insert(identity(status)).second) {
      found.folders.push_back(std::move(path));
    } else {
      found.skip(std::move(path), "leads to a folder that is read already");
    }
  }

  // After the real folders, so that a post is known by its real path; in order of their paths, so
  // that a second walk says the same.
  void follow_links() {
    if (found_.links.empty()) return;
    following_links_ = true;
    for (const std::string& folder : found_.read) {
      struct stat status = {};
      if (::stat((root_ / folder).c_str(), &status) == 0) entered_.insert(identity(status));
    }
    while (!found_.links.empty()) {
      std::vector<std::string> links = std::exchange(found_.links, {});
      std::ranges::sort(links);
      for (std::string& link : links) follow(std::move(link));
      walk_folders();
    }
  }

  void follow(std::string path) {
    const bool wanted = wants_file_(path) || wants_folder_(path);
    const FileDescriptor target(::open((root_ / path).c_str(), O_PATH | O_CLOEXEC));
    if (!target.valid()) {
      if (wanted) skip_link(std::move(path), errno);
      return;
    }
    const std::string real = real_path(target);
    if (!lies_below(real, real_root_)) {
      if (wanted) found_.skip(std::move(path), "a symbolic link that leaves the site");
      return;
    }
    const struct stat status = status_of(target);
    if (S_ISDIR(status.st_mode) ? wants_folder_(path) : wants_file_(path))
      found_.linked.push_back(path_below(real, real_root_));
    add(status, std::move(path), found_);
  }

  void skip_link(std::string path, int error) {
    if (error == ENOENT) {
      found_.skip(std::move(path), "a symbolic link to what is not there");
    } else if (error == ELOOP) {
      found_.skip(std::move(path), "a symbolic link that leads to itself");
    } else {
      found_.unread.push_back(path);
      found_.skip(std::move(path),
                  fmt::format("a symbolic link that cannot be followed: {}", reason(error)));
    }
  }

  const std::filesystem::path& root_;
  const FileDescriptor root_fd_;
  const std::function<bool(std::string_view)>& wants_folder_;
  const std::function<bool(std::string_view)>& wants_file_;
  std::string real_root_;
  std::int64_t trusted_before_ = now_ns() - kTickNs;
  Found found_;
  bool following_links_ = false;
  std::set<Identity> entered_;  // complete once links are followed
};

// Opens what `path` names without doing anything to it: a FIFO would block, a device might act.
FileDescriptor open_below(const std::filesystem::path& root, std::string_view path) {
  const FileDescriptor folder = open_folder(root);
  if (!folder.valid())
    throw Error(fmt::format("cannot read the folder '{}': {}", root.string(), reason(errno)));
  FileDescriptor file(::openat(folder.get(), std::string(path).c_str(), O_PATH | O_CLOEXEC));
  if (!file.valid()) throw Error(fmt::format("cannot be read: {}", reason(errno)));
  if (!lies_below(real_path(file), real_path(folder))) throw Error("leaves the site");
  return file;
}

std::string too_large(std::uint64_t bytes) {
  constexpr std::uint64_t mib = std::uint64_t{1024} * 1024;
  return fmt::format("{} MiB large: a post may have {} MiB at most", bytes / mib,
                     kMaxFileBytes / mib);
}

// Up to the end, also when the file shrinks or grows meanwhile.
std::string read_all(const FileDescriptor& fd, std::size_t expected) {
  std::string bytes(expected + 1, '\0');  // one more: sees the end without asking for more memory
  std::size_t used = 0;
  while (used <= kMaxFileBytes) {
    if (used == bytes.size())
      bytes.resize(std::min<std::size_t>(bytes.size() * 2, kMaxFileBytes + 1));
    const ssize_t got = ::read(fd.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(fmt::format("cannot be read: {}", reason(errno)));
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  if (used > kMaxFileBytes) throw Error(too_large(used));
  bytes.resize(used);
  return bytes;
}

}  // namespace

Scan scan(const std::filesystem::path& root,
          const std::function<bool(std::string_view)>& wants_folder,
          const std::function<bool(std::string_view)>& wants_file) {
  return Walk(root, wants_folder, wants_file).run();
}

std::optional<Scan> scan_again(const std::filesystem::path& root, Scan known,
                               const std::set<std::string>& changed) {
  if (!known.linked.empty()) return std::nullopt;
  const std::int64_t trusted_before = now_ns() - kTickNs;
  std::size_t found = 0;
  for (PostFile& file : known.files) {
    const bool is_changed = changed.contains(file.path);
    if (!is_changed && file.stamp != 0) continue;
    struct stat status = {};
    if (::lstat((root / file.path).c_str(), &status) != 0 || !S_ISREG(status.st_mode))
      return std::nullopt;
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.stamp = stamp_of(status, trusted_before);
    if (is_changed) ++found;
  }
  return found == changed.size() ? std::optional(std::move(known)) : std::nullopt;
}

std::string read_file(const std::filesystem::path& root, std::string_view path) {
  return read_stamped(root, path).bytes;
}

StampedBytes read_stamped(const std::filesystem::path& root, std::string_view path) {
  const std::int64_t trusted_before = now_ns() - kTickNs;
  const FileDescriptor found = open_below(root, path);
  const struct stat status = status_of(found);
  if (!S_ISREG(status.st_mode)) throw Error(std::string(kNoFile));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kMaxFileBytes) throw Error(too_large(size));
  const FileDescriptor file(
      ::open(fmt::format("/proc/self/fd/{}", found.get()).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) throw Error(fmt::format("cannot be read: {}", reason(errno)));
  return {read_all(file, size), stamp_of(status, trusted_before)};
}

}  // namespace blogsearch
