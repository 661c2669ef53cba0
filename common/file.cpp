// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/file.hpp"

#include "common/error.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kPortion = std::size_t{256} * 1024;

Error io_error(std::string_view action, const fs::path& path) {
  const int error = errno;
  return Error(fmt::format("cannot {} {}: {}", action, path.string(),
                           std::generic_category().message(error)));
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

void write_temporary(const fs::path& temporary, std::string_view content, bool durable) {
  const File file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
  file.write(content);
  if (durable) file.sync();
}

void replace(const fs::path& path, std::string_view content, bool durable) {
  const fs::path temporary = path.string() + ".tmp";
  try {
    write_temporary(temporary, content, durable);
    fs::rename(temporary, path);
  } catch (...) {
    std::error_code ignored;  // the first error is the one to tell
    fs::remove(temporary, ignored);
    throw;
  }
  if (durable) sync_directory(path.parent_path());
}

}  // namespace

File::File(const fs::path& path, int flags)
    : path_(path), fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
  if (fd_ < 0) throw io_error("open", path);
}

File::File(File&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  return *this;
}

File::~File() {
  if (fd_ >= 0) ::close(fd_);
}

void File::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) throw io_error("write", path_);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void File::sync() const {
  if (::fsync(fd_) != 0) throw io_error("sync", path_);
}

File::Lock File::try_lock_shared() const {
  return try_lock(fd_, LOCK_SH);
}

File::Lock File::try_lock_exclusive() const {
  return try_lock(fd_, LOCK_EX);
}

std::optional<std::string> read_small_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw io_error("read", path);
  }
  const auto close = [](const int* open) { ::close(*open); };
  const std::unique_ptr<const int, decltype(close)> closer(&fd, close);
  std::string content;
  for (std::size_t used = 0;;) {
    content.resize(used + 4096);
    const std::size_t got = read_some(fd, content.data() + used, content.size() - used, path);
    used += got;
    if (got > 0) continue;
    content.resize(used);
    return content;
  }
}

void replace_file(const fs::path& path, std::string_view content) {
  replace(path, content, false);
}

void replace_file_durably(const fs::path& path, std::string_view content) {
  replace(path, content, true);
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
