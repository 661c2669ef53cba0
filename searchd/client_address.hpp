// SPDX-License-Identifier: GPL-3.0-or-later
// Who asks: the client itself, or the one that a trusted proxy names.
#pragma once

#include "common/ip_address.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace blogsearch {

// Whether `address` lies in one of `networks`; who has no address is at the other end of a Unix
// socket, and so counts as trusted.
bool is_trusted(const std::optional<IpAddress>& address, std::span<const IpNetwork> networks);

// The address that is next to the trusted proxies: of `peer` and what it forwarded the last one
// that is not trusted, since everything before it may be made up. `forwarded_for`: the values of
// X-Forwarded-For, "192.0.2.1, 10.0.0.3"; a port may follow an address. Where all are trusted: the
// first that was named. Empty: a Unix socket that names none.
std::optional<IpAddress> client_address(const std::optional<IpAddress>& peer,
                                        std::string_view forwarded_for,
                                        std::span<const IpNetwork> trusted);

}  // namespace blogsearch
