// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "indexer/check.hpp"
#include "indexer/job.hpp"
#include "indexer/report.hpp"
#include "indexer/show.hpp"
#include "indexer/site.hpp"
#include "indexer/site_lock.hpp"
#include "indexer/title_list.hpp"
#include "indexer/verify.hpp"
#include "indexer/watch.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace blogsearch {
namespace {

struct Arguments {
  JobArguments job;
  std::string show, built, titles;
  bool check = false, verify = false, wait = false, watch = false;
};

bool read_arguments(int argc, const char* const* argv, Arguments& arguments) {
  const Option options[] = {
      {"--config", "FILE", "the settings (default: /etc/blogsearch/blogsearch.yaml if it is there)",
       &arguments.job.config},
      {"--index", "DIR", "where the index lies", &arguments.job.index},
      {"--site", "NAME", "the site's name in the index (default: the folder's name)",
       &arguments.job.site},
      {"--rebuild", "", "read every post anew, whatever is known of it", &arguments.job.rebuild},
      {"--titles", "FILE",
       "afterwards, write the newest titles for the search box to fall back on (-: print them)",
       &arguments.titles},
      {"--wait", "", "wait for another indexer of the same site, instead of ending with an error",
       &arguments.wait},
      {"--watch", "",
       "go on: index each change of the site as it is saved, until SIGTERM or SIGINT",
       &arguments.watch},
      {"--verify", "", "look whether the site's index is intact, and do nothing else",
       &arguments.verify},
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
      {"SITE_DIR", "", "the site: a Jekyll or Hugo site, or a folder of Markdown or HTML files",
       &arguments.job.dir},
  };
  const Mode modes[] = {
      {"", {"--rebuild", "--titles", "--wait"}},
      {"--watch", {"--rebuild", "--titles", "--wait"}},
      {"--verify", {}},
      {"--check", {"--built"}},
      {"--show", {}},
  };
  const Program program{
      "indexer", "Reads a site's own posts into an index that search and searchd answer from.",
      "A run after the first touches only what has changed. Posts that cannot be read are reported "
      "and left\n"
      "out; what was indexed of them before is kept.\n\n"
      "Exit codes: 0 done, 1 --check found a difference, 2 error.",
      options, modes};
  return parse_options(program, argc, argv);
}

// A reader that has gone (`| head`) is no error: run_program() sees to it.
void print_text(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
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

int verify(const Job& job) {
  const VerifyReport r = verify_index(job.site_dir);
  print_text(fmt::format("{}: {} is intact: {} files, {} posts{}\n", job.name, r.generation,
                         r.files, r.posts,
                         r.hidden > 0 ? fmt::format(", {} hidden", r.hidden) : ""));
  return kExitDone;
}

// The titles go to stdout or a file; where stdout is taken, the summary makes room.
void list_titles(const Job& job, const std::string& file) {
  Searcher searcher(job.site_dir.parent_path(), job.config);
  const std::string list = title_list(searcher, job.name);
  if (file == "-")
    print_text(list);
  else
    write_title_list(file, list);
}

// As they are once the lock is held: whom we have waited for may have changed them.
Job open_locked_job(const JobArguments& arguments, const std::filesystem::path& locked) {
  Job job = open_job(arguments);
  if (job.site_dir == locked) return job;
  throw Error(ErrorCode::unavailable,
              fmt::format("the settings name another index than when this run began: {}, not {}",
                          job.site_dir.string(), locked.string()),
              "run again");
}

// How far an update is, on the terminal's last line while it runs; nothing where there is none.
class ProgressLine {
 public:
  ProgressLine() = default;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() {
    if (is_terminal_) fmt::print(stderr, "\r\033[K");
  }
  void show(std::size_t done, std::size_t all) const {
    if (!is_terminal_) return;
    fmt::print(stderr, "\r{} of {} posts\033[K", done, all);
    std::fflush(stderr);
  }

 private:
  bool is_terminal_ = isatty(STDERR_FILENO) == 1;
};

Summary update_with_progress(const Job& job, UpdateOptions options, const SiteLock& lock) {
  const ProgressLine line;
  options.progress = [&line](std::size_t done, std::size_t all) { line.show(done, all); };
  return update_index(*job.site, options, lock);
}

int update(const Arguments& arguments) {
  const auto start = std::chrono::steady_clock::now();
  const std::filesystem::path site_dir = read_job(arguments.job).site_dir;
  require_site_folder(arguments.job.dir);
  const SiteLock lock(site_dir, [&] { return arguments.wait; });
  const Job job = open_locked_job(arguments.job, site_dir);
  const Summary summary = update_with_progress(job, update_options(job, arguments.job), lock);
  for (const std::string& line : problem_lines(summary)) fmt::print(stderr, "{}\n", line);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print(arguments.titles == "-" ? stderr : stdout, "{}\n",
             summary_line(summary, job.name, seconds.count()));
  if (!arguments.titles.empty()) list_titles(job, arguments.titles);
  return kExitDone;
}

int run(int argc, const char* const* argv) {
  Arguments arguments;
  if (!read_arguments(argc, argv, arguments)) return kExitDone;
  if (arguments.watch) {
    watch_site(arguments.job, [&](const Job& job) {
      if (!arguments.titles.empty()) list_titles(job, arguments.titles);
    });
    return kExitDone;
  }
  if (arguments.verify) return verify(read_job(arguments.job));
  if (arguments.show.empty() && !arguments.check) return update(arguments);
  const Job job = open_job(arguments.job);
  if (!arguments.show.empty()) {
    print_text(show_post(*job.site, arguments.show, job.config.ranking));
    return kExitDone;
  }
  return check(*job.site, job.name, arguments.built);
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("indexer", [&] { return blogsearch::run(argc, argv); });
}
