// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/rate_limiter.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace blogsearch {
namespace {

// splitmix64's last steps: every bit of the result depends on every bit of `x`.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

std::uint64_t hash(const IpAddress& address, std::uint64_t seed) {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, address.bytes.data(), sizeof high);
  std::memcpy(&low, address.bytes.data() + sizeof high, sizeof low);
  return std::max<std::uint64_t>(mix(mix(seed ^ high) ^ low), 1);
}

}  // namespace

RateLimiter::RateLimiter(double per_second, double burst, std::uint64_t seed)
    : seconds_each_(per_second > 0 ? 1 / per_second : 0),
      burst_(std::max(burst, 1.0)),
      seed_(seed),
      buckets_(per_second > 0 ? kSets * kWays : 0) {}

RateLimiter::Bucket& RateLimiter::bucket_of(const IpAddress& client) {
  const std::uint64_t key = hash(client.is_ip4() ? client : first_bits(client, 64), seed_);
  const std::span<Bucket> set = std::span(buckets_).subspan(key % kSets * kWays, kWays);
  const auto found = std::ranges::find(set, key, &Bucket::client);
  if (found != set.end()) return *found;
  Bucket& fullest = *std::ranges::min_element(set, {}, &Bucket::full_at);
  fullest = {key, 0};
  return fullest;
}

// A bucket is kept as the moment at which it will be full: each request puts that off.
double RateLimiter::take(const IpAddress& client, Time now) {
  if (buckets_.empty()) return 0;
  const double seconds = std::chrono::duration<double>(now.time_since_epoch()).count();
  Bucket& bucket = bucket_of(client);
  const double full_at = std::max(bucket.full_at, seconds) + seconds_each_;
  const double too_late = full_at - seconds - burst_ * seconds_each_;
  if (too_late > 1e-9) return too_late;
  bucket.full_at = full_at;
  return 0;
}

}  // namespace blogsearch
