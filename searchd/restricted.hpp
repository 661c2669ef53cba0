// SPDX-License-Identifier: GPL-3.0-or-later
// A path that only some may see.
#pragma once

#include "common/ip_address.hpp"
#include "searchd/pipeline.hpp"

#include <string>
#include <vector>

namespace blogsearch {

// `path` is answered to clients in `networks`, and to a Unix socket whose other end names no
// client. Throws RequestError, forbidden, for others.
Step restrict_path(std::string path, std::vector<IpNetwork> networks);

}  // namespace blogsearch
