// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/ip_address.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

TEST(IpAddress, ReadsAndPrints) {
  const std::pair<const char*, const char*> cases[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"2001:DB8:0::1", "2001:db8::1"},
      {"::1", "::1"},
      {"::ffff:192.0.2.1", "192.0.2.1"},  // as a socket for both shows it
      {"0.0.0.0", "0.0.0.0"},
  };
  for (const auto& [text, printed] : cases) {
    ASSERT_TRUE(parse_ip_address(text)) << text;
    EXPECT_EQ(to_text(*parse_ip_address(text)), printed);
  }
}

TEST(IpAddress, WhatIsNone) {
  for (const std::string text : {"", "1", "192.0.2", "192.0.2.256", "192.0.2.1:80", "[::1]", ":",
                                 "fe80::1%eth0", " ::1", "unknown", "192.0.2.01"})
    EXPECT_FALSE(parse_ip_address(text)) << text;
  EXPECT_FALSE(parse_ip_address(std::string("::1\0x", 5)));
}

struct NetworkCase {
  const char* network;
  const char* address;
  bool inside;
};

TEST(IpNetwork, Contains) {
  const NetworkCase cases[] = {
      {"10.0.0.0/8", "10.255.0.1", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"10.1.2.3/8", "10.9.9.9", true},
      {"192.0.2.128/25", "192.0.2.129", true},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"192.0.2.7", "192.0.2.7", true},
      {"192.0.2.7", "192.0.2.8", false},
      {"0.0.0.0/0", "203.0.113.5", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"::/0", "2001:db8::1", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"::1", "::1", true},
      {"127.0.0.0/8", "::ffff:127.0.0.1", true},
  };
  for (const auto& [network, address, inside] : cases)
    EXPECT_EQ(parse_ip_network(network).value().contains(parse_ip_address(address).value()), inside)
        << network << " " << address;
}

TEST(IpNetwork, PrintsWhatItMeans) {
  for (const std::string text :
       {"10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::1", "0.0.0.0/0", "::/0"})
    EXPECT_EQ(to_text(parse_ip_network(text).value()), text);
  EXPECT_EQ(to_text(parse_ip_network("10.1.2.3/8").value()), "10.0.0.0/8");
}

TEST(IpNetwork, WhatIsNone) {
  for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                           "::/129", "localhost", "10.0.0.0/ 8"})
    EXPECT_FALSE(parse_ip_network(text)) << text;
}

}  // namespace
}  // namespace blogsearch
