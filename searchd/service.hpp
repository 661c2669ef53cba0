// SPDX-License-Identifier: GPL-3.0-or-later
// searchd put together: the index, the routes, and the steps around them, as HttpService wants it.
#pragma once

#include "common/config.hpp"
#include "common/held.hpp"
#include "searchd/answer_cache.hpp"
#include "searchd/front_desk.hpp"
#include "searchd/http_service.hpp"
#include "searchd/live_config.hpp"
#include "searchd/metrics.hpp"
#include "searchd/query_log.hpp"
#include "searchd/routes.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace blogsearch {

class Service {
 public:
  Service(std::filesystem::path index, Config config);
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // What to give to an HttpServer, which must not outlive this.
  HttpService functions();

  // All threads take these settings from their next request on. `server.listen` and what else is
  // decided when a server starts stay as they are; their names are returned where they differ.
  std::vector<std::string> reload(Config config);
  // To be called now and then, by one thread, and at the end: writes what has been counted.
  void save(bool all = false) { queries_.save(all); }
  // Reads every file of the index again: what is damaged is no longer served. Likewise now and
  // then; 0.25 s for a gigabyte.
  void check_index();

 private:
  class Worker;

  // The steps for all answers, the innermost of which is about errors.
  std::vector<Step> outer_steps(const Config& config);
  HttpHandler answering(const Config& config);
  [[nodiscard]] QueryLog::Settings query_log_settings(const Config& config) const;

  const std::filesystem::path index_;
  LiveConfig config_;
  const std::shared_ptr<HeldParts> held_ = std::make_shared<HeldParts>();
  const std::shared_ptr<ServerGauges> gauges_ = std::make_shared<ServerGauges>();
  RequestMetrics metrics_{route_paths()};
  std::atomic<unsigned> checks_ = 0;  // of the index, so far
  AnswerCache cache_;
  QueryLog queries_;
  FrontDesk desk_;
};

}  // namespace blogsearch
