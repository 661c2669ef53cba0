// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the index itself, without a server: the words on the command line, or a file of queries.
#include "common/answer.hpp"
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/list_json.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "common/text.hpp"
#include "search/print.hpp"
#include "search/query_report.hpp"
#include "search/query_test.hpp"
#include "search/trec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::string_view kFooter = R"(Examples:
  search homogenization
  search '"to be or not to be" tag:theatre -film'
  search --sort -date --limit 3 --json '*'
  search --related-all > related.json

Exit codes: 0 found (--test: all as expected), 1 nothing found, 2 error.)";

constexpr int kRelated = 10;       // posts like a given one
constexpr int kRelatedToEach = 5;  // like each post
constexpr int kReported = 20;      // of the queries that were asked

struct Arguments {
  std::string config_file;
  std::string index;
  std::string site;
  std::optional<int> limit;
  int offset = 0;
  std::string sort = "relevance";
  bool json = false;
  bool prefix = false;
  bool explain = false;
  std::string why_not;
  bool suggest = false;
  std::string related;
  bool related_all = false;
  bool report = false;
  std::filesystem::path counts;  // where what readers looked for is kept
  std::string trec_file;
  std::string test_file;
  std::vector<std::string> words;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  constexpr int most = 1'000'000;
  const std::array options = {
      Option{"--config", "FILE", "read the settings from FILE", &arguments.config_file},
      Option{"--index", "DIR", "the index directory", &arguments.index},
      Option{"--site", "NAME", "search this site; needed where the index holds several",
             &arguments.site},
      Option{"--limit", "N",
             "print at most N posts (default 10; 5 with --related-all; 8 completions; 20 queries)",
             &arguments.limit, 0, most},
      Option{"--offset", "N", "leave out the first N posts", &arguments.offset, 0, most},
      Option{"--sort",
             "ORDER",
             "relevance, date (oldest first) or -date (newest first)",
             &arguments.sort,
             0,
             0,
             {"relevance", "date", "-date"}},
      Option{"--prefix", "", "the last word may be unfinished", &arguments.prefix},
      Option{"--json", "", "print the answer as JSON, as searchd would", &arguments.json},
      Option{"--explain", "", "print what each score is made of", &arguments.explain},
      Option{"--why-not", "URL",
             "say why the post with this URL or path is not found, or not first",
             &arguments.why_not},
      Option{"--suggest", "", "print completions of QUERY instead, as for a search box",
             &arguments.suggest},
      Option{"--related", "URL", "print the posts that are like the post with this URL or path",
             &arguments.related},
      Option{"--related-all", "", "print the same for every post as one JSON object",
             &arguments.related_all},
      Option{"--report", "", "print what readers looked for most, and what they did not find",
             &arguments.report},
      Option{"--trec", "FILE", "ask each line \"ID<TAB>QUERY\" of FILE and print a TREC run",
             &arguments.trec_file},
      Option{"--test", "FILE",
             "ask each line \"QUERY<TAB>POST<TAB>PLACE\" of FILE: is the post at this place or "
             "higher?",
             &arguments.test_file},
      Option{"QUERY...", "", "what to search for; '' or '*' is every post, newest first",
             &arguments.words},
  };
  const std::array modes = {
      Mode{"", {"QUERY...", "--limit", "--offset", "--sort", "--prefix", "--json", "--explain"}},
      Mode{"--why-not", {"QUERY...", "--sort", "--prefix", "--json", "--explain"}},
      Mode{"--suggest", {"QUERY...", "--limit", "--json"}},
      Mode{"--related", {"--limit", "--json"}},
      Mode{"--related-all", {"--limit", "--json"}},
      Mode{"--report", {"--limit", "--json"}},
      Mode{"--trec", {"--limit", "--offset", "--sort", "--prefix"}},
      Mode{"--test", {}},
  };
  return parse_options(
      {"search", "Searches a blog in its index, without a server.", kFooter, options, modes}, argc,
      argv);
}

Sort sort_order(const std::string& name) {
  if (name == "date") return Sort::date_ascending;
  return name == "-date" ? Sort::date_descending : Sort::relevance;
}

SearchRequest request_for(const Arguments& arguments, std::string query) {
  SearchRequest request;
  request.query = std::move(query);
  if (!arguments.site.empty()) request.sites = {arguments.site};
  request.limit = arguments.limit.value_or(request.limit);
  request.offset = arguments.offset;
  request.sort = sort_order(arguments.sort);
  request.prefix = arguments.prefix;
  request.explain = arguments.explain;
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
  if (!arguments.why_not.empty()) {
    const WhyNot why = searcher.why_not(request_for(arguments, query), arguments.why_not);
    write(arguments.json ? to_json(why) + '\n' : print(why, layout_of_stdout()));
    return exit_code(why.rank > 0);
  }
  const Answer answer = searcher.search(request_for(arguments, query));
  for (const std::string& site : answer.left_out)
    fmt::print(stderr, "search: left out: {}\n", escape_control(site));
  write(arguments.json ? to_json(answer) + '\n' : print(answer, layout_of_stdout()));
  return exit_code(answer.total > 0);
}

int complete_query(Searcher& searcher, const Arguments& arguments) {
  SuggestRequest request;
  request.text = fmt::format("{}", fmt::join(arguments.words, " "));
  request.site = arguments.site;
  request.limit = std::min(arguments.limit.value_or(request.limit), kMaxSuggestions);
  const Suggestions suggestions = searcher.suggest(request);
  write(arguments.json ? to_json(suggestions) + '\n' : print(suggestions));
  return exit_code(!suggestions.found.empty());
}

RelatedRequest related_request(const Arguments& arguments, int limit) {
  return {arguments.related, arguments.site, arguments.limit.value_or(limit), {}};
}

int print_related(Searcher& searcher, const Arguments& arguments) {
  const Answer answer = searcher.related(related_request(arguments, kRelated));
  write(arguments.json ? to_json(answer) + '\n' : print(answer, layout_of_stdout()));
  return exit_code(answer.total > 0);
}

int print_all_related(Searcher& searcher, const Arguments& arguments) {
  const auto all = searcher.all_related(related_request(arguments, kRelatedToEach));
  write(to_json(all) + '\n');
  return exit_code(!all.empty());
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

int run_test(Searcher& searcher, const Arguments& arguments) {
  const TestReport report =
      test_queries(searcher, read_expectations(arguments.test_file), arguments.site);
  write(report.text);
  return exit_code(report.passed);
}

int print_what_was_asked(Searcher&, const Arguments& arguments) {
  const QueryReport report = read_query_report(arguments.counts, arguments.site);
  const auto limit = static_cast<std::size_t>(arguments.limit.value_or(kReported));
  write(arguments.json ? to_json(report, limit) + '\n' : print(report, limit));
  return exit_code(report.asked > 0);
}

// The one thing that is asked for.
using Task = int (*)(Searcher&, const Arguments&);
Task task_of(const Arguments& arguments) {
  const std::array<std::pair<bool, Task>, 6> tasks = {{
      {!arguments.words.empty(), arguments.suggest ? complete_query : answer_query},
      {!arguments.related.empty(), print_related},
      {arguments.related_all, print_all_related},
      {arguments.report, print_what_was_asked},
      {!arguments.trec_file.empty(), run_trec},
      {!arguments.test_file.empty(), run_test},
  }};
  const auto is_asked = [](const auto& task) { return task.first; };
  const auto* task = std::ranges::find_if(tasks, is_asked);
  if (task == tasks.end()) {
    throw Error(ErrorCode::usage,
                "give a QUERY, --related URL, --related-all, --report, --trec FILE or --test FILE, "
                "one of them",
                "see search --help");
  }
  return task->second;
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  const Task task = task_of(arguments);
  const std::filesystem::path file = arguments.config_file.empty()
                                         ? default_config_file()
                                         : std::filesystem::path(arguments.config_file);
  const Config config = file.empty() ? Config{} : read_config(file);
  const std::filesystem::path index = index_dir(arguments.index, config);
  arguments.counts = query_counts_dir(config, index);
  Searcher searcher(index, config);
  return task(searcher, arguments);
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("search", [&] { return blogsearch::run(argc, argv); });
}
