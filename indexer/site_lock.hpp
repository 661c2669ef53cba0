// SPDX-License-Identifier: GPL-3.0-or-later
// One writer per site.
#pragma once

#include "common/file.hpp"

#include <filesystem>
#include <functional>

namespace blogsearch {

// Held until destroyed, or the process ends however it may: the kernel keeps it, not the file.
class SiteLock {
 public:
  // Makes `site_dir` if it is missing. Where another process has the lock: waits as long as `wait`,
  // asked every tenth of a second, says so, then throws Error(unavailable) that tells who has it.
  // An empty `wait` does not wait.
  explicit SiteLock(const std::filesystem::path& site_dir, const std::function<bool()>& wait = {});

 private:
  File file_;
};

}  // namespace blogsearch
