// SPDX-License-Identifier: GPL-3.0-or-later
// How many requests one client may make: a token bucket for each address, in bounded memory.
#pragma once

#include "common/ip_address.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace blogsearch {

// For one thread.
class RateLimiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // A client may make `burst` requests at once, and gains `per_second` more each second. 0: no
  // limit. `seed`: a number that clients cannot guess, so that they cannot choose addresses which
  // push each other's buckets out.
  RateLimiter(double per_second, double burst, std::uint64_t seed);

  // 0: go on. Else after so many seconds the next request will be let through. An IPv6 client is
  // its /64, of which a household or a rented machine has one at least.
  double take(const IpAddress& client, Time now);

  // 1 MB in all; beyond so many clients the one with the fullest bucket is forgotten.
  static constexpr std::size_t kSets = 16'384;
  static constexpr std::size_t kWays = 4;

 private:
  struct Bucket {
    std::uint64_t client = 0;  // a hash of its address; 0: nobody's
    double full_at = 0;        // seconds on the steady clock
  };

  Bucket& bucket_of(const IpAddress& client);

  double seconds_each_ = 0;  // in which a client gains one request
  double burst_;
  std::uint64_t seed_;
  std::vector<Bucket> buckets_;
};

}  // namespace blogsearch
