// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline of a query: Xapian's bare match of all words for the first ten posts, on a database
// of raw_index. Prints the milliseconds of processor time of each.
#include "common/options.hpp"
#include "common/program.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <array>
#include <string>

namespace blogsearch {
namespace {

struct Arguments {
  int rounds = 3;
  std::string database;
  std::string file;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  const std::array options = {
      Option{"--rounds", "N", "how often each query is timed; its median counts", &arguments.rounds,
             1, 1000},
      Option{"DATABASE", "", "a database of raw_index", &arguments.database},
      Option{"FILE", "", "the queries, words only, one a line", &arguments.file},
  };
  return parse_options({"raw_match", "times Xapian's match alone", "", options}, argc, argv);
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  const Xapian::Database database(arguments.database);
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.set_stemmer(Xapian::Stem("english"));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  parser.set_default_op(Xapian::Query::OP_AND);
  Xapian::Enquire enquire(database);
  for (const std::string& line : read_lines(arguments.file)) {
    enquire.set_query(parser.parse_query(line, 0));
    fmt::print("{:.4f}\n", median_ms(arguments.rounds, [&enquire] { enquire.get_mset(0, 10); }));
  }
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("raw_match", [&] { return blogsearch::run(argc, argv); });
}
