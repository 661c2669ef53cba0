// SPDX-License-Identifier: GPL-3.0-or-later
// One line per event on stderr, `level event key=value ...`, made for journald and for grep; or
// JSON, made for programs.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace blogsearch {

enum class LogLevel { info, warning, error };

struct LogField {
  std::string_view key;
  std::string value;  // any bytes: quoted where needed, control characters and bad UTF-8 escaped
  bool is_number = false;  // JSON has it without quotes
};

// Thread-safe; one write per line.
void log(LogLevel level, std::string_view event, std::span<const LogField> fields);
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

struct LogStyle {
  bool json = false;  // {"time":...,"level":...,"event":...,key:value,...}
  // Who reads the log may be slow or stuck. True: it is waited for. False: lines are dropped
  // meanwhile, and a line says how many (log_lost) once it goes on.
  bool waits = true;
};
void set_log_style(LogStyle style);

}  // namespace blogsearch
