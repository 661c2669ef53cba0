// SPDX-License-Identifier: GPL-3.0-or-later
// One line per event on stderr, `level event key=value ...`, made for journald and for grep.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace blogsearch {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  std::string_view key;
  std::string value;  // any bytes: quoted where needed, control characters and bad UTF-8 escaped
};

// Thread-safe; one write per line. Messages below the level set are dropped.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});
void set_log_level(LogLevel level);

}  // namespace blogsearch
