// SPDX-License-Identifier: GPL-3.0-or-later
// What one run of indexer is about: the command line and the settings, put together.
#pragma once

#include "common/config.hpp"
#include "indexer/site.hpp"
#include "indexer/update.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace blogsearch {

// As given on the command line; empty: not given.
struct JobArguments {
  std::string config, index, site;
  std::string dir = ".";
  bool rebuild = false;
};

struct Job {
  std::filesystem::path config_file;  // empty: there is none
  Config config;
  std::unique_ptr<const Site> site;  // empty: it was not opened
  std::string name;                  // of the site in the index
  std::filesystem::path site_dir;    // of the site's index
};

// Reads the settings, and does not look at the site. Throws Error: see read_config(); a name that
// cannot be one.
Job read_job(const JobArguments& arguments);
// The same, and opens the site. Throws Error: see also open_site(). `files`: those of the site,
// where they are known already.
Job open_job(const JobArguments& arguments, std::shared_ptr<const Scan> files = {});
// What update_index() needs for it.
UpdateOptions update_options(const Job& job, const JobArguments& arguments);

}  // namespace blogsearch
