// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/program.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <new>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace blogsearch {
namespace {

// Runs a program in a process of its own, since it changes signals and streams; standard output
// goes to `output`. The process ends with run_program()'s code; EXPECT_EXIT compares it and what
// was said on standard error.
[[noreturn]] void run(int output, const std::function<int()>& body) {
  ::dup2(output, STDOUT_FILENO);
  ::close(output);
  std::_Exit(run_program("search", body));
}

int null_output() {
  return ::open("/dev/null", O_WRONLY);
}

TEST(Program, GivesItsCode) {
  EXPECT_EXIT(run(null_output(), [] { return kExitNotFound; }), testing::ExitedWithCode(1), "^$");
}

TEST(Program, TellsErrors) {
  const auto fails = []() -> int { throw Error("no index in '/a\nb'", "run indexer first"); };
  EXPECT_EXIT(run(null_output(), fails), testing::ExitedWithCode(2),
              "^search: no index in '/a\\\\u\\{a\\}b'\n  run indexer first\n$");
  const auto no_memory = []() -> int { throw std::bad_alloc(); };
  EXPECT_EXIT(run(null_output(), no_memory), testing::ExitedWithCode(2),
              "^search: out of memory\n$");
  const auto odd = []() -> int { throw std::runtime_error("odd"); };
  EXPECT_EXIT(run(null_output(), odd), testing::ExitedWithCode(2),
              "^search: unexpected error: odd\n");
  const auto thrown_int = []() -> int { throw 1; };
  EXPECT_EXIT(run(null_output(), thrown_int), testing::ExitedWithCode(2),
              "^search: unexpected error\n");
}

int print_much() {
  for (int i = 0; i < 100'000; ++i) std::cout << "line\n";
  std::puts("last");
  return kExitDone;
}

TEST(Program, AClosedPipeIsNoError) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  EXPECT_EXIT(run(ends[1], print_much), testing::ExitedWithCode(0), "^$");
}

TEST(Program, AFullDiskIsAnError) {
  EXPECT_EXIT(run(::open("/dev/full", O_WRONLY), print_much), testing::ExitedWithCode(2),
              "^search: cannot write to standard output\n");
}

TEST(Program, AClosedStreamIsNotGivenToAFile) {
  const auto opens = [] {
    const int fd = ::open("/dev/null", O_RDONLY);
    return fd > 2 ? kExitDone : kExitError;
  };
  EXPECT_EXIT(
      {
        ::close(STDIN_FILENO);
        ::close(STDOUT_FILENO);
        std::_Exit(run_program("search", opens));
      },
      testing::ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace blogsearch
