// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/job.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"

#include <fmt/format.h>

#include <utility>

namespace blogsearch {
namespace {

std::string site_name(const JobArguments& arguments, const Config& config) {
  const std::string& named = arguments.site.empty() ? config.site.name : arguments.site;
  if (named.empty()) return to_site_name(whole_path(arguments.dir).filename().string());
  if (is_site_name(named)) return named;
  throw Error(
      ErrorCode::usage, fmt::format("'{}' cannot be a site's name", named),
      fmt::format("use letters, digits, '-', '_' and '.': for example {}", to_site_name(named)));
}

}  // namespace

Job read_job(const JobArguments& arguments) {
  Job job;
  job.config_file =
      arguments.config.empty() ? default_config_file() : std::filesystem::path(arguments.config);
  if (!job.config_file.empty()) job.config = read_config(job.config_file);
  job.name = site_name(arguments, job.config);
  job.site_dir = index_dir(arguments.index, job.config) / job.name;
  return job;
}

Job open_job(const JobArguments& arguments, std::shared_ptr<const Scan> files) {
  Job job = read_job(arguments);
  const SiteConfig& site = job.config.site;
  job.site =
      open_site(arguments.dir, {site.base_url, site.language, site.permalink, std::move(files)});
  return job;
}

UpdateOptions update_options(const Job& job, const JobArguments& arguments) {
  UpdateOptions options;
  options.site_dir = job.site_dir;
  options.rebuild = arguments.rebuild;
  options.ranking = job.config.ranking;
  return options;
}

}  // namespace blogsearch
