// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/client_address.hpp"

#include "tests/searchd/test_server.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

struct ClientCase {
  const char* peer;  // empty: a Unix socket
  const char* forwarded_for;
  const char* client;
};

TEST(ClientAddress, IsTheLastThatIsNotTrusted) {
  const std::vector<IpNetwork> trusted = {parse_ip_network("127.0.0.0/8").value(),
                                          parse_ip_network("::1").value(),
                                          parse_ip_network("10.0.0.0/8").value()};
  const ClientCase cases[] = {
      {"192.0.2.1", "", "192.0.2.1"},
      {"192.0.2.1", "198.51.100.1", "192.0.2.1"},  // it may say what it likes
      {"127.0.0.1", "", "127.0.0.1"},
      {"127.0.0.1", "198.51.100.1", "198.51.100.1"},
      {"::1", "2001:db8::7", "2001:db8::7"},
      {"127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"},  // the first is made up
      {"127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.3", "198.51.100.1"},
      {"127.0.0.1", "10.0.0.5, 10.0.0.3", "10.0.0.5"},
      {"127.0.0.1", "198.51.100.1:4711", "198.51.100.1"},
      {"127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"},
      {"127.0.0.1", "[2001:db8::7]", "2001:db8::7"},
      {"127.0.0.1", "198.51.100.1, unknown", "127.0.0.1"},
      {"127.0.0.1", "198.51.100.1, [2001", "127.0.0.1"},
      {"127.0.0.1", "198.51.100.1,", "127.0.0.1"},
      {"127.0.0.1", ",,,", "127.0.0.1"},
      {"", "198.51.100.1", "198.51.100.1"},
      {"", "", ""},
  };
  for (const auto& [peer, forwarded_for, client] : cases) {
    const auto found = client_address(parse_ip_address(peer), forwarded_for, trusted);
    EXPECT_EQ(found ? to_text(*found) : "", client) << peer << " for " << forwarded_for;
  }
}

TEST(ClientAddress, TheServerKnowsItsPeers) {
  const TempDir dir;
  const std::pair<std::string, std::string> cases[] = {
      {"127.0.0.1:0", "127.0.0.1"},
      {"[::1]:0", "::1"},
      {"unix:" + (dir.path() / "socket").string(), ""},
  };
  for (const auto& [listen, client] : cases) {
    ServerConfig config = TestServer::config();
    config.listen = listen;
    const TestServer server(config);
    EXPECT_EQ(server.client().get("/client").body, client) << listen;
  }
}

}  // namespace
}  // namespace blogsearch
