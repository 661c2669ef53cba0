// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/query_counts.hpp"

#include "common/error.hpp"
#include "common/file.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr std::string_view kFilePrefix = "queries-";
constexpr std::string_view kFileSuffix = ".json";
constexpr std::size_t kDayLength = 10;  // "2026-11-27"
constexpr mode_t kCountsMode = 0640;    // what people look for is nobody's business

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
  const auto bytes = read_small_file(file);
  if (!bytes) throw Error(fmt::format("there is no {}", file.string()));
  try {
    return decode(*bytes);
  } catch (const std::exception&) {
    throw Error(fmt::format("{} is damaged, or of another version", file.string()),
                "remove it, or keep it elsewhere: that day's counts are lost");
  }
}

void write_query_day(const fs::path& dir, const QueryDay& day) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) throw Error(fmt::format("cannot make {}: {}", dir.string(), error.message()));
  replace_file_durably(query_day_file(dir, day.day), encode(day), kCountsMode);
}

std::vector<std::string> list_query_days(const fs::path& dir) {
  std::vector<std::string> days;
  for (const fs::path& entry : entries_of(dir)) {
    const std::string name = entry.filename();
    if (name.size() == kFilePrefix.size() + kDayLength + kFileSuffix.size() &&
        name.starts_with(kFilePrefix) && name.ends_with(kFileSuffix))
      days.push_back(name.substr(kFilePrefix.size(), kDayLength));
  }
  return days;
}

void remove_query_days(const fs::path& dir, const std::string& first) {
  std::error_code ignored;
  for (const std::string& day : list_query_days(dir))
    if (day < first) fs::remove(query_day_file(dir, day), ignored);
}

}  // namespace blogsearch
