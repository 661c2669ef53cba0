// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <thread>
#include <vector>

#include <unistd.h>

namespace blogsearch {
namespace {

std::string logged(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  testing::internal::CaptureStderr();
  log(level, event, fields);
  return testing::internal::GetCapturedStderr();
}

TEST(Log, IsOneLineOfKeysAndValues) {
  const std::pair<const char*, const char*> cases[] = {
      {"a/b.md", "a/b.md"},
      {"caf\u00e9", "caf\u00e9"},
      {"", "\"\""},
      {"two words", "\"two words\""},
      {"a=b", "\"a=b\""},
      {"say \"hi\"", "\"say \\\"hi\\\"\""},
      {"back\\slash", "\"back\\\\slash\""},
      {"two\nlines", "\"two\\u{a}lines\""},
      {"\x1b[31m", "\"\\u{1b}[31m\""},
      {"turn\u202e", "\"turn\\u{202e}\""},
      {"bad\xff", "\"bad\\xff\""},
  };
  for (const auto& [value, shown] : cases) {
    EXPECT_EQ(logged(LogLevel::warning, "skipped", {{"path", value}}),
              std::string("warning skipped path=") + shown + "\n");
  }
}

TEST(Log, SaysLevelEventAndFields) {
  EXPECT_EQ(logged(LogLevel::error, "bad", {}), "error bad\n");
  EXPECT_EQ(logged(LogLevel::info, "ready", {{"port", "7700"}, {"sites", "2"}}),
            "info ready port=7700 sites=2\n");
}

TEST(Log, WritesJson) {
  set_log_style({true, true});
  const std::string line =
      logged(LogLevel::info, "ready", {{"port", "7700", true}, {"path", "a \"b\"\n\xff"}});
  set_log_style({});
  EXPECT_THAT(line,
              testing::MatchesRegex("\\{\"time\":\"20..-..-..T..:..:..\\.[0-9][0-9][0-9]Z\",.*\n"));
  EXPECT_THAT(line, testing::EndsWith(",\"level\":\"info\",\"event\":\"ready\",\"port\":7700,"
                                      "\"path\":\"a \\\"b\\\"\\n\ufffd\"}\n"));
}

// Until it goes out of scope, what is logged goes into a pipe that nobody reads.
class StuckLog {
 public:
  StuckLog() : stderr_(::dup(STDERR_FILENO)) {
    if (::pipe(ends_.data()) != 0) ADD_FAILURE() << "no pipe";
    ::dup2(ends_[1], STDERR_FILENO);
    ::close(ends_[1]);
  }
  ~StuckLog() {
    ::dup2(stderr_, STDERR_FILENO);
    ::close(stderr_);
    ::close(ends_[0]);
  }
  StuckLog(const StuckLog&) = delete;
  StuckLog& operator=(const StuckLog&) = delete;

  std::string read_some() {
    std::string bytes(65'536, '\0');
    bytes.resize(
        static_cast<std::size_t>(std::max<ssize_t>(::read(ends_[0], bytes.data(), 65'536), 0)));
    return bytes;
  }

 private:
  int stderr_;
  std::array<int, 2> ends_{};
};

TEST(Log, AReaderThatIsStuckStopsNothingAndLearnsHowMuchItMissed) {
  set_log_style({false, false});
  std::string before;
  std::string after;
  {
    StuckLog stuck;
    for (int i = 0; i < 1'000; ++i) log(LogLevel::info, "event", {{"text", std::string(200, 'x')}});
    before = stuck.read_some();
    log(LogLevel::info, "again");
    after = stuck.read_some();
  }
  set_log_style({});
  const auto written = std::ranges::count(before, '\n');
  EXPECT_GT(written, 100);
  EXPECT_EQ(after, "warning log_lost lines=" + std::to_string(1'000 - written) + "\ninfo again\n");
}

TEST(Log, KeepsTheLinesOfThreadsApart) {
  testing::internal::CaptureStderr();
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 100; ++i) log(LogLevel::info, "event", {{"text", std::string(200, 'x')}});
    });
  }
  threads.clear();
  std::istringstream lines(testing::internal::GetCapturedStderr());
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_EQ(line, "info event text=" + std::string(200, 'x'));
  EXPECT_EQ(count, 400);
}

}  // namespace
}  // namespace blogsearch
