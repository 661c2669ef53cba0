// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/file.hpp"

#include "common/error.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kPortion = std::size_t{256} * 1024;

// What to do now; empty: the reason must do.
std::string hint_for(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return "mend its permissions, or run this as the user who owns the index";
    case EROFS:
      return "choose an --index on a disk that can be written";
    case EISDIR:
      return "remove that folder: a file belongs there";
    case ENOSPC:
    case EDQUOT:
      return "make room, then run again";
    default:
      return {};
  }
}

Error io_error(std::string_view action, const fs::path& path) {
  const int error = errno;
  return Error(fmt::format("cannot {} {}: {}", action, path.string(),
                           std::generic_category().message(error)),
               hint_for(error));
}

// 0: the end.
std::size_t read_some(int fd, char* to, std::size_t size, const fs::path& path) {
  for (;;) {
    const ssize_t got = ::read(fd, to, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) throw io_error("read", path);
  }
}

File::Lock try_lock(int fd, int operation) {
  while (::flock(fd, operation | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return File::Lock::busy;
    if (errno != EINTR) return File::Lock::impossible;
  }
  return File::Lock::held;
}

void write_temporary(const fs::path& temporary, std::string_view content, mode_t mode,
                     bool durable) {
  const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode);
  file.write(content);
  if (durable) file.sync();
}

void replace(const fs::path& path, std::string_view content, mode_t mode, bool durable) {
  const fs::path temporary = path.string() + ".tmp";
  try {
    write_temporary(temporary, content, mode, durable);
    fs::rename(temporary, path);
  } catch (...) {
    std::error_code ignored;  // the first error is the one to tell
    fs::remove(temporary, ignored);
    throw;
  }
  if (durable) sync_directory(path.parent_path());
}

}  // namespace

File::File(const fs::path& path, int flags, mode_t mode)
    : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
  if (!fd_.valid()) throw io_error("open", path);
}

void File::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) throw io_error("write", path_);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void File::sync() const {
  if (::fsync(fd()) != 0) throw io_error("sync", path_);
}

File::Lock File::try_lock_shared() const {
  return try_lock(fd(), LOCK_SH);
}

File::Lock File::try_lock_exclusive() const {
  return try_lock(fd(), LOCK_EX);
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error))
    entries.push_back(entry->path());
  if (error && error != std::errc::no_such_file_or_directory)
    throw Error(fmt::format("cannot read the folder {}: {}", folder.string(), error.message()),
                hint_for(error.value()));
  std::ranges::sort(entries);
  return entries;
}

std::optional<std::string> read_small_file(const fs::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw io_error("read", path);
  }
  std::string content;
  for (std::size_t used = 0;;) {
    content.resize(used + 4096);
    const std::size_t got =
        read_some(file.get(), content.data() + used, content.size() - used, path);
    used += got;
    if (got > 0) continue;
    content.resize(used);
    return content;
  }
}

void replace_file(const fs::path& path, std::string_view content) {
  replace(path, content, 0644, false);
}

void replace_file_durably(const fs::path& path, std::string_view content, mode_t mode) {
  replace(path, content, mode, true);
}

void sync_directory(const fs::path& directory) {
  File(directory.empty() ? fs::path(".") : directory, O_RDONLY | O_DIRECTORY).sync();
}

FileHash hash_file(const fs::path& path) {
  const File file(path, O_RDONLY);
  const auto free = [](XXH3_state_t* state) { XXH3_freeState(state); };
  const std::unique_ptr<XXH3_state_t, decltype(free)> state(XXH3_createState(), free);
  XXH3_64bits_reset(state.get());
  std::vector<char> portion(kPortion);
  FileHash found;
  while (const std::size_t got = read_some(file.fd(), portion.data(), portion.size(), path)) {
    XXH3_64bits_update(state.get(), portion.data(), got);
    found.size += got;
  }
  found.hash = fmt::format("{:016x}", XXH3_64bits_digest(state.get()));
  return found;
}

}  // namespace blogsearch
