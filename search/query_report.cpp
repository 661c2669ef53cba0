// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query_report.hpp"

#include "common/error.hpp"
#include "common/log.hpp"
#include "common/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <utility>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

// The lists of a report: by which count, and what they are called.
struct List {
  std::size_t QueryCount::*count;
  std::string_view title, json_name;
};
constexpr std::array kLists = {
    List{&QueryCount::asked, "Asked most", "popular"},
    List{&QueryCount::nothing, "Found nothing", "missing"},
    List{&QueryCount::partly, "Found only without some of the words", "partly"},
};

// The `limit` queries with the highest counts, without those that have none.
std::vector<QueryCount> highest(const QueryReport& report, const List& list, std::size_t limit) {
  std::vector<QueryCount> found;
  std::ranges::copy_if(report.queries, std::back_inserter(found),
                       [&](const QueryCount& one) { return one.*list.count > 0; });
  std::ranges::stable_sort(found, std::greater<>(), list.count);
  if (found.size() > limit) found.resize(limit);
  return found;
}

void add(QueryReport& report, std::map<std::pair<std::string, std::string>, QueryCount>& sums,
         const QueryCount& count) {
  QueryCount& sum = sums.try_emplace({count.query, count.site}, QueryCount{count.query, count.site})
                        .first->second;
  sum.asked += count.asked;
  sum.partly += count.partly;
  sum.nothing += count.nothing;
  report.asked += count.asked;
  report.partly += count.partly;
  report.nothing += count.nothing;
}

bool has_several_sites(const QueryReport& report) {
  return std::ranges::any_of(report.queries, [&](const QueryCount& one) {
    return one.site != report.queries.front().site;
  });
}

std::string print_list(const std::vector<QueryCount>& queries, const List& list, bool with_site) {
  std::string text = fmt::format("\n{}\n", list.title);
  for (const QueryCount& one : queries) {
    const std::string site =
        with_site ? fmt::format("  [{}]", one.site.empty() ? "several sites" : one.site) : "";
    text += fmt::format("{:>7}  {}{}\n", one.*list.count, escape_control(one.query), site);
  }
  return text;
}

}  // namespace

QueryReport read_query_report(const std::filesystem::path& dir, const std::string& site) {
  QueryReport report;
  std::map<std::pair<std::string, std::string>, QueryCount> sums;
  for (const std::string& day : list_query_days(dir)) {
    try {
      const QueryDay counts = read_query_day(query_day_file(dir, day));
      for (const QueryCount& count : counts.queries)
        if (site.empty() || count.site == site) add(report, sums, count);
      if (site.empty()) report.asked += counts.others;
      if (report.first.empty()) report.first = day;
      report.last = day;
    } catch (const Error& error) {
      log(LogLevel::warning, "left_out", {{"problem", error.what()}});
    }
  }
  for (auto& [key, sum] : sums) report.queries.push_back(std::move(sum));
  return report;
}

std::string print(const QueryReport& report, std::size_t limit) {
  if (report.first.empty()) return "No searches have been counted.\n";
  std::string text =
      fmt::format("{} to {}: {} searches, {} found nothing, {} only without some of the words\n",
                  report.first, report.last, report.asked, report.nothing, report.partly);
  for (const List& list : kLists) {
    const auto queries = highest(report, list, limit);
    if (!queries.empty()) text += print_list(queries, list, has_several_sites(report));
  }
  return text;
}

std::string to_json(const QueryReport& report, std::size_t limit) {
  Json json = {{"first", report.first},
               {"last", report.last},
               {"asked", report.asked},
               {"partly", report.partly},
               {"nothing", report.nothing}};
  for (const List& list : kLists) {
    Json& lines = json[std::string(list.json_name) + "_queries"] = Json::array();
    for (const QueryCount& one : highest(report, list, limit))
      lines.push_back({{"query", one.query},
                       {"site", one.site},
                       {"asked", one.asked},
                       {"partly", one.partly},
                       {"nothing", one.nothing}});
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace blogsearch
