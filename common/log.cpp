// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log.hpp"

#include "common/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <utility>

#include <poll.h>
#include <unistd.h>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 3> kLevelNames = {"info", "warning", "error"};

std::atomic<bool> writes_json = false;
std::atomic<bool> waits = true;

std::mutex output;           // guards what follows, and the order of poll and write
std::size_t lost_lines = 0;  // since the last that was written

// Bare where nothing could be mistaken; else in quotes, with \" and \\ inside and control
// characters escaped.
std::string plain_value(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  text = escape_control(text);
  const bool bare = text == value && !text.empty() && text.find_first_of(" =") == std::string::npos;
  return bare ? text : '"' + text + '"';
}

std::string plain_line(LogLevel level, std::string_view event, std::span<const LogField> fields) {
  std::string line(kLevelNames.at(static_cast<std::size_t>(level)));
  line.append(" ").append(escape_control(event));
  for (const LogField& field : fields)
    line.append(" ").append(field.key).append("=").append(plain_value(field.value));
  return line;
}

std::string json_string(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_line(LogLevel level, std::string_view event, std::span<const LogField> fields) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const auto milliseconds = now.time_since_epoch().count() % 1000;
  std::string line =
      fmt::format(R"({{"time":"{:%Y-%m-%dT%H:%M:%S}.{:03}Z","level":"{}","event":{})",
                  fmt::gmtime(std::chrono::system_clock::to_time_t(now)), milliseconds,
                  kLevelNames.at(static_cast<std::size_t>(level)), json_string(event));
  for (const LogField& field : fields)
    line += fmt::format(",{}:{}", json_string(field.key),
                        field.is_number ? field.value : json_string(field.value));
  return line + '}';
}

std::string make_line(LogLevel level, std::string_view event, std::span<const LogField> fields) {
  return (writes_json.load(std::memory_order_relaxed) ? json_line : plain_line)(level, event,
                                                                                fields) +
         '\n';
}

bool can_be_written() {
  pollfd log{STDERR_FILENO, POLLOUT, 0};
  return waits.load(std::memory_order_relaxed) || ::poll(&log, 1, 0) == 1;
}

// One write, so that lines of several programs do not mix. A log that cannot be written stops
// nothing.
void write_line(const std::string& line) {
  while (::write(STDERR_FILENO, line.data(), line.size()) < 0 && errno == EINTR) continue;
}

}  // namespace

void log(LogLevel level, std::string_view event, std::span<const LogField> fields) {
  std::string line = make_line(level, event, fields);
  const std::lock_guard lock(output);
  if (!can_be_written()) {
    ++lost_lines;
    return;
  }
  if (lost_lines > 0) {
    const LogField lost{"lines", std::to_string(std::exchange(lost_lines, 0)), true};
    line.insert(0, make_line(LogLevel::warning, "log_lost", {&lost, 1}));
  }
  write_line(line);
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  log(level, event, std::span(fields.begin(), fields.size()));
}

void set_log_style(LogStyle style) {
  writes_json.store(style.json, std::memory_order_relaxed);
  waits.store(style.waits, std::memory_order_relaxed);
}

}  // namespace blogsearch
