// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of the Internet, and networks of them.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

// An IPv4 address is kept as the IPv6 address that stands for it (::ffff:192.0.2.1), so that a
// socket which takes both sees one kind.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};  // in network order

  auto operator<=>(const IpAddress&) const = default;
  [[nodiscard]] bool is_ip4() const noexcept;
};

// "192.0.2.1" or "2001:db8::1": no port, no brackets, no zone. Empty: it is none.
std::optional<IpAddress> parse_ip_address(std::string_view text);
std::string to_text(const IpAddress& address);
// The first `bits` of 128 of `address`, zeros behind them.
IpAddress first_bits(const IpAddress& address, int bits);

// "10.0.0.0/8", "2001:db8::/32" or one address.
struct IpNetwork {
  IpAddress base;
  int bits = 128;  // of 128, also for IPv4

  [[nodiscard]] bool contains(const IpAddress& address) const;
  bool operator==(const IpNetwork&) const = default;
};

// Empty: it is none. Bits behind the network's are set to zero.
std::optional<IpNetwork> parse_ip_network(std::string_view text);
std::string to_text(const IpNetwork& network);

}  // namespace blogsearch
