// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_cascade.hpp"

#include "common/text.hpp"
#include "indexer/glob.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

// Does a cascade's target (a glob of paths, kinds, languages) hold for the page?
bool is_target(const Value* target, const HugoPage& page) {
  if (target == nullptr) return true;
  const std::string kinds = string_at(*target, "kind");
  if (!kinds.empty() && !glob_matches(kinds, page.kind, GlobRule::hugo)) return false;
  const std::string environments = string_at(*target, "environment");
  if (!environments.empty() && !glob_matches(environments, "production", GlobRule::hugo))
    return false;
  const std::string languages = string_at(*target, "lang");
  if (!languages.empty() && !glob_matches(languages, page.file.language->key, GlobRule::hugo))
    return false;
  if (const Value* matrix = target->find_path("sites.matrix.languages")) {
    const auto named = as_strings(*matrix);
    if (std::ranges::find(named, page.file.language->key) == named.end()) return false;
  }
  const std::string glob = lower_ascii(string_at(*target, "path"));
  if (glob.empty()) return true;
  // Hugo's older versions match the file's path, newer ones the page's.
  const bool index = page.file.is_branch() || page.is_leaf;
  const std::string file = lower_ascii("/" + page.file.path() + page.file.ending);
  const std::string logical = lower_ascii("/" + (index ? page.file.folder : page.file.path()));
  return glob_matches(glob, file, GlobRule::hugo) || glob_matches(glob, logical, GlobRule::hugo);
}

void fill_in(Value& front, const Value& values) {
  for (const auto& [key, value] : values.entries) {
    const bool about_cascade = key == "_target" || key == "target" || key == "cascade";
    if (!about_cascade && front.find(key) == nullptr) front.set(key, value);
  }
}

}  // namespace

void apply_cascade(HugoPage& page, const Value* cascade) {
  if (cascade == nullptr) return;
  const std::vector<Value> one =
      cascade->is_map() ? std::vector<Value>{*cascade} : std::vector<Value>{};
  for (const Value& set : cascade->is_map() ? one : cascade->items) {
    const Value* target = set.find("_target");
    if (is_target(target != nullptr ? target : set.find("target"), page)) fill_in(page.front, set);
  }
}

}  // namespace blogsearch
