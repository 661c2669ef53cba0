// SPDX-License-Identifier: GPL-3.0-or-later
// searchd: answers searches over HTTP.
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/log.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "searchd/http_server.hpp"
#include "searchd/service.hpp"
#include "searchd/service_manager.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include <sys/resource.h>

namespace {

using namespace blogsearch;

struct Arguments {
  std::string config, index, listen;
};

constexpr std::string_view kFooter =
    "Answers GET /search?q=WORDS and GET /healthz. SIGTERM and SIGINT end it once every request "
    "that\n"
    "has come is answered; SIGHUP has it read its settings again. A new index is noticed by "
    "itself.\n"
    "\n"
    "Exit codes: 0 ended by a signal, 2 error.";

bool parse(int argc, const char* const* argv, Arguments& to) {
  const std::array options = {
      Option{"--config", "FILE", "read the settings from FILE", &to.config},
      Option{"--index", "DIR", "serve the index in DIR", &to.index},
      Option{"--listen", "ADDRESS",
             "listen on HOST:PORT, [IPv6]:PORT or unix:/PATH; port 0: any free one", &to.listen},
  };
  return parse_options({"searchd", "Answers searches over HTTP.", kFooter, options}, argc, argv);
}

Config settings(const Arguments& arguments) {
  const std::filesystem::path file =
      arguments.config.empty() ? default_config_file() : std::filesystem::path(arguments.config);
  Config config = file.empty() ? Config() : read_config(file);
  if (!arguments.listen.empty()) config.server.listen = arguments.listen;
  return config;
}

// Blocked before any thread is made, so that all of them inherit it and only the main thread sees
// them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// Bad settings change nothing.
void reload(Service& service, const Arguments& arguments) {
  notify_reloading();
  try {
    const std::vector<std::string> fixed = service.reload(settings(arguments));
    log(LogLevel::info, "settings_reloaded");
    for (const std::string& key : fixed)
      log(LogLevel::warning, "restart_needed", {{"setting", key}});
  } catch (const Error& error) {
    log(LogLevel::error, "settings_kept", {{"problem", error.what()}, {"next", error.hint()}});
  }
  notify_manager("READY=1");
}

// Tells that all is well, unless a worker has not come to an end: then systemd starts searchd anew.
void tell_watchdog(HttpServer& server) {
  constexpr std::chrono::seconds stuck(20);
  if (server.longest_work() < stuck)
    notify_manager("WATCHDOG=1");
  else
    log(LogLevel::error, "request_stuck", {{"next", "searchd has to be started anew"}});
}

// The main thread's work until the end: now and then what has been counted is written, and the
// index checked.
// What goes wrong here, as with a folder that cannot be read just now, must not end the service.
void keep_house(Service& service, bool check) {
  try {
    service.save();
    if (check) service.check_index();
  } catch (const std::exception& error) {
    log(LogLevel::error, "housekeeping", {{"problem", error.what()}});
  }
}

void wait_for_end(const sigset_t& signals, Service& service, HttpServer& server,
                  const Arguments& arguments) {
  constexpr timespec between_saves{30, 0};
  constexpr int saves_between_checks = 10;
  for (int saves = 1;; ++saves) {
    const int signal = sigtimedwait(&signals, nullptr, &between_saves);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) reload(service, arguments);
    tell_watchdog(server);
    keep_house(service, signal == SIGHUP || saves % saves_between_checks == 0);
  }
}

// Each connection is a descriptor, and the usual soft limit is 1,024.
void raise_descriptor_limit(int connections) {
  constexpr rlim_t others = 256;  // index files, mostly
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t wanted = static_cast<rlim_t>(connections) + others;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  setrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < wanted)
    log(LogLevel::warning, "few_descriptors",
        {{"limit", std::to_string(limit.rlim_cur)}, {"wanted", std::to_string(wanted)}});
}

void log_sites(const std::filesystem::path& index, const Config& config) {
  const std::vector<SiteStatus> sites = Searcher(index, config).sites();
  if (sites.empty()) log(LogLevel::warning, "no_index", {{"next", "run indexer SITE_DIR"}});
  for (const SiteStatus& site : sites) {
    if (site.problem.empty())
      log(LogLevel::info, "site", {{"name", site.name}, {"posts", std::to_string(site.posts)}});
    else
      log(LogLevel::warning, "site", {{"name", site.name}, {"problem", site.problem}});
  }
}

// It goes on without: an index that cannot be read now may be, later.
void log_index(const std::filesystem::path& index, const Config& config) {
  try {
    log_sites(index, config);
  } catch (const Error& error) {
    log(LogLevel::warning, "index_unreadable", {{"problem", error.what()}, {"next", error.hint()}});
  }
}

int serve(const Arguments& arguments, FileDescriptor passed, const sigset_t& signals) {
  const Config config = settings(arguments);
  const std::filesystem::path index = index_dir(arguments.index, config);
  raise_descriptor_limit(config.server.max_connections);
  Service service(index, config);
  HttpServer server(config.server, service.functions(), {}, std::move(passed));
  log(LogLevel::info, "listening", {{"address", server.address()}, {"index", index.string()}});
  log_index(index, config);
  notify_manager("READY=1\nSTATUS=listening on " + server.address());
  wait_for_end(signals, service, server, arguments);
  log(LogLevel::info, "stopping");
  notify_manager("STOPPING=1");
  server.stop();
  service.save(true);
  log(LogLevel::info, "stopped");
  return kExitDone;
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("searchd", [&] {
    const sigset_t signals = block_signals();
    Arguments arguments;
    if (!parse(argc, argv, arguments)) return kExitDone;
    return serve(arguments, take_passed_socket(), signals);
  });
}
