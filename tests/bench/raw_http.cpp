// SPDX-License-Identifier: GPL-3.0-or-later
// The baseline of HTTP: cpp-httplib sending a constant, until it is killed. Prints its port.
#include "common/error.hpp"
#include "common/options.hpp"
#include "common/program.hpp"

#include <fmt/format.h>
#include <httplib.h>

#include <array>
#include <cstdio>
#include <string>

namespace blogsearch {
namespace {

constexpr int kThreads = 64;  // one for each connection: with fewer the others wait

int run(int argc, const char* const* argv) {
  int bytes = 1000;
  const std::array options = {Option{"--bytes", "N", "the length of its answer", &bytes, 1}};
  if (!parse_options({"raw_http", "answers with a constant", "", options}, argc, argv))
    return kExitDone;
  httplib::Server server;
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(100'000'000);
  server.set_keep_alive_timeout(60);
  const std::string body(static_cast<std::size_t>(bytes), 'x');
  server.Get("/search", [&body](const httplib::Request&, httplib::Response& response) {
    response.set_content(body, "application/octet-stream");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  if (port < 0) throw Error(ErrorCode::unavailable, "no free port on 127.0.0.1");
  fmt::print("{}\n", port);
  std::fflush(stdout);
  server.listen_after_bind();
  return kExitDone;
}

}  // namespace
}  // namespace blogsearch

int main(int argc, char** argv) {
  return blogsearch::run_program("raw_http", [&] { return blogsearch::run(argc, argv); });
}
