// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/title_list.hpp"

#include "common/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include <unistd.h>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kPage = 100;

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Error cannot_write(const std::filesystem::path& file, int reason) {
  return {ErrorCode::failed,
          fmt::format("cannot write {}: {}", file.string(), std::strerror(reason)),
          "is the folder there, and may you write in it?"};
}

}  // namespace

std::string title_list(Searcher& searcher, const std::string& site, std::size_t max_bytes) {
  const std::string end = "\n]}\n";
  std::string list = "{\"site\":" + one_line(site) + ",\"titles\":[";
  SearchRequest request;
  request.sites = {site};
  request.limit = kPage;
  const std::size_t empty = list.size();
  for (;; request.offset += kPage) {
    const Answer answer = searcher.search(request);
    for (const Hit& hit : answer.hits) {
      const std::string entry = (list.size() > empty ? ",\n" : "\n") +
                                one_line(Json(std::vector<std::string>{hit.title.text, hit.url}));
      if (list.size() + entry.size() + end.size() > max_bytes) return list + end;
      list += entry;
    }
    if (answer.hits.size() < static_cast<std::size_t>(kPage)) return list + end;
  }
}

void write_title_list(const std::filesystem::path& file, const std::string& list) {
  const std::filesystem::path temporary = fmt::format("{}.{}.tmp", file.string(), ::getpid());
  std::ofstream out(temporary, std::ios::binary);
  out << list;
  out.close();
  if (!out) {
    const int reason = errno;
    std::error_code ignored;
    std::filesystem::remove(temporary, ignored);
    throw cannot_write(file, reason);
  }
  std::error_code problem;
  std::filesystem::rename(temporary, file, problem);
  if (!problem) return;
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  throw cannot_write(file, problem.value());
}

}  // namespace blogsearch
