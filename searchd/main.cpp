// SPDX-License-Identifier: GPL-3.0-or-later
// searchd: answers searches over HTTP.
#include "common/config.hpp"
#include "common/error.hpp"
#include "common/log.hpp"
#include "common/options.hpp"
#include "common/program.hpp"
#include "common/search.hpp"
#include "common/vocabulary.hpp"
#include "searchd/client_address.hpp"
#include "searchd/http_server.hpp"
#include "searchd/routes.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <memory>

#include <sys/resource.h>

namespace {

using namespace blogsearch;

struct Arguments {
  std::string config, index, listen;
};

constexpr std::string_view kFooter =
    "Answers GET /search?q=WORDS and GET /healthz. SIGTERM and SIGINT end it once every request "
    "that\n"
    "has come is answered. A new index is noticed by itself.\n"
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

// Blocked before any thread is made, so that all of them inherit it and only wait_for_end() sees
// them.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void wait_for_end(const sigset_t& signals) {
  for (int signal = 0; sigwait(&signals, &signal) == 0;) {
    if (signal != SIGHUP) return;
    log(LogLevel::info, "hangup", {{"meaning", "nothing to do: a new index is noticed by itself"}});
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

HttpHandler routes_over(const std::filesystem::path& index, const Config& config,
                        const std::shared_ptr<Vocabularies>& vocabularies) {
  const auto searcher = std::make_shared<Searcher>(index, config, vocabularies);
  return make_routes(
      {[searcher](const SearchRequest& request) { return searcher->search(request); },
       [searcher](const SuggestRequest& request) { return searcher->suggest(request); },
       [searcher](const RelatedRequest& request) { return searcher->related(request); },
       [searcher] { return searcher->sites(); }});
}

auto client_of(const Config& config) {
  return [&config](const std::optional<IpAddress>& peer, HttpRequest& request) {
    const auto client =
        client_address(peer, request.header("X-Forwarded-For"), config.server.trusted_proxies);
    if (client) request.client = to_text(*client);
    return std::optional<HttpError>();
  };
}

int serve(const Config& config, const std::filesystem::path& index, const sigset_t& signals) {
  raise_descriptor_limit(config.server.max_connections);
  const auto vocabularies = std::make_shared<Vocabularies>();
  HttpServer server(config.server,
                    {[&] { return routes_over(index, config, vocabularies); }, client_of(config)});
  log(LogLevel::info, "listening", {{"address", server.address()}, {"index", index.string()}});
  log_sites(index, config);
  wait_for_end(signals);
  log(LogLevel::info, "stopping");
  server.stop();
  log(LogLevel::info, "stopped");
  return kExitDone;
}

}  // namespace

int main(int argc, char** argv) {
  return run_program("searchd", [&] {
    const sigset_t signals = block_signals();
    Arguments arguments;
    if (!parse(argc, argv, arguments)) return kExitDone;
    const Config config = settings(arguments);
    return serve(config, index_dir(arguments.index, config), signals);
  });
}
