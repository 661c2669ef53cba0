// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/query_counts.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::string_view kFilePrefix = "queries-";
constexpr std::string_view kFileSuffix = ".json";
constexpr std::size_t kDayLength = 10;                    // "2026-11-27"
constexpr std::size_t kMaxBytes = std::size_t{4} << 20U;  // far more than searchd writes

std::string encode(const QueryDay& day) {
  Json json = {{"format", kFormat}, {"day", day.day}, {"others", day.others}};
  json["queries"] = Json::array();
  for (const QueryCount& one : day.queries)
    json["queries"].push_back({{"query", one.query},
                               {"site", one.site},
                               {"asked", one.asked},
                               {"partly", one.partly},
                               {"nothing", one.nothing}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

QueryDay decode(const std::string& bytes) {
  const Json json = Json::parse(bytes);
  if (json.at("format") != kFormat) throw Error("it has another format");
  QueryDay day{json.at("day"), {}, json.at("others")};
  for (const Json& one : json.at("queries"))
    day.queries.push_back(
        {one.at("query"), one.at("site"), one.at("asked"), one.at("partly"), one.at("nothing")});
  return day;
}

[[noreturn]] void cannot(const std::string& what, const fs::path& file, int error) {
  throw Error(
      fmt::format("cannot {} {}: {}", what, file.string(), std::generic_category().message(error)));
}

void write_durably(const fs::path& file, std::string_view bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (descriptor < 0) cannot("write", file, errno);
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) break;
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
  const bool written = bytes.empty() && ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!written) cannot("write", file, error);
}

}  // namespace

std::string to_text(Day day) {
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(day)));
}

fs::path query_counts_dir(const Config& config, const fs::path& index) {
  if (!config.stats.folder.empty()) return config.stats.folder;
  fs::path beside = fs::absolute(index).lexically_normal();
  if (!beside.has_filename()) beside = beside.parent_path();
  beside += "-queries";
  return beside;
}

fs::path query_day_file(const fs::path& dir, const std::string& day) {
  return dir / fmt::format("{}{}{}", kFilePrefix, day, kFileSuffix);
}

QueryDay read_query_day(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) cannot("read", file, errno);
  std::string bytes(kMaxBytes, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  try {
    return decode(bytes);
  } catch (const std::exception&) {
    throw Error(fmt::format("{} is damaged, or of another version", file.string()),
                "remove it, or keep it elsewhere: that day's counts are lost");
  }
}

void write_query_day(const fs::path& dir, const QueryDay& day) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) cannot("make", dir, error.value());
  const fs::path file = query_day_file(dir, day.day);
  fs::path fresh = file;
  fresh += ".new";
  write_durably(fresh, encode(day));
  fs::rename(fresh, file, error);
  if (error) cannot("write", file, error.value());
  sync_directory(dir);
}

std::vector<std::string> list_query_days(const fs::path& dir) {
  std::vector<std::string> days;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(dir, missing)) {
    const std::string name = entry.path().filename();
    if (name.size() == kFilePrefix.size() + kDayLength + kFileSuffix.size() &&
        name.starts_with(kFilePrefix) && name.ends_with(kFileSuffix))
      days.push_back(name.substr(kFilePrefix.size(), kDayLength));
  }
  std::ranges::sort(days);
  return days;
}

void remove_query_days(const fs::path& dir, const std::string& first) {
  std::error_code ignored;
  for (const std::string& day : list_query_days(dir))
    if (day < first) fs::remove(query_day_file(dir, day), ignored);
}

}  // namespace blogsearch
