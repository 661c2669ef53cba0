// SPDX-License-Identifier: GPL-3.0-or-later
// A program of ours, run as a user runs it.
#pragma once

#include "common/file_descriptor.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

extern char** environ;

namespace blogsearch {

class TestProgram {
 public:
  // `passed`: a descriptor that it gets as number 3.
  explicit TestProgram(std::vector<std::string> command, int passed = -1) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    said_ = FileDescriptor(ends[0]);
    const FileDescriptor to_parent(ends[1]);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to_parent.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, to_parent.get(), STDERR_FILENO);
    if (passed >= 0) posix_spawn_file_actions_adddup2(&actions, passed, 3);
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::posix_spawn(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~TestProgram() {
    if (process_ > 0) {
      send(SIGKILL);
      exit_code();
    }
  }
  TestProgram(const TestProgram&) = delete;
  TestProgram& operator=(const TestProgram&) = delete;

  void send(int signal) const { ::kill(process_, signal); }

  // What it has written so far, once `text` is in it; everything, if it ends or is silent before.
  const std::string& wait_for(const std::string& text) {
    while (output_.find(text) == std::string::npos && read_more()) {
    }
    return output_;
  }

  // The word that follows `key` in its output.
  std::string value_of(const std::string& key) {
    while (wait_for(key).find('\n', output_.find(key)) == std::string::npos && read_more()) {
    }
    const std::size_t at = output_.find(key);
    if (at == std::string::npos) return {};
    return output_.substr(at + key.size(), output_.find_first_of(" \n", at) - at - key.size());
  }

  // Waits for its end; minus the signal's number if one killed it.
  int exit_code() {
    int status = 0;
    if (process_ <= 0 || ::waitpid(process_, &status, 0) != process_) return 127;
    process_ = -1;
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
  }

  [[nodiscard]] pid_t id() const { return process_; }

 private:
  bool read_more() {
    pollfd waiting{said_.get(), POLLIN, 0};
    std::array<char, 4'096> chunk{};
    if (::poll(&waiting, 1, 10'000) <= 0) return false;
    const ssize_t count = ::read(said_.get(), chunk.data(), chunk.size());
    if (count > 0) output_.append(chunk.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  pid_t process_ = -1;
  FileDescriptor said_;
  std::string output_;
};

}  // namespace blogsearch
