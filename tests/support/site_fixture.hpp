// SPDX-License-Identifier: GPL-3.0-or-later
// A small site made by a test, read by our rules and, where it is installed, by its own generator.
#pragma once

#include "common/error.hpp"
#include "indexer/front_matter.hpp"
#include "indexer/scan.hpp"
#include "indexer/site.hpp"
#include "indexer/source_text.hpp"
#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <ctime>
#include <initializer_list>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace blogsearch {

// What only one of the two has, a line each.
inline std::string differences(const std::set<std::string>& generator,
                               const std::set<std::string>& ours) {
  std::string text;
  for (const std::string& line : generator) {
    if (!ours.contains(line)) text += "  generator: " + line + "\n";
  }
  for (const std::string& line : ours) {
    if (!generator.contains(line)) text += "  ours:      " + line + "\n";
  }
  return text;
}

struct SiteFixture {
  TempDir dir;

  SiteFixture(std::initializer_list<std::pair<std::string_view, std::string_view>> files) {
    for (const auto& [name, content] : files) dir.write(name, content);
  }

  [[nodiscard]] std::unique_ptr<const Site> open(const SiteOverrides& overrides = {}) const {
    return open_site(dir.path(), overrides);
  }

  // What the site makes of one of its files.
  [[nodiscard]] PostFacts describe(std::string_view path) const { return describe(*open(), path); }
  static PostFacts describe(const Site& site, std::string_view path) {
    const SourceText source = clean_source(read_file(site.root(), path));
    return site.describe(path, site.front_matter(source.text));
  }

  // The files that the site wants.
  static std::set<std::string> wanted(const Site& site) {
    std::set<std::string> paths;
    const Scan found = scan(
        site.root(), [&](std::string_view path) { return site.wants_folder(path); },
        [&](std::string_view path) { return site.wants_file(path); });
    for (const PostFile& file : found.files) paths.insert(file.path);
    return paths;
  }

  // Is the post shown at this moment?
  static bool is_shown(const PostFacts& facts, UnixTime now = std::time(nullptr)) {
    const bool begun = !facts.visible_from || *facts.visible_from <= now;
    const bool ended = facts.visible_until && *facts.visible_until <= now;
    return facts.published && begun && !ended;
  }

  // "path | URL | date" of every post that is shown now; hidden and broken ones are left out.
  static std::set<std::string> shown(const Site& site) {
    std::set<std::string> lines;
    for (const std::string& path : wanted(site)) {
      try {
        const PostFacts facts = describe(site, path);
        if (is_shown(facts)) lines.insert(line(path, facts));
      } catch (const Error&) {
        continue;
      }
    }
    return lines;
  }

  static std::string line(std::string_view path, const PostFacts& facts) {
    const std::string day = facts.date ? iso_day(*facts.date) : "-";
    return fmt::format("{} | {} | {} | {} | {}", path, facts.url, day, fmt::join(facts.tags, ","),
                       fmt::join(facts.categories, ","));
  }
};

}  // namespace blogsearch
