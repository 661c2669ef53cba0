// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/front_desk.hpp"

#include "searchd/client_address.hpp"

#include <cmath>
#include <random>
#include <string>
#include <utility>

namespace blogsearch {
namespace {

RateLimiter limiter_for(const Config& config) {
  std::random_device random;
  const std::uint64_t seed = (std::uint64_t{random()} << 32U) | random();
  return {config.server.rate_limit, static_cast<double>(config.server.rate_burst), seed};
}

HttpError asks_too_much(double wait) {
  const int seconds = static_cast<int>(std::ceil(wait));
  return {
      HttpProblem::too_many_requests,
      "too many requests come from your address; try again in " + std::to_string(seconds) + " s",
      {},
      seconds};
}

}  // namespace

FrontDesk::FrontDesk(const LiveConfig& config, Steps steps)
    : live_(config),
      steps_for_(std::move(steps)),
      version_(live_.version() - 1),
      config_(live_.get()),
      limiter_(0, 0, 0) {
  see_new_settings();
}

void FrontDesk::see_new_settings() {
  const unsigned version = live_.version();
  if (version == version_) return;
  version_ = version;
  config_ = live_.get();
  limiter_ = limiter_for(*config_);
  steps_ = steps_for_(*config_);
}

std::optional<HttpError> FrontDesk::admit(const std::optional<IpAddress>& peer,
                                          HttpRequest& request) {
  see_new_settings();
  const auto& trusted = config_->server.trusted_proxies;
  const auto client = client_address(peer, request.header("X-Forwarded-For"), trusted);
  if (client) request.client = to_text(*client);
  if (is_trusted(client, trusted)) return {};
  const double wait = limiter_.take(*client, std::chrono::steady_clock::now());
  return wait > 0 ? std::optional(asks_too_much(wait)) : std::nullopt;
}

HttpResponse FrontDesk::refuse(const HttpRequest& request, const HttpError& error) {
  see_new_settings();
  const auto fail = [&](const HttpRequest&) -> HttpResponse { throw RequestError(error); };
  return chain(steps_, fail)(request);
}

}  // namespace blogsearch
