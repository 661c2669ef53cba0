// SPDX-License-Identifier: GPL-3.0-or-later
// A program's command line as one table: it parses, and prints --help and --version.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace blogsearch {

// One option. The target is the variable that receives the value; it keeps its default where the
// option is not given. A bool is a flag; an int takes min..max, anything else is a usage error; an
// optional stays empty where the option is not given.
struct Option {
  std::string_view name;   // "--limit"; for the arguments without a dash: "SITE_DIR" or "QUERY..."
  std::string_view value;  // what --help calls the value: "N"; empty for a flag or an argument
  std::string_view meaning;  // one line for --help
  std::variant<bool*, int*, std::optional<int>*, std::string*, std::vector<std::string>*> target;
  int min = 0;
  int max = 2'000'000'000;
  std::vector<std::string> choices = {};  // the allowed values of a string; empty: any
};

// What a program is asked to do by one of its options, and the other options that mean something
// then.
struct Mode {
  std::string_view option;  // "--check"; empty: what it does where no option of a mode is given
  std::vector<std::string_view> takes;
};

struct Program {
  std::string_view name;     // "indexer"
  std::string_view purpose;  // one sentence
  std::string_view footer;   // examples, exit codes; may be empty
  std::span<const Option> options;
  std::span<const Mode> modes = {};  // what no mode takes goes with all
};

// Fills the targets. Returns true to go on; false after --help or --version has been printed to
// stdout. Throws Error(usage) for an unknown option (naming the nearest), for a bad, an empty or a
// missing value, and for options that exclude each other. Words of "QUERY..." may be empty.
bool parse_options(const Program& program, int argc, const char* const* argv);

// The known word nearest to `word` (Damerau-Levenshtein, at most a third of its letters wrong);
// empty if none.
std::string nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace blogsearch
