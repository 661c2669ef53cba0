// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/client_address.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

// "192.0.2.1:80" and "[2001:db8::1]:80" without the port, "[2001:db8::1]" without the brackets.
std::string_view without_port(std::string_view text) {
  if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
  const std::size_t colon = text.find(':');
  const bool one_colon = colon != std::string_view::npos && text.rfind(':') == colon;
  return one_colon ? text.substr(0, colon) : text;
}

}  // namespace

bool is_trusted(const std::optional<IpAddress>& address, std::span<const IpNetwork> networks) {
  return !address || std::ranges::any_of(networks, [&](const IpNetwork& network) {
    return network.contains(*address);
  });
}

std::optional<IpAddress> client_address(const std::optional<IpAddress>& peer,
                                        std::string_view forwarded_for,
                                        std::span<const IpNetwork> trusted) {
  std::optional<IpAddress> client = peer;
  while (!forwarded_for.empty() && is_trusted(client, trusted)) {
    const std::size_t comma = forwarded_for.rfind(',');
    const bool is_first = comma == std::string_view::npos;
    const std::string_view last = is_first ? forwarded_for : forwarded_for.substr(comma + 1);
    forwarded_for = is_first ? std::string_view() : forwarded_for.substr(0, comma);
    const auto named = parse_ip_address(without_port(trim(last)));
    if (!named) break;  // "unknown", or made up: the one who said so is all we know
    client = named;
  }
  return client;
}

}  // namespace blogsearch
