// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/service_manager.hpp"

#include "common/error.hpp"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace blogsearch {
namespace {

constexpr int kFirstPassed = 3;  // SD_LISTEN_FDS_START

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing of ours sets it
  return value == nullptr ? std::string_view() : value;
}

std::optional<long> number(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

bool listens(int socket) {
  int on = 0;
  socklen_t size = sizeof on;
  return ::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on == 1;
}

}  // namespace

FileDescriptor take_passed_socket() {
  const auto process = number(variable("LISTEN_PID"));
  const auto count = number(variable("LISTEN_FDS")).value_or(0);
  for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
    ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe): before there are threads
  if (process != ::getpid() || count < 1) return FileDescriptor();
  if (count > 1)
    throw Error(ErrorCode::usage, "several sockets were passed to searchd",
                "give its socket unit one ListenStream=");
  if (!listens(kFirstPassed))
    throw Error(ErrorCode::usage, "what was passed to searchd is no socket that listens",
                "give its socket unit a ListenStream=, without Accept=yes");
  ::fcntl(kFirstPassed, F_SETFD, FD_CLOEXEC);
  ::fcntl(kFirstPassed, F_SETFL, ::fcntl(kFirstPassed, F_GETFL) | O_NONBLOCK);
  return FileDescriptor(kFirstPassed);
}

void notify_manager(std::string_view state) noexcept {
  const std::string_view path = variable("NOTIFY_SOCKET");
  sockaddr_un name{};
  if (path.size() < 2 || path.size() >= sizeof name.sun_path) return;
  name.sun_family = AF_UNIX;
  std::memcpy(name.sun_path, path.data(), path.size());
  if (path.front() == '@') name.sun_path[0] = '\0';  // one without a file
  const FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  ::sendto(socket.get(), state.data(), state.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&name), size);
}

void notify_reloading() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const long long microseconds = now.tv_sec * 1'000'000LL + now.tv_nsec / 1'000;
  notify_manager("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds));
}

}  // namespace blogsearch
