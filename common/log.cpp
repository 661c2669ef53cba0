// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log.hpp"

#include "common/text.hpp"

#include <array>
#include <atomic>
#include <cerrno>

#include <unistd.h>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames = {"debug", "info", "warning", "error"};

std::atomic<LogLevel> lowest_level = LogLevel::info;

// Bare where nothing could be mistaken; else in quotes, with \" and \\ inside and control
// characters escaped.
std::string quoted(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  text = escape_control(text);
  const bool bare = text == value && !text.empty() && text.find_first_of(" =") == std::string::npos;
  return bare ? text : '"' + text + '"';
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < lowest_level.load(std::memory_order_relaxed)) return;
  std::string line(kLevelNames.at(static_cast<std::size_t>(level)));
  line.append(" ").append(escape_control(event));
  for (const LogField& field : fields)
    line.append(" ").append(field.key).append("=").append(quoted(field.value));
  line += '\n';
  // One write, so that lines of several threads and programs do not mix. A log that cannot be
  // written stops nothing.
  while (::write(STDERR_FILENO, line.data(), line.size()) < 0 && errno == EINTR) continue;
}

void set_log_level(LogLevel level) {
  lowest_level.store(level, std::memory_order_relaxed);
}

}  // namespace blogsearch
