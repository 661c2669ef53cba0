// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/show_text.hpp"

#include "common/text.hpp"

#include <fmt/format.h>

namespace blogsearch {
namespace {

constexpr std::size_t kLineBytes = 100;

}  // namespace

std::string show_line(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  return fmt::format("  {:<20}  {}\n", escape_control(name), escape_control(squeeze(value)));
}

std::string show_list(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values)
    out += fmt::format("{}\"{}\"", out.empty() ? "" : " | ", value);
  return out;
}

std::string show_clock(const Moment& m) {
  return fmt::format("{} {:02}:{:02}:{:02}", iso_day(m), m.hour, m.minute, m.second);
}

std::string show_time(UnixTime time) {
  return show_clock(TimeZone().at(time)) + " UTC";
}

std::string wrap(const std::vector<std::string>& words) {
  std::string out;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) out += "    " + line + "\n";
    line.clear();
  };
  for (const std::string& word : words) {
    if (line.size() + word.size() > kLineBytes) end_line();
    line += (line.empty() ? "" : " ") + word;
  }
  end_line();
  return out;
}

}  // namespace blogsearch
