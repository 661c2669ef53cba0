// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline of indexing: Xapian's own TermGenerator and add_document, one thread, on text that
// is ready. Prints the seconds from the first text to the commit: of processor time, and on the
// wall.
#include "common/options.hpp"
#include "common/program.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>

namespace blogsearch {
namespace {

using Seconds = std::chrono::duration<double>;

struct Arguments {
  int flush = 500;
  std::string texts;
  std::string database;
};

bool parse(Arguments& arguments, int argc, const char* const* argv) {
  const std::array options = {
      Option{"--flush", "N", "documents between two flushes", &arguments.flush, 1},
      Option{"TEXTS", "", "title and text of each post, a NUL behind each", &arguments.texts},
      Option{"DATABASE", "", "the database to be made", &arguments.database},
  };
  return parse_options({"raw_index", "indexes with Xapian alone", "", options}, argc, argv);
}

void index(Xapian::WritableDatabase& database, const std::vector<std::string>& parts) {
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("english"));
  for (std::size_t at = 0; at + 1 < parts.size(); at += 2) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(parts[at], 1, "S");
    generator.increase_termpos();
    generator.index_text(parts[at]);
    generator.increase_termpos();
    generator.index_text(parts[at + 1]);
    document.set_data(parts[at] + '\n' + parts[at + 1]);
    database.add_document(document);
  }
  database.commit();
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!parse(arguments, argc, argv)) return kExitDone;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): there is one thread
  setenv("XAPIAN_FLUSH_THRESHOLD", std::to_string(arguments.flush).c_str(), 1);
  const std::vector<std::string> parts = read_parts(arguments.texts);
  const auto cpu_start = CpuClock::now();
  const auto wall_start = std::chrono::steady_clock::now();
  Xapian::WritableDatabase database(arguments.database,
                                    Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS);
  index(database, parts);
  const Seconds wall = std::chrono::steady_clock::now() - wall_start;
  const Seconds cpu = CpuClock::now() - cpu_start;
  fmt::print("{:.3f} {:.3f}\n", cpu.count(), wall.count());
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("raw_index", [&] { return blogsearch::run(argc, argv); });
}
