// SPDX-License-Identifier: GPL-3.0-or-later
// What is decided about a request before a worker is used for it: who asks, and whether that one
// asks too much. And how a refusal looks.
#pragma once

#include "common/ip_address.hpp"
#include "searchd/http_error.hpp"
#include "searchd/live_config.hpp"
#include "searchd/pipeline.hpp"
#include "searchd/rate_limiter.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace blogsearch {

// For one thread: the event loop's. Sees new settings by itself.
class FrontDesk {
 public:
  // The steps that every answer goes through, as these settings want them.
  using Steps = std::function<std::vector<Step>(const Config&)>;

  // `config` must outlive it.
  FrontDesk(const LiveConfig& config, Steps steps);

  // As HttpService has them. A trusted proxy is never refused: when it does not say for whom it
  // asks, it may be for anybody.
  std::optional<HttpError> admit(const std::optional<IpAddress>& peer, HttpRequest& request);
  HttpResponse refuse(const HttpRequest& request, const HttpError& error);

 private:
  void see_new_settings();

  const LiveConfig& live_;
  const Steps steps_for_;
  unsigned version_;
  std::shared_ptr<const Config> config_;
  RateLimiter limiter_;
  std::vector<Step> steps_;  // as config_ wants them
};

}  // namespace blogsearch
