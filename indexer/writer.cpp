// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/writer.hpp"

#include "common/generation.hpp"
#include "common/index.hpp"
#include "common/manifest.hpp"
#include "common/schema.hpp"

#include <utility>

namespace blogsearch {
namespace fs = std::filesystem;
namespace {

// A portion: more would cost Xapian more time for each document and more memory, fewer more
// rewriting (measured: 200 posts).
constexpr std::size_t kPortionDocuments = 200;
constexpr std::size_t kPortionBytes = 16 * 1024 * 1024;

// Readers read whole blocks, one for most terms: at 8192, Xapian's own choice, a query takes 1.2
// times as long.
constexpr int kBlockBytes = 4096;

fs::path segments_dir(const fs::path& site_dir) {
  return site_dir / "segments";
}

fs::path building_dir(const fs::path& site_dir) {
  return site_dir / "building";
}

void write_metadata(Xapian::WritableDatabase& database, const IndexMetadata& metadata) {
  const auto set = [&](std::string_view key, const std::string& value) {
    if (database.get_metadata(std::string(key)) != value)
      database.set_metadata(std::string(key), value);
  };
  set(kMetaFormat, std::to_string(kFormatVersion));
  set(kMetaSite, metadata.site_title);
  set(kMetaHidden, metadata.hidden);
}

// Nothing reads a segment before it is joined and synced, so Xapian need not care for its safety.
constexpr int kUnsafe = Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

}  // namespace

IndexMetadata read_metadata(const Xapian::Database& database) {
  return {database.get_metadata(std::string(kMetaSite)),
          database.get_metadata(std::string(kMetaHidden))};
}

Segment::Segment(const fs::path& directory)
    : database_(directory.string(),
                Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | kUnsafe, kBlockBytes) {}

void Segment::add(const Xapian::Document& document, std::size_t text_bytes) {
  database_.add_document(document);
  bytes_ += text_bytes;
  if (++documents_ < kPortionDocuments && bytes_ < kPortionBytes) return;
  database_.commit();
  documents_ = bytes_ = 0;
}

void Segment::finish(const IndexMetadata* metadata) {
  if (metadata != nullptr) write_metadata(database_, *metadata);
  database_.commit();
}

void remove_leftovers(const fs::path& site_dir) {
  if (!fs::exists(site_dir)) return;
  std::vector<fs::path> left = {building_dir(site_dir), segments_dir(site_dir)};
  for (const fs::directory_entry& entry : fs::directory_iterator(site_dir)) {
    if (entry.path().extension() == ".tmp") left.push_back(entry.path());
  }
  for (const fs::path& path : left) fs::remove_all(path);
}

GenerationWriter::GenerationWriter(fs::path site_dir, std::size_t segments)
    : site_dir_(std::move(site_dir)) {
  remove_leftovers(site_dir_);
  fs::create_directories(segments_dir(site_dir_));
  for (std::size_t i = 0; i < segments; ++i)
    segments_.emplace_back(segments_dir(site_dir_) / std::to_string(i));
}

GenerationWriter::~GenerationWriter() {
  segments_.clear();
  std::error_code ignored;  // what is left is removed by the next build
  for (const fs::path& left : {segments_dir(site_dir_), building_dir(site_dir_)})
    fs::remove_all(left, ignored);
}

fs::path GenerationWriter::publish(const IndexMetadata& metadata) {
  Xapian::Database joined;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    segments_[i].finish(i == 0 ? &metadata : nullptr);
    joined.add_database(open_database(segments_dir(site_dir_) / std::to_string(i)));
  }
  joined.compact(building_dir(site_dir_).string(), 0, kBlockBytes);
  if (open_database(building_dir(site_dir_)).get_doccount() != joined.get_doccount())
    throw Xapian::DatabaseError("posts were lost while the index was joined");
  return publish_generation(site_dir_);
}

InPlaceWriter::InPlaceWriter(const fs::path& generation)
    : generation_(generation),
      database_(generation.string(), Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS) {
  drop_manifest(generation_);
  database_.begin_transaction(true);
}

InPlaceWriter::~InPlaceWriter() {
  if (committed_) return;
  try {
    database_.cancel_transaction();
  } catch (const Xapian::Error&) {
    // The batch is lost either way; what was committed before stands.
  }
}

void InPlaceWriter::replace(const std::string& path_term, const Xapian::Document& document) {
  database_.replace_document(path_term, document);
}

void InPlaceWriter::remove(const std::string& path_term) {
  database_.delete_document(path_term);
}

void InPlaceWriter::commit(const IndexMetadata& metadata) {
  write_metadata(database_, metadata);
  database_.commit_transaction();
  committed_ = true;
  sync_directory(generation_);  // Xapian renames its version file without it, and the next commit
                                // may then corrupt
  write_manifest(generation_);
}

}  // namespace blogsearch
