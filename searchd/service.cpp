// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/service.hpp"

#include "common/generation.hpp"
#include "common/log.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"
#include "searchd/api_keys.hpp"
#include "searchd/conditional.hpp"
#include "searchd/cors.hpp"
#include "searchd/error_answers.hpp"
#include "searchd/gzip.hpp"
#include "searchd/index_state.hpp"
#include "searchd/request_log.hpp"
#include "searchd/restricted.hpp"
#include "searchd/safe_headers.hpp"
#include "searchd/server_metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

namespace blogsearch {
namespace {

std::size_t cache_bytes(const Config& config) {
  return static_cast<std::size_t>(config.server.cache_bytes);
}

// Decided when a server starts.
constexpr std::array<std::string_view, 5> kNeedRestart = {
    "index", "server.listen", "server.max_connections", "server.queue", "server.workers"};

// The settings of `before` and `after` that differ.
std::vector<std::string> changed_keys(const Config& before, const Config& after) {
  std::istringstream lines(describe(before));
  std::istringstream others(describe(after));
  std::vector<std::string> keys;
  for (std::string line, other; std::getline(lines, line) && std::getline(others, other);)
    if (line != other) keys.push_back(line.substr(0, line.find(' ')));
  return keys;
}

bool needs_no_key(const HttpRequest& request) {
  return facts_of(request).kind != RouteKind::search;
}

bool may_be_kept(const HttpRequest& request) {
  const RouteKind kind = facts_of(request).kind;
  return kind == RouteKind::search || kind == RouteKind::file;
}

// The steps for what a worker answers, inside those for all answers.
std::vector<Step> inner_steps(const Config& config, const std::function<std::string()>& state) {
  const ServerConfig& server = config.server;
  return {
      restrict_path("/metrics", server.metrics_clients),
      require_key(server.api_keys, needs_no_key),
      unless_unchanged(
          [state](const auto& request) { return may_be_kept(request) ? state() : std::string(); },
          {server.max_age, server.api_keys.empty()}),
  };
}

void set_log(const Config& config) {
  set_log_style({config.log.format == "json", false});
}

}  // namespace

// Answers for one thread, always with the newest settings.
class Service::Worker {
 public:
  explicit Worker(Service& service) : service_(service), version_(service.config_.version()) {
    handler_ = service_.answering(*service_.config_.get());
  }

  HttpResponse operator()(const HttpRequest& request) {
    if (const unsigned version = service_.config_.version(); version != version_) {
      handler_ = service_.answering(*service_.config_.get());
      version_ = version;
    }
    return handler_(request);
  }

 private:
  Service& service_;
  unsigned version_;
  HttpHandler handler_;
};

Service::Service(std::filesystem::path index, Config config)
    : index_(std::move(index)),
      config_(std::move(config)),
      cache_(cache_bytes(*config_.get())),
      queries_(query_log_settings(*config_.get())),
      desk_(config_, [this](const Config& current) { return outer_steps(current); }) {
  set_log(*config_.get());
}

HttpService Service::functions() {
  HttpService functions;
  functions.make_handler = [this] { return Worker(*this); };
  functions.admit = [this](const auto& peer, HttpRequest& request) {
    return desk_.admit(peer, request);
  };
  functions.refuse = [this](const HttpRequest& request, const HttpError& error) {
    return desk_.refuse(request, error);
  };
  functions.gauges = gauges_;
  return functions;
}

std::vector<Step> Service::outer_steps(const Config& config) {
  return {
      count_and_log(
          metrics_, [](const auto& request) { return facts_of(request).path; }, config.log),
      allow_origins(config.server.cors_origins),
      add_safe_headers(),
      compress_answers(),
      errors_as_answers(error_for),
  };
}

HttpHandler Service::answering(const Config& config) {
  const auto searcher = std::make_shared<Searcher>(index_, config, held_);
  const auto state = std::make_shared<IndexState>(
      index_, hash_hex(describe(config)), [searcher] { return searcher->sites(); }, checks_);
  const auto search = [searcher](const SearchRequest& request) {
    return searcher->search(request);
  };
  const auto look_up = [this, state, search](const SearchRequest& request) {
    return cache_.answer(request, state->get(), search);
  };
  const SearchBackend backend = {
      .search =
          [this, look_up](const SearchRequest& request) {
            FoundAnswer answer = look_up(request);
            queries_.note(request, *answer);
            return answer;
          },
      .suggest = [searcher](const SuggestRequest& request) { return searcher->suggest(request); },
      .related = [searcher](const RelatedRequest& request) { return searcher->related(request); },
      .sites = [searcher] { return searcher->sites(); },
      .look_up = look_up,
      .metrics =
          [this, searcher] {
            return server_metrics(metrics_, *gauges_, cache_.numbers(), searcher->sites());
          },
      .public_url = config.server.public_url,
      .escape = config.server.escape,
  };
  std::vector<Step> steps = outer_steps(config);
  steps.insert(steps.begin(), [state](const HttpRequest& request, const HttpHandler& next) {
    state->begin_request();
    return next(request);
  });
  std::ranges::move(inner_steps(config, [state] { return state->get(); }),
                    std::back_inserter(steps));
  return chain(std::move(steps), make_routes(backend));
}

std::vector<std::string> Service::reload(Config config) {
  const auto before = config_.get();
  std::vector<std::string> fixed;
  for (std::string& key : changed_keys(*before, config))
    if (std::ranges::find(kNeedRestart, key) != kNeedRestart.end()) fixed.push_back(std::move(key));
  set_log(config);
  cache_.reset(cache_bytes(config));
  queries_.configure(query_log_settings(config));
  config_.replace(std::move(config));
  return fixed;
}

void Service::check_index() {
  for (const std::string& site : list_sites(index_)) {
    try {
      const std::filesystem::path generation = current_generation(index_ / site);
      if (generation.empty()) continue;
      check_again(generation);
      if (const std::string damage = known_damage(generation); !damage.empty())
        log(LogLevel::error, "index_damaged", {{"problem", damage}, {"next", "run indexer"}});
    } catch (const Error& error) {
      log(LogLevel::error, "index_unreadable", {{"site", site}, {"problem", error.what()}});
    }
  }
  ++checks_;
}

QueryLog::Settings Service::query_log_settings(const Config& config) const {
  return {query_counts_dir(config, index_), config.stats.days};
}

}  // namespace blogsearch
