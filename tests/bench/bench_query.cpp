// SPDX-License-Identifier: GPL-3.0-or-later
// How long searches take in process: each line of a file is asked once to warm up and then timed,
// from the words to the JSON text. Prints one JSON object.
#include "common/answer.hpp"
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
  std::string index;
  std::string site;
  int rounds = 3;
  std::string file;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  const std::array options = {
      Option{"--index", "DIR", "the index directory", &arguments.index},
      Option{"--site", "NAME", "the site", &arguments.site},
      Option{"--rounds", "N", "how often each query is timed; its median counts", &arguments.rounds,
             1, 1000},
      Option{"FILE", "", "the queries, one a line", &arguments.file},
  };
  return parse_options({"bench_query", "times searches in process", "", options}, argc, argv);
}

std::vector<std::string> read_lines(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::usage, "cannot read " + file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  if (lines.empty()) throw Error(ErrorCode::usage, "no queries in " + file);
  return lines;
}

double at(const std::vector<double>& sorted, double part) {
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

class Timer {
 public:
  Timer(Searcher searcher, std::string site) : searcher_(std::move(searcher)) {
    if (!site.empty()) request_.sites = {std::move(site)};
  }

  // Milliseconds, the median of `rounds` after one that is not counted.
  double time(const std::string& query, int rounds) {
    request_.query = query;
    ask();
    std::vector<double> times(static_cast<std::size_t>(rounds));
    std::ranges::generate(times, [this] { return ask(); });
    std::ranges::sort(times);
    return at(times, 0.5);
  }

  [[nodiscard]] std::size_t json_bytes() const { return json_bytes_; }

 private:
  double ask() {
    const auto start = Clock::now();
    json_bytes_ += to_json(searcher_.search(request_)).size();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  }

  Searcher searcher_;
  SearchRequest request_;
  std::size_t json_bytes_ = 0;
};

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  Config config;
  config.search.time_limit_ms = 60'000;  // a slow query is to be seen, not cut off
  Timer timer(Searcher(index_dir(arguments.index, config), config), arguments.site);
  std::vector<double> times;
  for (const std::string& query : read_lines(arguments.file))
    times.push_back(timer.time(query, arguments.rounds));
  std::ranges::sort(times);
  const double mean =
      std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size());
  fmt::print(
      R"({{"queries": {}, "p50_ms": {:.3f}, "p99_ms": {:.3f}, "max_ms": {:.3f}, "mean_ms": {:.3f}}})"
      "\n",
      times.size(), at(times, 0.5), at(times, 0.99), times.back(), mean);
  return timer.json_bytes() > 0 ? kExitDone : kExitError;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("bench_query", [&] { return blogsearch::run(argc, argv); });
}
