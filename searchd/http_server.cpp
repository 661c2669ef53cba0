// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/http_server.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

// Two at least: with one, a slow search would hold up every quick one behind it.
std::size_t worker_count(const ServerConfig& config) {
  if (config.workers > 0) return static_cast<std::size_t>(config.workers);
  return std::max(2U, std::thread::hardware_concurrency());
}

std::vector<Responder> make_responders(const ServerConfig& config, const HttpService& service) {
  std::vector<Responder> responders;
  for (std::size_t i = 0; i < worker_count(config); ++i)
    responders.emplace_back(service.make_handler());
  return responders;
}

ServerLimits with_connections(ServerLimits limits, const ServerConfig& config) {
  limits.connections = static_cast<std::size_t>(std::max(config.max_connections, 1));
  return limits;
}

HttpService with_gauges(HttpService service) {
  if (!service.gauges) service.gauges = std::make_shared<ServerGauges>();
  return service;
}

}  // namespace

HttpServer::HttpServer(const ServerConfig& config, HttpService service, const ServerLimits& limits,
                       FileDescriptor passed)
    : service_(with_gauges(std::move(service))),
      listener_(passed.valid() ? Listener(std::move(passed)) : Listener(config.listen)),
      pool_(
          make_responders(config, service_), static_cast<std::size_t>(std::max(config.queue, 0)),
          [this] { wakeup_.signal(); }, *service_.gauges),
      loop_(listener_, pool_, wakeup_, service_, with_connections(limits, config)),
      thread_([this] { loop_.run(); }) {}

HttpServer::~HttpServer() {
  stop();
}

void HttpServer::stop() {
  if (!thread_.joinable()) return;
  loop_.stop();
  thread_.join();
  pool_.stop();
}

}  // namespace blogsearch
