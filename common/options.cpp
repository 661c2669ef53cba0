// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/options.hpp"

#include "common/error.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <numeric>

namespace blogsearch {
namespace {

template <class... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};
template <class... Handlers>
Overload(Handlers...) -> Overload<Handlers...>;

bool is_argument(const Option& option) {
  return !option.name.starts_with('-');
}

[[noreturn]] void usage_error(const std::string& what, std::string hint) {
  throw Error(ErrorCode::usage, what, std::move(hint));
}

// As from `--index "$UNSET"`: the default is not what was meant.
const std::string& not_empty(std::string_view name, const std::string& text) {
  if (text.empty())
    usage_error(fmt::format("{} is given without a value", name), "leave it out for the default");
  return text;
}

int read_int(const Option& option, const std::string& text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || at != end || number < option.min || number > option.max) {
    usage_error(fmt::format("{} {}: not a whole number from {} to {}", option.name, text,
                            option.min, option.max),
                {});
  }
  return number;
}

std::string read_choice(const Option& option, const std::string& text) {
  if (!option.choices.empty() && std::ranges::find(option.choices, text) == option.choices.end()) {
    usage_error(
        fmt::format("{} {}: not one of {}", option.name, text, fmt::join(option.choices, ", ")),
        {});
  }
  return text;
}

// Tells CLI11 of an option with a dash. Our own conversions run as its callbacks, so that all
// errors read alike.
void add_to(CLI::App& app, const Option& option) {
  const std::string name(option.name);
  const auto with_value = [&](const std::function<void(const std::string&)>& store) {
    const auto checked = [name, store](const std::string& text) { store(not_empty(name, text)); };
    app.add_option_function<std::string>(name, checked)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  };
  std::visit(
      Overload{
          [&](bool* target) { app.add_flag_callback(name, [target] { *target = true; }); },
          [&](int* target) {
            with_value(
                [&option, target](const std::string& text) { *target = read_int(option, text); });
          },
          [&](std::optional<int>* target) {
            with_value(
                [&option, target](const std::string& text) { *target = read_int(option, text); });
          },
          [&](std::string* target) {
            with_value([&option, target](const std::string& text) {
              *target = read_choice(option, text);
            });
          },
          [&](std::vector<std::string>* target) {
            const auto store = [name, target](const std::vector<std::string>& texts) {
              for (const std::string& text : texts) not_empty(name, text);
              *target = texts;
            };
            app.add_option_function<std::vector<std::string>>(name, store)->allow_extra_args(false);
          },
      },
      option.target);
}

// "--index=": CLI11 would take the next word for its value.
void refuse_empty_values(const Program& program, std::span<const char* const> words) {
  for (const std::string_view word : words) {
    if (word == "--") return;
    if (!word.ends_with('=')) continue;
    const std::string_view name = word.substr(0, word.size() - 1);
    const auto named = std::ranges::find(program.options, name, &Option::name);
    if (named != program.options.end()) not_empty(name, {});
  }
}

// Has it an argument like "QUERY..."?
bool takes_words(const Program& program) {
  return std::ranges::any_of(program.options,
                             [](const Option& option) { return option.name.ends_with("..."); });
}

[[noreturn]] void unknown_option(const Program& program, const std::string& given) {
  const auto dashless = [](std::string_view name) {
    return name.substr(std::min(name.find_first_not_of('-'), name.size()));
  };
  std::vector<std::string_view> known = {"help", "version"};
  for (const Option& option : program.options) {
    if (!is_argument(option)) known.push_back(dashless(option.name));
  }
  const std::string meant = nearest(dashless(given.substr(0, given.find('='))), known);
  std::string hint = meant.empty() ? fmt::format("see {} --help", program.name)
                                   : fmt::format("did you mean --{}?", meant);
  if (takes_words(program)) hint += "; write -- before a first word that begins with a dash";
  usage_error(fmt::format("unknown option {}", given), hint);
}

// What CLI11 left, in order: words, and after a query's first one also what looks like an option
// but is none of ours.
std::vector<std::string> plain_words(const Program& program, const std::vector<std::string>& left) {
  std::vector<std::string> words;
  bool options_ended = false;
  for (const std::string& word : left) {
    if (word == "--" && !options_ended) {
      options_ended = true;
      continue;
    }
    const bool like_an_option = word.size() > 1 && word.starts_with('-');
    const bool in_query = takes_words(program) && !words.empty();
    if (like_an_option && !in_query && !options_ended) unknown_option(program, word);
    words.push_back(word);
  }
  return words;
}

void assign_arguments(const Program& program, const std::vector<std::string>& words) {
  auto word = words.begin();
  for (const Option& option : program.options) {
    if (!is_argument(option) || word == words.end()) continue;
    if (auto* const* rest = std::get_if<std::vector<std::string>*>(&option.target)) {
      (*rest)->assign(word, words.end());
      word = words.end();
    } else {
      *std::get<std::string*>(option.target) = not_empty(option.name, *word++);
    }
  }
  if (word == words.end()) return;
  usage_error(fmt::format("one argument too many: {}", *word),
              fmt::format("see {} --help", program.name));
}

// --- modes ---

bool takes(const Mode& mode, std::string_view option) {
  return std::ranges::find(mode.takes, option) != mode.takes.end();
}

// The options and arguments that are there, in the order of the table.
std::vector<std::string_view> given_options(const Program& program, const CLI::App& app,
                                            bool has_words) {
  std::vector<std::string_view> given;
  for (const Option& option : program.options) {
    const bool is_there = is_argument(option) ? has_words : app.count(std::string(option.name)) > 0;
    if (is_there) given.push_back(option.name);
  }
  return given;
}

const Mode& mode_asked_for(const Program& program, const std::vector<std::string_view>& given) {
  const Mode* asked = nullptr;
  for (const Mode& mode : program.modes) {
    if (!mode.option.empty() && std::ranges::find(given, mode.option) == given.end()) continue;
    if (asked != nullptr && !asked->option.empty())
      usage_error(fmt::format("{} and {} exclude each other", asked->option, mode.option),
                  fmt::format("see {} --help", program.name));
    asked = &mode;
  }
  return *asked;
}

void check_modes(const Program& program, const std::vector<std::string_view>& given) {
  if (program.modes.empty()) return;
  const Mode& asked = mode_asked_for(program, given);
  for (const std::string_view option : given) {
    std::vector<std::string_view> with;
    for (const Mode& mode : program.modes)
      if (takes(mode, option)) with.push_back(mode.option);
    if (with.empty() || takes(asked, option)) continue;
    usage_error(asked.option.empty()
                    ? fmt::format("{} means nothing without {}", option, fmt::join(with, " or "))
                    : fmt::format("{} means nothing with {}", option, asked.option),
                fmt::format("see {} --help", program.name));
  }
}

std::string default_of(const Option& option) {
  if (const auto* number = std::get_if<int*>(&option.target))
    return fmt::format(" (default {})", **number);
  const auto* text = std::get_if<std::string*>(&option.target);
  return text == nullptr || (*text)->empty() ? "" : fmt::format(" (default {})", **text);
}

// The left column of a line of --help, and the right one.
struct HelpLine {
  std::string name;
  std::string meaning;
};

std::string section(std::string_view heading, const std::vector<HelpLine>& lines,
                    std::size_t width) {
  if (lines.empty()) return {};
  std::string text = fmt::format("\n{}:\n", heading);
  for (const HelpLine& line : lines)
    text += fmt::format("  {:<{}}  {}\n", line.name, width, line.meaning);
  return text;
}

std::string help(const Program& program) {
  std::vector<HelpLine> options;
  std::vector<HelpLine> arguments;
  std::string usage;
  for (const Option& option : program.options) {
    const std::string value = option.value.empty() ? "" : fmt::format(" {}", option.value);
    HelpLine line{std::string(option.name) + value,
                  std::string(option.meaning) + default_of(option)};
    (is_argument(option) ? arguments : options).push_back(std::move(line));
    if (is_argument(option)) usage += fmt::format(" [{}]", option.name);
  }
  options.push_back({"--help", "print this and end"});
  options.push_back({"--version", "print the version and end"});
  std::size_t width = 0;
  for (const auto* lines : {&options, &arguments}) {
    for (const HelpLine& line : *lines) width = std::max(width, line.name.size());
  }
  std::string text = fmt::format("{}: {}\n\nUsage: {} [OPTIONS]{}\n", program.name, program.purpose,
                                 program.name, usage);
  text += section("Options", options, width) + section("Arguments", arguments, width);
  if (!program.footer.empty()) text += fmt::format("\n{}\n", program.footer);
  return text;
}

// Distance in letters changed, left out, added or swapped with their neighbour (optimal string
// alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({row[j - 1] + 1, last[j] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, std::move(row));
  }
  return last[b.size()];
}

}  // namespace

bool parse_options(const Program& program, int argc, const char* const* argv) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  bool wants_help = false;
  bool wants_version = false;
  app.add_flag("-h,--help", wants_help);
  app.add_flag("--version", wants_version);
  for (const Option& option : program.options) {
    if (!is_argument(option)) add_to(app, option);
  }
  refuse_empty_values(program, {argv, static_cast<std::size_t>(argc)});
  try {
    app.parse(argc, argv);
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string_view what = error.what();
    usage_error(fmt::format("{} needs a value", what.substr(0, what.find(':'))),
                fmt::format("see {} --help", program.name));
  } catch (const CLI::ParseError& error) {
    usage_error(error.what(), fmt::format("see {} --help", program.name));
  }
  if (wants_help) std::cout << help(program);
  if (wants_version)
    std::cout << fmt::format("{} (blogsearch) {}\n", program.name, BLOGSEARCH_VERSION);
  if (wants_help || wants_version) return false;
  const std::vector<std::string> words = plain_words(program, app.remaining());
  assign_arguments(program, words);
  check_modes(program, given_options(program, app, !words.empty()));
  return true;
}

std::string nearest(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t longest = 64;
  std::string_view best;
  std::size_t best_distance = word.size() > longest ? 0 : word.size() / 3 + 1;
  for (const std::string_view candidate : known) {
    if (candidate.size() > longest || best_distance == 0) continue;
    const std::size_t wrong = distance(word, candidate);
    if (wrong < best_distance) best = candidate, best_distance = wrong;
  }
  return std::string(best);
}

}  // namespace blogsearch
