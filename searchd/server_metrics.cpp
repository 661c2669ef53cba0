// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/server_metrics.hpp"

#include <fmt/format.h>

#include <string_view>

namespace blogsearch {
namespace {

std::string one(std::string_view name, std::string_view type, std::string_view help, double value,
                std::string labels = {}) {
  return to_text(MetricFamily{name, type, help, {{std::move(labels), value}}});
}

std::string sites_metrics(const std::vector<SiteStatus>& sites) {
  MetricFamily posts{"blogsearch_index_posts", "gauge", "Posts in a site's index.", {}};
  MetricFamily revisions{"blogsearch_index_info", "gauge", "1, with the index's revision.", {}};
  MetricFamily problems{
      "blogsearch_index_problem", "gauge", "1: a site is not served as it should be.", {}};
  for (const SiteStatus& site : sites) {
    const std::string label = fmt::format("site=\"{}\"", label_value(site.name));
    posts.samples.push_back({label, static_cast<double>(site.posts)});
    revisions.samples.push_back(
        {fmt::format("{},revision=\"{}\"", label, label_value(site.revision)), 1});
    problems.samples.push_back({label, site.problem.empty() ? 0.0 : 1.0});
  }
  return to_text(posts) + to_text(revisions) + to_text(problems);
}

std::string gauges_metrics(const ServerGauges& gauges) {
  const auto number = [](std::size_t value) { return static_cast<double>(value); };
  return one("blogsearch_connections", "gauge", "Open connections.", number(gauges.connections)) +
         one("blogsearch_workers", "gauge", "Threads that answer.", number(gauges.workers)) +
         one("blogsearch_workers_busy", "gauge", "Of these, at work.",
             number(gauges.busy_workers)) +
         one("blogsearch_queue_length", "gauge", "Requests that wait for a worker.",
             number(gauges.queue_length));
}

std::string cache_metrics(const AnswerCache::Numbers& cache) {
  return one("blogsearch_cache_hits_total", "counter", "Searches that the cache answered.",
             static_cast<double>(cache.hits)) +
         one("blogsearch_cache_misses_total", "counter", "Searches that it did not.",
             static_cast<double>(cache.misses)) +
         one("blogsearch_cache_bytes", "gauge", "Memory of the answers kept, about.",
             static_cast<double>(cache.bytes));
}

}  // namespace

std::string server_metrics(const RequestMetrics& requests, const ServerGauges& gauges,
                           const AnswerCache::Numbers& cache,
                           const std::vector<SiteStatus>& sites) {
  return requests.text() + gauges_metrics(gauges) + cache_metrics(cache) + sites_metrics(sites) +
         one("blogsearch_info", "gauge", "1, with the program's version.", 1,
             fmt::format("version=\"{}\"", BLOGSEARCH_VERSION)) +
         process_metrics();
}

}  // namespace blogsearch
