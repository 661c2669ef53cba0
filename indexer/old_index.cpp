// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/old_index.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/manifest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include <utility>
#include <vector>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

// The first damage is the one to tell.
void note(OldIndex& index, std::string damage) {
  if (index.damage.empty()) index.damage = std::move(damage);
}

void find_generation(OldIndex& index, const fs::path& site_dir) {
  try {
    index.generation = current_generation(site_dir);
    if (fs::is_directory(index.generation)) return;
    if (!index.generation.empty())
      note(index, fmt::format("{} is missing", index.generation.string()));
  } catch (const Error& error) {
    note(index, error.what());
  }
  const fs::path newest = newest_generation(site_dir);
  if (newest.empty()) return;
  note(index, "no generation is the current one");
  index.generation = newest;
}

bool check(OldIndex& index) {
  if (!fs::is_directory(index.generation)) return false;
  if (!has_manifest(index.generation)) {
    note(index, "the run before this one did not come to its end");
    // Its transaction is there as a whole, or not at all.
    return Xapian::Database::check(index.generation.string(), 0, nullptr) == 0;
  }
  const std::vector<std::string> differences = verify_manifest(index.generation);
  if (!differences.empty()) note(index, fmt::format("{}", fmt::join(differences, "; ")));
  return differences.empty();
}

}  // namespace

OldIndex find_old_index(const fs::path& site_dir) {
  OldIndex index;
  find_generation(index, site_dir);
  try {
    index.is_sound = check(index);
  } catch (const Error& error) {
    note(index, error.what());
  } catch (const Xapian::Error& error) {
    note(index, explain(error));
  }
  return index;
}

}  // namespace blogsearch
