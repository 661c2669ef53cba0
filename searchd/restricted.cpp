// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/restricted.hpp"

#include "searchd/client_address.hpp"
#include "searchd/http_error.hpp"

#include <utility>

namespace blogsearch {

Step restrict_path(std::string path, std::vector<IpNetwork> networks) {
  return [path = std::move(path), networks = std::move(networks)](const HttpRequest& request,
                                                                  const HttpHandler& next) {
    if (request.path == path && !is_trusted(parse_ip_address(request.client), networks))
      throw RequestError({HttpProblem::forbidden, path + " is not for everybody"});
    return next(request);
  };
}

}  // namespace blogsearch
