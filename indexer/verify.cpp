// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/verify.hpp"

#include "common/error.hpp"
#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/manifest.hpp"
#include "common/record.hpp"
#include "common/schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

#include <algorithm>
#include <vector>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

constexpr const char* kMend = "run indexer: it builds a damaged index anew";

[[noreturn]] void damaged(const fs::path& generation, const std::string& what) {
  throw Error(fmt::format("{} is damaged: {}", generation.string(), what), kMend);
}

void check_format(const Xapian::Database& database, const fs::path& generation) {
  const std::string format = database.get_metadata(std::string(kMetaFormat));
  if (format == std::to_string(kFormatVersion)) return;
  throw Error(fmt::format("{} has format {}, this program writes {}", generation.string(),
                          format.empty() ? "none" : format, kFormatVersion),
              "run indexer: it builds an index of another format anew");
}

// Every post can be read, has the path by which it is known, and no two have the same.
std::size_t check_posts(const Xapian::Database& database, const fs::path& generation) {
  std::size_t posts = 0;
  const std::string prefix(prefix::kPath);
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix);
       ++term, ++posts) {
    if (term.get_termfreq() != 1) damaged(generation, "two posts have one path");
    const Xapian::Document document = database.get_document(*database.postlist_begin(*term));
    const Record record = decode_record(document.get_data());
    if (make_term(prefix::kPath, record.path) != *term)
      damaged(generation, fmt::format("{} is stored under another path", record.path));
  }
  if (posts != database.get_doccount())
    damaged(generation, fmt::format("{} posts are known by their paths, and {} are there", posts,
                                    database.get_doccount()));
  return posts;
}

void check_files(const fs::path& generation) {
  const std::vector<std::string> differences = verify_manifest(generation);
  if (!differences.empty()) damaged(generation, fmt::format("{}", fmt::join(differences, "; ")));
  if (has_manifest(generation)) return;
  const std::size_t errors = Xapian::Database::check(generation.string(), 0, nullptr);
  if (errors > 0) damaged(generation, fmt::format("Xapian found {} errors", errors));
}

std::size_t count_files(const fs::path& generation) {
  const fs::directory_iterator files(generation);
  return static_cast<std::size_t>(std::count_if(begin(files), end(files), [](const auto& entry) {
    return entry.path().extension() == ".glass";
  }));
}

}  // namespace

VerifyReport verify_index(const fs::path& site_dir) {
  const fs::path generation = current_generation(site_dir);
  if (generation.empty())
    throw Error(fmt::format("there is no index in {}", site_dir.string()), "run indexer first");
  if (!fs::is_directory(generation)) damaged(generation, "it is missing");
  try {
    const GenerationInUse in_use(generation);
    check_files(generation);
    const Xapian::Database database = open_database(generation);
    check_format(database, generation);
    VerifyReport report;
    report.generation = generation.filename().string();
    report.files = count_files(generation);
    report.posts = check_posts(database, generation);
    const std::string hidden = database.get_metadata(std::string(kMetaHidden));
    report.hidden = static_cast<std::size_t>(std::ranges::count(hidden, '\n'));
    return report;
  } catch (const Xapian::DatabaseModifiedError&) {
    throw Error(ErrorCode::unavailable, "an indexer is changing the index", "verify it again");
  } catch (const Xapian::Error& error) {
    damaged(generation, explain(error));
  }
}

}  // namespace blogsearch
