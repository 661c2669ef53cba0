// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <unistd.h>

namespace blogsearch {
namespace {

constexpr std::string_view kNoRoute = "none";

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");  // in pages: all, resident, ...
  double all = 0;
  double resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
  std::error_code error;
  const auto entries = std::filesystem::directory_iterator("/proc/self/fd", error);
  return error ? 0 : static_cast<double>(std::distance(begin(entries), end(entries)));
}

// Seconds since 1970, taken when the program starts.
const double kStarted =
    std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();

}  // namespace

std::string label_value(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    text += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return text;
}

std::string to_text(const MetricFamily& family) {
  std::string text =
      fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", family.name, family.help, family.type);
  for (const MetricSample& sample : family.samples) {
    const std::string labels = sample.labels.empty() ? "" : '{' + sample.labels + '}';
    text += fmt::format("{}{}{} {:.12g}\n", family.name, sample.suffix, labels, sample.value);
  }
  return text;
}

RequestMetrics::RequestMetrics(const std::vector<std::string_view>& routes) {
  for (const std::string_view route : routes) routes_.emplace_back().name = route;
  routes_.emplace_back().name = kNoRoute;
}

void RequestMetrics::count(std::string_view route, int status,
                           std::chrono::nanoseconds took) noexcept {
  constexpr auto relaxed = std::memory_order_relaxed;
  auto found = std::ranges::find(routes_, route, &Route::name);
  if (found == routes_.end()) --found;
  const auto known = std::ranges::find(kStatuses, status);
  const auto at = std::min<std::size_t>(static_cast<std::size_t>(known - kStatuses.begin()),
                                        kStatuses.size() - 1);
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bucket = std::ranges::lower_bound(kSeconds, seconds) - kSeconds.begin();
  found->by_status[at].fetch_add(1, relaxed);
  found->by_time[static_cast<std::size_t>(bucket)].fetch_add(1, relaxed);
  found->nanoseconds.fetch_add(static_cast<std::uint64_t>(std::max<long>(took.count(), 0)),
                               relaxed);
}

MetricFamily RequestMetrics::requests() const {
  MetricFamily family{"blogsearch_requests_total", "counter", "Requests answered or refused.", {}};
  for (const Route& route : routes_)
    for (std::size_t i = 0; i < kStatuses.size(); ++i)
      if (const auto count = route.by_status[i].load(std::memory_order_relaxed); count > 0)
        family.samples.push_back(
            {fmt::format("route=\"{}\",status=\"{}\"", label_value(route.name), kStatuses[i]),
             static_cast<double>(count)});
  return family;
}

MetricFamily RequestMetrics::times() const {
  MetricFamily family{"blogsearch_request_seconds",
                      "histogram",
                      "From the request's last byte to its answer, with the wait for a worker.",
                      {}};
  for (const Route& route : routes_) {
    const std::string label = fmt::format("route=\"{}\"", label_value(route.name));
    std::uint64_t so_far = 0;
    for (const Counter& counter : route.by_time) so_far += counter;
    if (so_far == 0) continue;
    so_far = 0;
    for (std::size_t i = 0; i <= kSeconds.size(); ++i) {
      so_far += route.by_time[i];
      const std::string limit = i < kSeconds.size() ? fmt::format("{}", kSeconds[i]) : "+Inf";
      family.samples.push_back(
          {fmt::format("{},le=\"{}\"", label, limit), static_cast<double>(so_far), "_bucket"});
    }
    family.samples.push_back({label, static_cast<double>(route.nanoseconds.load()) / 1e9, "_sum"});
    family.samples.push_back({label, static_cast<double>(so_far), "_count"});
  }
  return family;
}

std::string RequestMetrics::text() const {
  return to_text(requests()) + to_text(times());
}

std::string process_metrics() {
  return to_text({"process_resident_memory_bytes",
                  "gauge",
                  "Memory in use.",
                  {{"", resident_bytes()}}}) +
         to_text(
             {"process_open_fds", "gauge", "Open files and sockets.", {{"", open_descriptors()}}}) +
         to_text({"process_start_time_seconds",
                  "gauge",
                  "When it started, since 1970.",
                  {{"", kStarted}}});
}

}  // namespace blogsearch
