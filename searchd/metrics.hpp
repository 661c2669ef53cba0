// SPDX-License-Identifier: GPL-3.0-or-later
// What the server does, in numbers, as Prometheus reads them
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Own code: counters in one table
// of atomics are less than what prometheus-cpp needs to be told.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What is going on now; each is set by the one who knows it.
struct ServerGauges {
  std::atomic<std::size_t> connections = 0;  // open
  std::atomic<std::size_t> workers = 0;
  std::atomic<std::size_t> busy_workers = 0;
  std::atomic<std::size_t> queue_length = 0;  // requests that wait for a worker
};

// One line of the text: "name_suffix{labels} value".
struct MetricSample {
  std::string labels;  // "site=\"blog\""; empty: none
  double value = 0;
  std::string_view suffix = {};  // of a histogram's parts: "_count"
};
struct MetricFamily {
  std::string_view name, type, help;  // type: counter, gauge, histogram
  std::vector<MetricSample> samples;
};
std::string to_text(const MetricFamily& family);
// `value` as it may stand between the quotes of a label.
std::string label_value(std::string_view value);

// Thread-safe; counting takes no lock.
class RequestMetrics {
 public:
  // `routes`: every route there is; others are counted as "none".
  explicit RequestMetrics(const std::vector<std::string_view>& routes);

  void count(std::string_view route, int status, std::chrono::nanoseconds took) noexcept;
  // Requests by route and status, and how long they took by route.
  [[nodiscard]] std::string text() const;

 private:
  // Every status that is ever sent; the last one is any other.
  static constexpr std::array kStatuses = {200, 204, 304, 400, 401, 403, 404, 405, 408, 411, 413,
                                           414, 415, 417, 429, 431, 500, 501, 503, 505, 0};
  static constexpr std::array kSeconds = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                          0.1,   0.2,   0.5,   1.0,  2.0,  5.0};
  using Counter = std::atomic<std::uint64_t>;
  struct Route {
    std::string_view name;
    std::array<Counter, kStatuses.size()> by_status{};
    std::array<Counter, kSeconds.size() + 1> by_time{};  // the last: longer than all
    Counter nanoseconds = 0;
  };

  [[nodiscard]] MetricFamily requests() const;
  [[nodiscard]] MetricFamily times() const;

  std::deque<Route> routes_;  // the last: none of them
};

// Of this process: memory, descriptors, start.
std::string process_metrics();

}  // namespace blogsearch
