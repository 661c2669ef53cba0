// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/watch.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/folder_rules.hpp"
#include "indexer/folder_watch.hpp"
#include "indexer/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kPeriodAfterError{1'000};

std::atomic<bool> stop_asked = false, run_asked = false;  // set by the signal handlers
static_assert(std::atomic<bool>::is_always_lock_free);

void ask_to_stop(int) {
  stop_asked = true;
}
void ask_to_run(int) {
  run_asked = true;
}

// Signals are noted, and end a wait; from the look whether one came until the wait they are
// blocked.
class Signals {
 public:
  Signals() {
    stop_asked = run_asked = false;
    handle(SIGTERM, ask_to_stop);
    handle(SIGINT, ask_to_stop);
    handle(SIGHUP, ask_to_run);
  }
  // Blocks them while it lives, so that none is lost between the look and the wait.
  class Blocked {
   public:
    Blocked() {
      sigset_t ours;
      sigemptyset(&ours);
      for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ours, signal);
      pthread_sigmask(SIG_BLOCK, &ours, &before_);
    }
    ~Blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    Blocked(const Blocked&) = delete;
    Blocked& operator=(const Blocked&) = delete;
    [[nodiscard]] const sigset_t& before() const { return before_; }

   private:
    sigset_t before_{};
  };

 private:
  static void handle(int signal, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigaction(signal, &action, nullptr);
  }
};

// Generators take their settings and data from files of these kinds.
bool may_be_setting(std::string_view path) {
  static constexpr std::array<std::string_view, 9> kinds = {
      ".yml", ".yaml", ".toml", ".json", ".js", ".mjs", ".cjs", ".ts", ".csv"};
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return path.ends_with(kind); });
}

bool is_hidden(std::string_view path) {
  return path.substr(path.rfind('/') + 1).starts_with('.');
}

class Watch {
 public:
  Watch(const JobArguments& arguments, const std::function<void(const Job&)>& written,
        milliseconds period)
      : arguments_(arguments), written_(written), period_(period) {}

  void run() {
    while (!stop_asked) {
      const bool done = try_run();
      const Signals::Blocked blocked;
      if (stop_asked) break;
      const auto wake = run_asked ? FolderWatch::Wake::signal : wait(done, blocked.before());
      if (wake == FolderWatch::Wake::time && !done) must_follow_ = true;
      if (wake != FolderWatch::Wake::change || run_asked || !done) files_.reset();
      run_asked = false;
    }
    say("stopped");
  }

 private:
  // The next walk comes in its time, however many changes come before.
  FolderWatch::Wake wait(bool done, const sigset_t& signals) {
    const auto since = std::chrono::duration_cast<milliseconds>(Clock::now() - walked_);
    return folders_.wait(done ? std::max(milliseconds(0), period_ - since) : kPeriodAfterError,
                         signals);
  }

  bool try_run() {
    try {
      run_once();
      error_.clear();
      return true;
    } catch (const Error& error) {
      if (!stop_asked) tell(error);
      return false;
    }
  }

  void run_once() {
    const auto start = Clock::now();
    const auto known = known_files();
    Job job = open_job(arguments_, known);
    const bool is_other = fingerprint_ != job.site->fingerprint();
    site_ = std::move(job.site);
    if (must_follow_ || folders_.folders_changed() || is_other) {
      follow(job.config_file);
      job = open_job(arguments_);  // sees what came before it was watched
      site_ = std::move(job.site);
    }
    const auto files = known && !is_other ? known : site_->find_files();
    if (files != known) walked_ = Clock::now();
    linked_ = files->linked;
    UpdateOptions options = update_options(job, arguments_);
    options.files = files;
    options.rebuild = arguments_.rebuild && first_;
    options.stop = [] { return stop_asked.load(); };
    options.wait = [this] { return wait_for_lock(); };
    const Summary summary = update_index(*site_, options);
    written_due_ = written_due_ || summary.written;
    report(summary, job.name, std::chrono::duration<double>(Clock::now() - start).count());
    first_ = false;
    files_ = files;
    if (!written_due_) return;
    written_(job);
    written_due_ = false;
  }

  // The files of the site, where it can be told without a walk: the last one was not long ago, and
  // since then nothing but posts that were there have been written.
  std::shared_ptr<const Scan> known_files() {
    const auto last = std::exchange(files_, nullptr);
    const std::set<std::string> changed = folders_.take_changed_files();
    if (!last || must_follow_ || folders_.folders_changed()) return nullptr;
    if (Clock::now() - walked_ >= period_) return nullptr;
    auto now = scan_again(site_->root(), *last, changed);
    return now ? std::make_shared<const Scan>(std::move(*now)) : nullptr;
  }

  // Before the site is read: what changes behind this is told.
  void follow(const fs::path& config_file) {
    folders_.follow(site_->root(), {[this](std::string_view path) { return enters(path); },
                                    [this](std::string_view path) { return reads(path); }});
    folders_.follow_name(arguments_.dir);
    if (!config_file.empty()) folders_.follow_name(config_file);
    fingerprint_ = site_->fingerprint();
    must_follow_ = false;
    if (folders_.unwatched() > 0) {
      say(
          fmt::format("{} folders are looked at once a minute only: raise "
                      "fs.inotify.max_user_watches",
                      folders_.unwatched()));
    }
  }

  // Also folders of settings and data, which hold no posts.
  [[nodiscard]] bool enters(std::string_view path) const {
    return site_->wants_folder(path) ||
           (!is_foreign_folder(path) && !is_hidden(path) && path != site_->built_folder());
  }

  [[nodiscard]] bool reads(std::string_view path) const {
    return site_->wants_file(path) || may_be_setting(path) ||
           std::ranges::any_of(linked_, [&](const std::string& linked) {
             return path == linked || path.starts_with(linked + "/");
           });
  }

  bool wait_for_lock() {
    if (!waiting_) say("another indexer is at work: waiting for it");
    waiting_ = true;
    return !stop_asked;
  }

  void report(const Summary& summary, const std::string& name, double seconds) {
    waiting_ = false;
    std::set<std::string> problems;
    for (std::string& line : problem_lines(summary)) {
      if (!told_.contains(line)) say(line);
      problems.insert(std::move(line));
    }
    told_ = std::move(problems);
    if (summary.written || first_) say(summary_line(summary, name, seconds));
    if (first_) say(fmt::format("watching {}", escape_control(arguments_.dir)));
  }

  void tell(const Error& error) {
    if (error_ == error.what()) return;
    error_ = error.what();
    say(fmt::format("{}: trying again{}", escape_control(error.what()),
                    error.hint().empty() ? "" : " (" + escape_control(error.hint()) + ")"));
  }

  static void say(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }

  const JobArguments& arguments_;
  const std::function<void(const Job&)>& written_;
  const milliseconds period_;
  FolderWatch folders_;
  std::unique_ptr<const Site> site_;   // as the last run had it; `folders_` asks it
  std::shared_ptr<const Scan> files_;  // as the last run found them; empty: to be looked for
  Clock::time_point walked_;           // when they were last looked for
  std::vector<std::string> linked_;    // what links of the site lead to, as Scan has it
  std::string fingerprint_, error_;
  std::set<std::string> told_;  // problems of the last run
  bool first_ = true, must_follow_ = true, waiting_ = false;
  bool written_due_ = true;  // is written_() still to be called for what is in the index?
};

}  // namespace

void watch_site(const JobArguments& arguments, const std::function<void(const Job&)>& written,
                milliseconds period) {
  const Signals signals;
  Watch(arguments, written, period).run();
}

}  // namespace blogsearch
