// SPDX-License-Identifier: GPL-3.0-or-later
// What searches cost in process: each line of a file is the query string of a search, as in
// "q=to+be&prefix=1". It is asked once to warm up and then timed, from the request to the JSON
// text. Prints for each the milliseconds of processor time and the bytes of the answer.
#include "common/answer.hpp"
#include "common/config.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "searchd/query_string.hpp"
#include "searchd/request.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

namespace blogsearch {
namespace {

struct Arguments {
  std::string index;
  int rounds = 3;
  int time_limit_ms = Config().search.time_limit_ms;
  std::string file;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  const std::array options = {
      Option{"--index", "DIR", "the index directory", &arguments.index},
      Option{"--rounds", "N", "how often each query is timed; its median counts", &arguments.rounds,
             1, 1000},
      Option{"--time-limit", "MS", "search.time_limit_ms of the settings", &arguments.time_limit_ms,
             1},
      Option{"FILE", "", "the queries, one a line", &arguments.file},
  };
  return parse_options({"bench_query", "times searches in process", "", options}, argc, argv);
}

// Alone, so that callgrind can count what happens in it.
[[gnu::noinline]] std::string answer_to(Searcher& searcher, const SearchRequest& request) {
  return to_json(searcher.search(request));
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  Config config;
  config.search.time_limit_ms = arguments.time_limit_ms;
  Searcher searcher(index_dir(arguments.index, config), config);
  for (const std::string& line : read_lines(arguments.file)) {
    const SearchRequest request = parse_search_request(parse_query_string(line));
    std::size_t bytes = 0;
    const double milliseconds =
        median_ms(arguments.rounds, [&] { bytes = answer_to(searcher, request).size(); });
    fmt::print("{:.4f} {}\n", milliseconds, bytes);
  }
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("bench_query", [&] { return blogsearch::run(argc, argv); });
}
