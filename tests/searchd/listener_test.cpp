// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/listener.hpp"

#include "tests/searchd/test_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <netdb.h>

namespace blogsearch {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

std::string error_of(const std::string& address) {
  try {
    const Listener listener(address);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

ServerConfig at(const std::string& address) {
  ServerConfig config = TestServer::config();
  config.listen = address;
  return config;
}

TEST(Listener, PortZeroIsAnyFreeOne) {
  EXPECT_THAT(Listener("127.0.0.1:0").address(), MatchesRegex("127\\.0\\.0\\.1:[1-9][0-9]+"));
}

TEST(Listener, HostsMayBeNames) {
  addrinfo* found = nullptr;
  if (getaddrinfo("localhost", "0", nullptr, &found) != 0) {
    GTEST_SKIP() << "this machine has no name for itself in /etc/hosts";
  }
  freeaddrinfo(found);
  EXPECT_THAT(Listener("localhost:0").address(), MatchesRegex(".*:[1-9][0-9]+"));
}

TEST(Listener, WhatIsNoAddressIsSaidSo) {
  for (const std::string address :
       {"", "7700", ":7700", "127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000",
        "127.0.0.1:-1", "::1:7700", "unix:", "unix:relative"})
    EXPECT_THAT(error_of(address), HasSubstr("is no address")) << address;
  EXPECT_THAT(error_of("no-such-host.invalid:80"),
              HasSubstr("cannot listen on no-such-host.invalid:80"));
  EXPECT_THAT(error_of("unix:/" + std::string(200, 'x')), HasSubstr("too long"));
  EXPECT_THAT(error_of("unix:/no/such/folder/socket"), HasSubstr("No such file"));
}

TEST(Listener, APortInUseIsAnError) {
  const Listener first("127.0.0.1:0");
  EXPECT_THAT(error_of(first.address()), HasSubstr("another program listens there"));
}

TEST(Listener, Ip6AndBothAtOnce) {
  const TestServer only(at("[::1]:0"));
  EXPECT_THAT(only.server->address(), MatchesRegex("\\[::1\\]:[0-9]+"));
  EXPECT_EQ(only.client().get("/").status, 200);
  const TestServer both(at("[::]:0"));
  const std::string port = both.server->address().substr(both.server->address().rfind(':'));
  EXPECT_EQ(TestClient("127.0.0.1" + port).get("/").status, 200);
  EXPECT_EQ(TestClient("[::1]" + port).get("/").status, 200);
}

TEST(Listener, UnixSocket) {
  const TempDir dir;
  const std::string file = (dir.path() / "socket").string();
  {
    const TestServer server(at("unix:" + file));
    EXPECT_EQ(server.server->address(), "unix:" + file);
    TestClient client = server.client();
    EXPECT_EQ(client.get("/").status, 200);
    EXPECT_EQ(client.get("/").status, 200);
    EXPECT_THAT(error_of("unix:" + file), HasSubstr("another program listens there"));
    EXPECT_EQ(client.get("/").status, 200);
  }
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(Listener, AStaleSocketFileIsReplacedAndAnythingElseIsNot) {
  const TempDir dir;
  const std::string stale = (dir.path() / "socket").string();
  {
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    stale.copy(name.sun_path, sizeof name.sun_path - 1);
    const FileDescriptor dead(::socket(AF_UNIX, SOCK_STREAM, 0));
    ASSERT_EQ(::bind(dead.get(), reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
  }
  ASSERT_TRUE(std::filesystem::exists(stale));
  EXPECT_EQ(TestServer(at("unix:" + stale)).client().get("/").status, 200);
  const std::string precious = dir.write("precious", "text").string();
  EXPECT_THAT(error_of("unix:" + precious), HasSubstr("another program listens there"));
  EXPECT_TRUE(std::filesystem::exists(precious));
}

}  // namespace
}  // namespace blogsearch
