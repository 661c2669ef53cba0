// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <arpa/inet.h>

namespace blogsearch {
namespace {

constexpr std::array<std::uint8_t, 12> kIp4Prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kBits = 128;
constexpr int kIp4Offset = 96;  // bits before those of an IPv4 address

}  // namespace

bool IpAddress::is_ip4() const noexcept {
  return std::equal(kIp4Prefix.begin(), kIp4Prefix.end(), bytes.begin());
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  const std::string copy(text);  // for the NUL at its end
  if (copy.find('\0') != std::string::npos) return {};
  IpAddress address;
  if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  std::ranges::copy(kIp4Prefix, address.bytes.begin());
  if (::inet_pton(AF_INET, copy.c_str(), &address.bytes[kIp4Prefix.size()]) == 1) return address;
  return {};
}

std::string to_text(const IpAddress& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool ip4 = address.is_ip4();
  const std::uint8_t* bytes = address.bytes.data() + (ip4 ? kIp4Prefix.size() : 0);
  ::inet_ntop(ip4 ? AF_INET : AF_INET6, bytes, text.data(), text.size());
  return text.data();
}

IpAddress first_bits(const IpAddress& address, int bits) {
  IpAddress result = address;
  for (int at = 0; at < static_cast<int>(result.bytes.size()); ++at) {
    const int kept = std::clamp(bits - at * 8, 0, 8);
    result.bytes[static_cast<std::size_t>(at)] &= static_cast<std::uint8_t>(0xff00 >> kept);
  }
  return result;
}

bool IpNetwork::contains(const IpAddress& address) const {
  return first_bits(address, bits) == base;
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_ip_address(text.substr(0, slash));
  if (!address) return {};
  if (slash == std::string_view::npos) return IpNetwork{*address, kBits};
  const std::string_view number = text.substr(slash + 1);
  const bool ip4 = text.find(':') == std::string_view::npos;
  int bits = 0;
  const char* end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, bits);
  if (error != std::errc() || stop != end || bits < 0 || bits > (ip4 ? kBits - kIp4Offset : kBits))
    return {};
  if (ip4) bits += kIp4Offset;
  return IpNetwork{first_bits(*address, bits), bits};
}

std::string to_text(const IpNetwork& network) {
  std::string text = to_text(network.base);
  if (network.bits == kBits) return text;
  const bool ip4 = text.find(':') == std::string::npos;
  return text + "/" + std::to_string(network.bits - (ip4 ? kIp4Offset : 0));
}

}  // namespace blogsearch
