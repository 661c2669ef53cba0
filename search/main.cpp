// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the index itself, without a server: the words on the command line, or a file of queries.
#include "common/answer.hpp"
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "search/print.hpp"
#include "search/trec.hpp"

#include <fmt/ranges.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::string_view kFooter = R"(Examples:
  search homogenization
  search '"to be or not to be" tag:theatre -film'
  search --sort -date --limit 3 --json '*'

Exit codes: 0 found, 1 nothing found, 2 error.)";

struct Arguments {
  std::string config_file;
  std::string index;
  std::string site;
  int limit = 10;
  int offset = 0;
  std::string sort = "relevance";
  bool json = false;
  std::string trec_file;
  std::vector<std::string> words;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  constexpr int most = 1'000'000;
  const std::array options = {
      Option{"--config", "FILE", "read the settings from FILE", &arguments.config_file},
      Option{"--index", "DIR", "the index directory", &arguments.index},
      Option{"--site", "NAME", "search this site; needed where the index holds several",
             &arguments.site},
      Option{"--limit", "N", "print at most N posts", &arguments.limit, 0, most},
      Option{"--offset", "N", "leave out the first N posts", &arguments.offset, 0, most},
      Option{"--sort",
             "ORDER",
             "relevance, date (oldest first) or -date (newest first)",
             &arguments.sort,
             0,
             0,
             {"relevance", "date", "-date"}},
      Option{"--json", "", "print the answer as JSON, as searchd would", &arguments.json},
      Option{"--trec", "FILE", "ask each line \"ID<TAB>QUERY\" of FILE and print a TREC run",
             &arguments.trec_file},
      Option{"QUERY...", "", "what to search for; '' or '*' is every post, newest first",
             &arguments.words},
  };
  return parse_options(
      {"search", "Searches a blog in its index, without a server.", kFooter, options}, argc, argv);
}

Sort sort_order(const std::string& name) {
  if (name == "date") return Sort::date_ascending;
  return name == "-date" ? Sort::date_descending : Sort::relevance;
}

SearchRequest request_for(const Arguments& arguments, std::string query) {
  SearchRequest request;
  request.query = std::move(query);
  request.site = arguments.site;
  request.limit = arguments.limit;
  request.offset = arguments.offset;
  request.sort = sort_order(arguments.sort);
  return request;
}

void write(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

int exit_code(bool found) {
  return found ? kExitDone : kExitNotFound;
}

int answer_query(Searcher& searcher, const Arguments& arguments) {
  const std::string query = fmt::format("{}", fmt::join(arguments.words, " "));
  const Answer answer = searcher.search(request_for(arguments, query));
  write(arguments.json ? to_json(answer) + '\n' : print(answer, layout_of_stdout()));
  return exit_code(answer.total > 0);
}

int run_trec(Searcher& searcher, const Arguments& arguments) {
  bool found = false;
  for (const TrecQuery& query : read_trec_queries(arguments.trec_file)) {
    const Answer answer = searcher.search(request_for(arguments, query.text));
    write(trec_lines(query, answer));
    found = found || !answer.hits.empty();
  }
  return exit_code(found);
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  if (arguments.words.empty() == arguments.trec_file.empty()) {
    throw Error(ErrorCode::usage, "give either a QUERY or --trec FILE", "see search --help");
  }
  const std::filesystem::path file = arguments.config_file.empty()
                                         ? default_config_file()
                                         : std::filesystem::path(arguments.config_file);
  const Config config = file.empty() ? Config{} : read_config(file);
  Searcher searcher(index_dir(arguments.index, config), config);
  return arguments.trec_file.empty() ? answer_query(searcher, arguments)
                                     : run_trec(searcher, arguments);
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("search", [&] { return blogsearch::run(argc, argv); });
}
