// SPDX-License-Identifier: GPL-3.0-or-later
// Many clients, slow clients, too many clients, and the end of the server.
#include "tests/searchd/test_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <future>
#include <thread>
#include <vector>

#include <sys/resource.h>

namespace blogsearch {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

const std::string kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kWait = "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n";

ServerLimits quick_limits() {
  ServerLimits limits;
  limits.idle = milliseconds(400);
  limits.read_head = milliseconds(200);
  limits.read_body = milliseconds(200);
  limits.write = milliseconds(200);
  limits.linger = milliseconds(200);
  limits.drain = milliseconds(1'000);
  limits.drain_idle = milliseconds(100);
  return limits;
}

milliseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - begin);
}

void allow_descriptors(rlim_t count) {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, count));
  setrlimit(RLIMIT_NOFILE, &limit);
}

TEST(SlowClients, AHeadMustComeInTimeHoweverItDrips) {
  const TestServer server(TestServer::config(), quick_limits());
  TestClient client = server.client();
  const auto begin = Clock::now();
  client.send("GET / HTTP/1.1\r\nX: ");
  while (client.stays_open(milliseconds(20)) && since(begin) < milliseconds(5'000))
    client.send("y");
  EXPECT_EQ(client.read().status, 408);
  EXPECT_GE(since(begin), milliseconds(200));
  EXPECT_LT(since(begin), milliseconds(2'000));
}

TEST(SlowClients, ABodyMustComeInTime) {
  const TestServer server(TestServer::config(), quick_limits());
  TestClient client = server.client();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
  EXPECT_EQ(client.read().status, 408);
  EXPECT_TRUE(client.ends());
}

TEST(SlowClients, AnIdleConnectionIsClosedAfterAWhile) {
  const TestServer server(TestServer::config(), quick_limits());
  TestClient fresh = server.client();
  TestClient used = server.client();
  EXPECT_EQ(used.get("/").status, 200);
  TestClient blank_lines = server.client();
  const auto begin = Clock::now();
  while (blank_lines.stays_open(milliseconds(20)) && since(begin) < milliseconds(5'000))
    blank_lines.send("\r\n");
  EXPECT_LT(since(begin), milliseconds(2'000));
  EXPECT_TRUE(fresh.ends());
  EXPECT_TRUE(used.ends());
}

TEST(SlowClients, WhoDoesNotReadHoldsNoWorkerAndIsClosed) {
  const TestServer server(TestServer::config(1), quick_limits());
  TestClient deaf = server.client();
  deaf.send("GET /big?bytes=50000000 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(server.client().get("/").status, 200);
  std::this_thread::sleep_for(milliseconds(500));
  const TestResponse cut = deaf.read();
  EXPECT_LT(cut.body.size(), 50'000'000U);
}

TEST(SlowClients, WhoReadsSlowlyGetsEverything) {
  const TestServer server;
  TestClient client = server.client();
  client.send("GET /big?bytes=20000000 HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(300));
  EXPECT_EQ(client.read().body.size(), 20'000'000U);
  EXPECT_EQ(client.get("/").status, 200);
}

TEST(ManyClients, IdleAndSlowOnesDelayNobody) {
  allow_descriptors(6'000);
  const TestServer server;
  std::deque<TestClient> crowd;
  for (int i = 0; i < 2'000; ++i) {
    crowd.push_back(server.client());
    if (i % 2 == 1) crowd.back().send("G");
    if (i % 10 == 0) {
      EXPECT_EQ(crowd.back().get("/").status, 200);
    }
  }
  std::array<milliseconds, 11> waits{};
  for (milliseconds& wait : waits) {
    const auto begin = Clock::now();
    EXPECT_EQ(server.client().get("/").status, 200);
    wait = since(begin);
  }
  std::ranges::sort(waits);
  EXPECT_LT(waits[waits.size() / 2], milliseconds(500));
}

TEST(ManyClients, TheOneThatWaitedLongestMakesRoom) {
  ServerConfig config = TestServer::config();
  config.max_connections = 3;
  const TestServer server(config);
  TestClient first = server.client();
  EXPECT_EQ(first.get("/").status, 200);
  TestClient second = server.client();
  EXPECT_EQ(second.get("/").status, 200);
  TestClient third = server.client();
  EXPECT_EQ(third.get("/").status, 200);
  EXPECT_EQ(first.get("/").status, 200);  // now the second has waited longest
  TestClient fourth = server.client();
  EXPECT_EQ(fourth.get("/").status, 200);
  EXPECT_TRUE(second.ends());
  EXPECT_EQ(first.get("/").status, 200);
  EXPECT_EQ(third.get("/").status, 200);
}

TEST(ManyClients, TheirBuffersTogetherAreBounded) {
  ServerLimits limits;
  limits.buffered = 1'000'000;
  const TestServer server(TestServer::config(), limits);
  std::deque<TestClient> crowd;
  for (int i = 0; i < 30; ++i) {
    crowd.push_back(server.client());
    crowd.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65000\r\n\r\n" +
                      std::string(60'000, 'x'));
  }
  EXPECT_EQ(server.client().get("/").status, 200);
  EXPECT_TRUE(crowd.front().ends());
  crowd.back().send(std::string(5'000, 'x'));
  EXPECT_EQ(crowd.back().read().status, 200);
}

TEST(ManyClients, TooManyRequestsAreRefusedAtOnceAndTheOthersServed) {
  TestServer server(TestServer::config(2, 3));
  std::deque<TestClient> served;
  for (int i = 0; i < 5; ++i) {
    served.push_back(server.client());
    served.back().send(kWait);
    if (i < 2) server.gate.wait_for(i + 1);
  }
  TestClient last = server.client();  // what was sent before is read before
  last.send("rubbish\r\n\r\n");
  EXPECT_EQ(last.read().status, 400);
  std::deque<TestClient> refused;
  for (int i = 0; i < 3; ++i) refused.push_back(server.client());
  for (int i = 0; i < 6; ++i) {  // each may ask again on its connection
    TestResponse response = refused[static_cast<std::size_t>(i % 3)].get("/");
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(response.headers.count("connection"), 0U);
    EXPECT_EQ(response.headers["retry-after"], "1");
    EXPECT_EQ(
        response.body,
        "{\"error\":{\"code\":\"overloaded\",\"message\":\"too many requests wait already; try "
        "again soon\"}}\n");
  }
  TestClient confused = server.client();  // its second request is not answered as HEAD is
  confused.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(confused.read(false).status, 503);
  confused.send("rubbish\r\n\r\n");
  const TestResponse rubbish = confused.read();
  EXPECT_EQ(rubbish.status, 400);
  EXPECT_THAT(rubbish.body, testing::HasSubstr("bad_request"));
  TestClient leaving = server.client();
  EXPECT_EQ(leaving.get("/", "Connection: close\r\n").status, 503);
  EXPECT_TRUE(leaving.ends());
  TestClient impatient = server.client();
  impatient.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(impatient.read().headers["connection"], "close");
  EXPECT_TRUE(impatient.ends());
  server.gate.open();
  for (TestClient& client : served) EXPECT_EQ(client.read().status, 200);
  for (TestClient& client : refused) EXPECT_EQ(client.get("/").status, 200);
  EXPECT_EQ(server.client().get("/").status, 200);
}

TEST(ManyClients, WithoutAQueueAnIdleWorkerStillTakesARequest) {
  const TestServer server(TestServer::config(1, 0));
  EXPECT_EQ(server.client().get("/").status, 200);
}

TEST(ManyClients, MixedLoadFromManyThreads) {
  const TestServer server;
  std::atomic<int> right = 0;
  std::deque<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&server, &right, t] {
      TestClient kept = server.client();
      for (int i = 0; i < 100; ++i) {
        const std::string target = "/?t=" + std::to_string(t) + "&i=" + std::to_string(i);
        const std::string expected =
            "GET / [] t=" + std::to_string(t) + ";i=" + std::to_string(i) + ";";
        if (kept.get(target).body == expected) ++right;
        if (i % 5 == 0) server.client().send("POST / HTTP/1.1\r\nContent-Le");
        if (i % 5 == 1) server.client().get(target, "Connection: close\r\n");
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 800);
}

// Lets the process have `spare` more descriptors than it has now, until it goes out of scope.
class FewDescriptors {
 public:
  explicit FewDescriptors(int spare) {
    getrlimit(RLIMIT_NOFILE, &before_);
    const FileDescriptor next(::dup(0));
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(next.get()) + static_cast<rlim_t>(spare);
    setrlimit(RLIMIT_NOFILE, &few);
  }
  ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  rlimit before_{};
};

TEST(ManyClients, ALackOfDescriptorsPasses) {
  const TestServer server;
  const std::string address = server.server->address();
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(static_cast<in_port_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::deque<FileDescriptor> clients;
  for (int i = 0; i < 50; ++i) clients.emplace_back(::socket(AF_INET, SOCK_STREAM, 0));
  {
    const FewDescriptors few(3);
    for (const FileDescriptor& client : clients)
      ASSERT_EQ(::connect(client.get(), reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
    std::this_thread::sleep_for(milliseconds(300));
  }
  const auto begin = Clock::now();
  EXPECT_EQ(server.client().get("/").status, 200);
  EXPECT_LT(since(begin), milliseconds(2'000));
}

bool comes_to_refuse(const TestServer& server) {
  try {
    for (int i = 0; i < 100; ++i) {
      const TestClient accepted = server.client();
      std::this_thread::sleep_for(milliseconds(20));
    }
  } catch (const std::runtime_error&) {
    return true;
  }
  return false;
}

TEST(Stop, WhatHasBeenAskedIsAnswered) {
  TestServer server(TestServer::config(1));
  TestClient in_flight = server.client();
  in_flight.send(kWait);
  server.gate.wait_for(1);
  TestClient queued = server.client();
  queued.send(kGet);
  TestClient idle = server.client();
  std::this_thread::sleep_for(milliseconds(50));
  auto stopped = std::async(std::launch::async, [&] { server.server->stop(); });
  EXPECT_TRUE(comes_to_refuse(server));
  server.gate.open();
  EXPECT_EQ(in_flight.read().status, 200);
  EXPECT_EQ(queued.read().status, 200);
  EXPECT_TRUE(queued.ends());
  EXPECT_TRUE(idle.ends());
  EXPECT_EQ(stopped.wait_for(milliseconds(3'000)), std::future_status::ready);
}

TEST(Stop, ARequestOnItsWayIsStillAnswered) {
  ServerLimits limits;
  limits.drain_idle = milliseconds(3'000);
  TestServer server(TestServer::config(), limits);
  TestClient half = server.client();
  half.send("GET / HTTP/1.1\r\nHo");
  TestClient idle = server.client();
  EXPECT_EQ(idle.get("/").status, 200);
  auto stopped = std::async(std::launch::async, [&] { server.server->stop(); });
  EXPECT_TRUE(comes_to_refuse(server));
  half.send("st: a\r\n\r\n");
  idle.send(kGet);
  TestResponse response = half.read();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers["connection"], "close");
  EXPECT_EQ(idle.read().status, 200);
}

TEST(Stop, SlowClientsDoNotHoldItUp) {
  TestServer server(TestServer::config(), quick_limits());
  TestClient slow = server.client();
  slow.send("GET /");
  TestClient deaf = server.client();
  deaf.send("GET /big?bytes=50000000 HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  const auto begin = Clock::now();
  server.server->stop();
  EXPECT_LT(since(begin), milliseconds(2'000));
}

TEST(Stop, HundredTimes) {
  for (int i = 0; i < 100; ++i) {
    TestServer server;
    if (i % 2 == 0) {
      EXPECT_EQ(server.client().get("/").status, 200);
    }
    if (i % 3 == 0) server.server->stop();
  }
}

TEST(Stop, UnderLoadNoAnswerIsCut) {
  for (int round = 0; round < 5; ++round) {
    TestServer server;
    std::atomic<int> cut = 0;
    std::atomic<int> whole = 0;
    std::deque<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        try {
          TestClient client = server.client();
          for (;;) {
            TestResponse response = client.get("/big?bytes=30000");
            if (response.status == 0) return;
            ++(response.body.size() == 30'000 ? whole : cut);
            if (response.headers["connection"] == "close") return;
          }
        } catch (const std::runtime_error&) {  // came too late to be taken
        }
      });
    while (whole == 0) std::this_thread::yield();
    server.server->stop();
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(cut, 0);
  }
}

TEST(Watchdog, SeesARequestThatDoesNotEnd) {
  TestServer server;
  EXPECT_EQ(server.server->longest_work(), Clock::duration::zero());
  TestClient client = server.client();
  client.send(kWait);
  server.gate.wait_for(1);
  std::this_thread::sleep_for(milliseconds(20));
  EXPECT_GE(server.server->longest_work(), milliseconds(20));
  server.gate.open();
  EXPECT_EQ(client.read().status, 200);
  EXPECT_EQ(server.server->longest_work(), Clock::duration::zero());
}

}  // namespace
}  // namespace blogsearch
