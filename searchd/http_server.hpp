// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server that stays up: a listening socket, an event loop for the clients (event_loop.hpp)
// and a few workers that answer (worker_pool.hpp).
#pragma once

#include "common/config.hpp"
#include "searchd/event_loop.hpp"
#include "searchd/http_service.hpp"
#include "searchd/listener.hpp"
#include "searchd/server_limits.hpp"
#include "searchd/wakeup.hpp"
#include "searchd/worker_pool.hpp"

#include <chrono>
#include <string>
#include <thread>

namespace blogsearch {

class HttpServer {
 public:
  // Serves as soon as it exists: on the socket that was passed to it, else on config.listen. Throws
  // Error where it cannot listen, and what HttpService::make_handler throws.
  HttpServer(const ServerConfig& config, HttpService service, const ServerLimits& limits = {},
             FileDescriptor passed = {});
  ~HttpServer();  // as stop()
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Takes no new connections, answers what has been asked, and returns; after ServerLimits::drain
  // it waits only for the workers' current requests. Call it from one thread.
  void stop();

  // How long the request that is being answered longest has taken so far; zero: none is.
  [[nodiscard]] std::chrono::steady_clock::duration longest_work() { return pool_.longest_work(); }

  // Where it listens, with the real port.
  [[nodiscard]] const std::string& address() const noexcept { return listener_.address(); }

 private:
  const HttpService service_;
  Listener listener_;
  Wakeup wakeup_;
  WorkerPool pool_;
  EventLoop loop_;
  std::thread thread_;
};

}  // namespace blogsearch
