// SPDX-License-Identifier: GPL-3.0-or-later
// The settings while the server runs: SIGHUP replaces them, and every thread sees it.
#pragma once

#include "common/config.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

namespace blogsearch {

// Thread-safe.
class LiveConfig {
 public:
  explicit LiveConfig(Config config) : config_(std::make_shared<const Config>(std::move(config))) {}

  // Another number whenever the settings are others: cheap to ask at each request.
  [[nodiscard]] unsigned version() const noexcept {
    return version_.load(std::memory_order_acquire);
  }
  [[nodiscard]] std::shared_ptr<const Config> get() const {
    const std::lock_guard lock(mutex_);
    return config_;
  }
  void replace(Config config) {
    auto fresh = std::make_shared<const Config>(std::move(config));
    const std::lock_guard lock(mutex_);
    config_ = std::move(fresh);
    version_.fetch_add(1, std::memory_order_release);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Config> config_;
  std::atomic<unsigned> version_ = 0;
};

}  // namespace blogsearch
