// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/program.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <new>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace blogsearch {
namespace {

// A standard stream that the caller closed would be given to the next file opened: to the index,
// which we would then print into.
void keep_standard_streams_open() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF) ::open("/dev/null", O_RDWR);
  }
}

void print_error(std::string_view name, std::string_view what, std::string_view hint = {}) {
  std::string text = fmt::format("{}: {}\n", name, escape_control(what));
  if (!hint.empty()) text += fmt::format("  {}\n", escape_control(hint));
  std::fputs(text.c_str(), stderr);
}

int run_body(std::string_view name, const std::function<int()>& body) {
  try {
    return body();
  } catch (const Error& error) {
    print_error(name, error.what(), error.hint());
  } catch (const std::bad_alloc&) {
    print_error(name, "out of memory");
  } catch (const std::exception& error) {
    print_error(name, fmt::format("unexpected error: {}", error.what()), "please report it");
  } catch (...) {
    print_error(name, "unexpected error", "please report it");
  }
  return kExitError;
}

// The reader has gone, as in `search word | head`: the kernel says so on the pipe itself.
bool reader_has_gone() {
  pollfd output = {STDOUT_FILENO, POLLOUT, 0};
  return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

bool flush_output() {
  std::cout.flush();
  std::fflush(stdout);
  return std::cout.good() && std::ferror(stdout) == 0;
}

}  // namespace

int run_program(std::string_view name, const std::function<int()>& body) {
  keep_standard_streams_open();
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread yet
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write() then, and the work goes on
  const int code = run_body(name, body);
  if (flush_output() || reader_has_gone()) return code;
  print_error(name, "cannot write to standard output", "is the disk full?");
  return kExitError;
}

}  // namespace blogsearch
