// SPDX-License-Identifier: GPL-3.0-or-later
// For LD_PRELOAD: one call to the system fails, as a bad disk would have it.
//
//   FAIL_CALL=pwrite   which call
//   FAIL_AT=3          its third time fails, and every later one if FAIL_ON=1
//   FAIL_ERRNO=5       with this
//   FAIL_BELOW=/path   only for files below this folder
//
// Says "fail_io: failed" on standard error when it has made one fail.
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

std::atomic<long> calls = 0;

const char* setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_below(const char* path) {
  const char* below = setting("FAIL_BELOW");
  return std::strncmp(path, below, std::strlen(below)) == 0;
}

bool is_below(int fd) {
  char link[64];
  char path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = ::readlink(link, path, sizeof path - 1);
  if (length < 0) return false;
  path[length] = '\0';
  return is_below(path);
}

template <typename Where>
bool must_fail(const char* call, Where where) {
  if (std::strcmp(call, setting("FAIL_CALL")) != 0 || !is_below(where)) return false;
  const long at = std::atol(setting("FAIL_AT"));
  const long now = ++calls;
  if (now < at || (now > at && std::atol(setting("FAIL_ON")) == 0)) return false;
  if (now == at) (void)!::write(STDERR_FILENO, "fail_io: failed\n", 16);
  errno = std::atoi(setting("FAIL_ERRNO"));
  return true;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  if (must_fail("pwrite", fd)) return -1;
  return next<decltype(pwrite)>("pwrite")(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  if (must_fail("pwrite", fd)) return -1;
  return next<decltype(pwrite64)>("pwrite64")(fd, bytes, size, at);
}
ssize_t write(int fd, const void* bytes, size_t size) {
  if (fd > STDERR_FILENO && must_fail("write", fd)) return -1;
  return next<decltype(write)>("write")(fd, bytes, size);
}
ssize_t read(int fd, void* bytes, size_t size) {
  if (must_fail("read", fd)) return -1;
  return next<decltype(read)>("read")(fd, bytes, size);
}
ssize_t pread(int fd, void* bytes, size_t size, off_t at) {
  if (must_fail("pread", fd)) return -1;
  return next<decltype(pread)>("pread")(fd, bytes, size, at);
}
ssize_t pread64(int fd, void* bytes, size_t size, off64_t at) {
  if (must_fail("pread", fd)) return -1;
  return next<decltype(pread64)>("pread64")(fd, bytes, size, at);
}
int fsync(int fd) {
  if (must_fail("fsync", fd)) return -1;
  return next<decltype(fsync)>("fsync")(fd);
}
int fdatasync(int fd) {
  if (must_fail("fdatasync", fd)) return -1;
  return next<decltype(fdatasync)>("fdatasync")(fd);
}
int rename(const char* from, const char* to) {
  if (must_fail("rename", to)) return -1;
  return next<decltype(rename)>("rename")(from, to);
}
int unlink(const char* path) {
  if (must_fail("unlink", path)) return -1;
  return next<decltype(unlink)>("unlink")(path);
}
int remove(const char* path) {
  if (must_fail("unlink", path)) return -1;
  return next<decltype(remove)>("remove")(path);
}
int mkdir(const char* path, mode_t mode) {
  if (must_fail("mkdir", path)) return -1;
  return next<decltype(mkdir)>("mkdir")(path, mode);
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  if (must_fail("open", path)) return -1;
  return next<decltype(open)>("open")(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  if (must_fail("open", path)) return -1;
  return next<decltype(open64)>("open64")(path, flags, mode);
}
}
