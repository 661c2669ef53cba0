// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/site_lock.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

namespace blogsearch {
namespace {

std::string message_of(const std::filesystem::path& site_dir) {
  try {
    const SiteLock lock(site_dir);
    return "";
  } catch (const Error& error) {
    return error.what() + (" | " + error.hint());
  }
}

// Another process that has the lock, for as long as this lives.
class Holder {
 public:
  explicit Holder(const std::filesystem::path& site_dir) {
    int ready[2];
    EXPECT_EQ(::pipe(ready), 0);
    process_ = ::fork();
    if (process_ == 0) {
      const SiteLock lock(site_dir);
      (void)!::write(ready[1], "x", 1);
      ::pause();
      ::_exit(0);
    }
    char byte = 0;
    EXPECT_EQ(::read(ready[0], &byte, 1), 1);
    ::close(ready[0]);
    ::close(ready[1]);
  }
  ~Holder() { kill(); }
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  [[nodiscard]] pid_t process() const { return process_; }

 private:
  pid_t process_ = 0;
};

TEST(SiteLock, OneAtATime) {
  const TempDir dir;
  {
    const SiteLock first(dir.path() / "blog");
    EXPECT_THROW(SiteLock(dir.path() / "blog"), Error);
  }
  EXPECT_NO_THROW(SiteLock(dir.path() / "blog"));
}

TEST(SiteLock, SaysWhoHasItSinceWhenAndWhatToDo) {
  const TempDir dir;
  Holder holder(dir.path());
  const std::string message = message_of(dir.path());
  EXPECT_THAT(message,
              ::testing::HasSubstr("(process " + std::to_string(holder.process()) + ", since 20"));
  EXPECT_THAT(message, ::testing::HasSubstr("--wait"));
  holder.kill();
  EXPECT_EQ(message_of(dir.path()), "") << "a killed process holds nothing";
}

TEST(SiteLock, WaitsAsLongAsItIsTold) {
  const TempDir dir;
  Holder holder(dir.path());
  int asked = 0;
  EXPECT_THROW(SiteLock(dir.path(), [&] { return ++asked < 3; }), Error);
  EXPECT_EQ(asked, 3);
  const SiteLock lock(dir.path(), [&] {
    holder.kill();
    return true;
  });
}

TEST(SiteLock, AFolderThatCannotBeMadeIsAnError) {
  EXPECT_THAT(message_of("/proc/none/blog"), ::testing::HasSubstr("cannot make /proc/none/blog"));
}

TEST(SiteLock, OneThatCannotBeOpenedSaysWhatToDo) {
  const TempDir dir;
  dir.write("blog/lock/in", "the way");
  EXPECT_THAT(message_of(dir.path() / "blog"), ::testing::HasSubstr("| remove that folder"));
}

}  // namespace
}  // namespace blogsearch
