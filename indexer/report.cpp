// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/report.hpp"

#include "common/text.hpp"

#include <fmt/format.h>

namespace blogsearch {
namespace {

void add_lines(std::vector<std::string>& lines, const char* kind,
               const std::vector<Skipped>& problems) {
  for (const Skipped& problem : problems) {
    const std::string line = problem.line > 0 ? fmt::format(":{}", problem.line) : "";
    lines.push_back(fmt::format("{} {}{}: {}", kind, escape_control(problem.path), line,
                                escape_control(problem.reason)));
  }
}

}  // namespace

std::vector<std::string> problem_lines(const Summary& summary) {
  std::vector<std::string> lines;
  if (!summary.damage.empty()) {
    lines.push_back(fmt::format("the index was built anew, since it was damaged: {}",
                                escape_control(summary.damage)));
  }
  if (!summary.other_site.empty()) {
    lines.push_back(
        fmt::format("the index was of {} until now: two sites need two names, by --site",
                    escape_control(summary.other_site)));
  }
  add_lines(lines, "skipped", summary.problems);
  add_lines(lines, "repaired", summary.warnings);
  return lines;
}

std::string summary_line(const Summary& s, const std::string& name, double seconds) {
  return fmt::format(
      "{}: {} found = {} indexed ({} new, {} changed) + {} unchanged + {} hidden + {} skipped; {} "
      "removed; {:.2f} s",
      name, s.found, s.added + s.changed, s.added, s.changed, s.unchanged, s.hidden, s.skipped,
      s.removed, seconds);
}

}  // namespace blogsearch
