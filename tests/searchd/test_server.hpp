// SPDX-License-Identifier: GPL-3.0-or-later
// A server on a free port whose answers a test chooses.
#pragma once

#include "common/error.hpp"
#include "searchd/http_server.hpp"
#include "tests/searchd/test_client.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

namespace blogsearch {

// Holds up whoever passes, until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

// "name=value;" for each parameter, after method, path and body.
inline std::string echo(const HttpRequest& request) {
  std::string text = request.method + " " + request.path + " [" + request.body + "] ";
  for (const auto& [name, value] : request.parameters)
    text.append(name).append("=").append(value).append(";");
  return text;
}

inline std::string parameter(const HttpRequest& request, const std::string& name) {
  for (const auto& [key, value] : request.parameters)
    if (key == name) return value;
  return {};
}

struct TestServer {
  static ServerConfig config(int workers = 2, int queue = 64) {
    ServerConfig result;
    result.listen = "127.0.0.1:0";
    result.workers = workers;
    result.queue = queue;
    return result;
  }

  explicit TestServer(const ServerConfig& settings = config(), const ServerLimits& limits = {}) {
    server.emplace(
        settings,
        HttpService{[this] { return [this](const HttpRequest& r) { return answer(r); }; }}, limits);
  }
  ~TestServer() {
    gate.open();
    server.reset();
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  HttpResponse answer(const HttpRequest& request) {
    if (request.path == "/wait") gate.pass();
    if (request.path == "/header")
      return {200, "text/plain; charset=utf-8", request.header(parameter(request, "name"))};
    if (request.path == "/client") return {200, "text/plain; charset=utf-8", request.client};
    if (request.path == "/none") return {204, "", ""};
    if (request.path == "/fail") throw std::runtime_error("the secret cause");
    if (request.path == "/late") throw Error(ErrorCode::time_limit, "the search took too long");
    if (request.path == "/big")
      return {200, "text/plain; charset=utf-8",
              std::string(std::stoul(parameter(request, "bytes")), 'x')};
    return {200, "text/plain; charset=utf-8", echo(request)};
  }

  [[nodiscard]] TestClient client() const { return TestClient(server->address()); }

  Gate gate;
  std::optional<HttpServer> server;
};

}  // namespace blogsearch
