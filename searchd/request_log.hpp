// SPDX-License-Identifier: GPL-3.0-or-later
// Every answer, also a refusal: counted, and a line in the log.
#pragma once

#include "common/config.hpp"
#include "searchd/metrics.hpp"
#include "searchd/pipeline.hpp"

#include <functional>
#include <string_view>

namespace blogsearch {

// A route's path as its table has it, "/indexes/{uid}/search"; empty: no route.
using RouteOf = std::function<std::string_view(const HttpRequest&)>;

// `metrics` must outlive the step. The line says what was asked of which route, and how it went;
// who asked only with log.clients, and for what only with log.queries.
Step count_and_log(RequestMetrics& metrics, RouteOf route_of, LogConfig config);

}  // namespace blogsearch
