// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <thread>
#include <vector>

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

TEST(Log, DropsWhatIsBelowItsLevel) {
  EXPECT_EQ(logged(LogLevel::debug, "detail", {}), "");
  set_log_level(LogLevel::error);
  EXPECT_EQ(logged(LogLevel::warning, "careful", {}), "");
  EXPECT_EQ(logged(LogLevel::error, "bad", {}), "error bad\n");
  set_log_level(LogLevel::info);
  EXPECT_EQ(logged(LogLevel::info, "ready", {{"port", "7700"}, {"sites", "2"}}),
            "info ready port=7700 sites=2\n");
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
