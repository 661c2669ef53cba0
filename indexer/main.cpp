// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "common/text.hpp"
#include "indexer/check.hpp"
#include "indexer/show.hpp"
#include "indexer/site.hpp"
#include "indexer/title_list.hpp"
#include "indexer/update.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

#include <unistd.h>

namespace blogsearch {
namespace {

struct Arguments {
  std::string config, index, site, show, built, titles, dir = ".";
  bool rebuild = false, check = false;
};

bool read_arguments(int argc, const char* const* argv, Arguments& arguments) {
  const Option options[] = {
      {"--config", "FILE", "the settings (default: /etc/blogsearch/blogsearch.yaml if it is there)",
       &arguments.config},
      {"--index", "DIR", "where the index lies", &arguments.index},
      {"--site", "NAME", "the site's name in the index (default: the folder's name)",
       &arguments.site},
      {"--rebuild", "", "read every post anew, whatever is known of it", &arguments.rebuild},
      {"--titles", "FILE",
       "afterwards, write the newest titles for the search box to fall back on (-: print them)",
       &arguments.titles},
      {"--check", "",
       "compare every URL and heading id with the built site, or with its sitemap.xml, and do "
       "nothing else",
       &arguments.check},
      {"--built", "DIR",
       "for --check: the built site's folder, or its sitemap.xml (default: where the site's "
       "settings have it written)",
       &arguments.built},
      {"--show", "POST",
       "print what each stage makes of one post (its path or URL), and do nothing else",
       &arguments.show},
      {"SITE_DIR", "",
       "the site: a Jekyll or Hugo site, or a folder of Markdown or HTML files (default: .)",
       &arguments.dir},
  };
  const Program program{
      "indexer", "Reads a site's own posts into an index that search and searchd answer from.",
      "A run after the first touches only what has changed. Posts that cannot be read are reported "
      "and left\n"
      "out; what was indexed of them before is kept.\n\n"
      "Exit codes: 0 done, 1 --check found a difference, 2 error.",
      options};
  return parse_options(program, argc, argv);
}

std::string site_name(const Arguments& arguments, const Config& config) {
  const std::string& named = arguments.site.empty() ? config.site.name : arguments.site;
  if (named.empty()) {
    return to_site_name(std::filesystem::canonical(arguments.dir).filename().string());
  }
  if (is_site_name(named)) return named;
  throw Error(
      ErrorCode::usage, fmt::format("'{}' cannot be a site's name", named),
      fmt::format("use letters, digits, '-', '_' and '.': for example {}", to_site_name(named)));
}

void print_problems(const char* kind, const std::vector<Skipped>& problems) {
  for (const Skipped& problem : problems) {
    const std::string line = problem.line > 0 ? fmt::format(":{}", problem.line) : "";
    fmt::print(stderr, "{} {}{}: {}\n", kind, escape_control(problem.path), line,
               escape_control(problem.reason));
  }
}

void print_summary(std::FILE* to, const Summary& s, const std::string& name, double seconds) {
  fmt::print(
      to,
      "{}: {} found = {} indexed ({} new, {} changed) + {} unchanged + {} hidden + {} skipped; {} "
      "removed; {:.2f} s\n",
      name, s.found, s.added + s.changed, s.added, s.changed, s.unchanged, s.hidden, s.skipped,
      s.removed, seconds);
}

// A reader that has gone (`| head`) is no error: run_program() sees to it.
void print_text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

// The titles go to stdout or a file; where stdout is taken, the summary makes room.
void list_titles(const std::filesystem::path& index, const Config& config, const std::string& name,
                 const std::string& file) {
  Searcher searcher(index, config);
  const std::string list = title_list(searcher, name);
  if (file == "-")
    print_text(list);
  else
    write_title_list(file, list);
}

int check(const Site& site, const std::string& name, const std::string& built) {
  const CheckReport r = check_site(site, built, std::time(nullptr));
  std::string text;
  for (const std::string& difference : r.differences) text += difference + "\n";
  text += fmt::format(
      "{}: {} posts compared with {}: {} not built, {} built and not indexed, {} with other "
      "heading "
      "ids{}, {} unreadable; not compared: {} lists, {} redirects, {} noindex, {} copied files\n",
      name, r.posts, r.built, r.not_built, r.not_ours, r.other_ids,
      r.has_ids ? "" : " (a sitemap has none)", r.unreadable, r.lists, r.redirects, r.hidden,
      r.copied);
  print_text(text);
  return r.differences.empty() ? kExitDone : kExitNotFound;
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!read_arguments(argc, argv, arguments)) return kExitDone;
  const auto start = std::chrono::steady_clock::now();
  const auto file =
      arguments.config.empty() ? default_config_file() : std::filesystem::path(arguments.config);
  const Config config = file.empty() ? Config() : read_config(file);
  const auto site =
      open_site(arguments.dir, {config.site.base_url, config.site.language, config.site.permalink});
  if (!arguments.show.empty()) {
    print_text(show_post(*site, arguments.show, config.ranking));
    return kExitDone;
  }
  const std::string name = site_name(arguments, config);

  if (arguments.check) return check(*site, name, arguments.built);
  UpdateOptions options;
  options.site_dir = index_dir(arguments.index, config) / name;
  options.rebuild = arguments.rebuild;
  options.ranking = config.ranking;
  const bool terminal = isatty(STDERR_FILENO) == 1;
  if (terminal) {
    options.progress = [](std::size_t done, std::size_t all) {
      fmt::print(stderr, "\r{} of {} posts\033[K", done, all);
      std::fflush(stderr);
    };
  }
  const Summary summary = update_index(*site, options);
  if (terminal) fmt::print(stderr, "\r\033[K");
  print_problems("skipped", summary.problems);
  print_problems("repaired", summary.warnings);
  print_summary(arguments.titles == "-" ? stderr : stdout, summary, name,
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  if (!arguments.titles.empty())
    list_titles(index_dir(arguments.index, config), config, name, arguments.titles);
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("indexer", [&] { return blogsearch::run(argc, argv); });
}
