// SPDX-License-Identifier: GPL-3.0-or-later
// indexer --watch: the same run as without it, whenever something has changed.
#pragma once

#include "indexer/job.hpp"

#include <chrono>
#include <functional>

namespace blogsearch {

// Brings the index up to date, then again after each change of the site, of its configuration or of
// our settings, until SIGTERM or SIGINT; SIGHUP asks for a run. A signal that comes within a run
// ends it before anything of it is visible. A site that is gone, settings that cannot be read, a
// full disk: said once, and tried again. Once in a `period` all files are looked at, whatever was
// told of them: for what no event tells, such as a network file system. `written` is called after
// the first run and each that has changed the index, again where it throws Error. Throws Error only
// where nothing can be watched.
void watch_site(const JobArguments& arguments, const std::function<void(const Job&)>& written,
                std::chrono::milliseconds period = std::chrono::seconds(60));

}  // namespace blogsearch
