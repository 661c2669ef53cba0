// SPDX-License-Identifier: GPL-3.0-or-later
// All that /metrics says: docs/operations.md has the table.
#pragma once

#include "common/search.hpp"
#include "searchd/answer_cache.hpp"
#include "searchd/metrics.hpp"

#include <string>
#include <vector>

namespace blogsearch {

std::string server_metrics(const RequestMetrics& requests, const ServerGauges& gauges,
                           const AnswerCache::Numbers& cache, const std::vector<SiteStatus>& sites);

}  // namespace blogsearch
