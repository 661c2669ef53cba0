// SPDX-License-Identifier: GPL-3.0-or-later
// Documents to an index: a whole new generation, or changes in place. Either is visible in one
// step, and durable.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What is written beside the posts.
struct IndexMetadata {
  std::string site_title;
  std::string hidden;  // kMetaHidden
};
IndexMetadata read_metadata(const Xapian::Database& database);

// A part of a generation, filled by one thread. Committed in portions: Xapian's memory and time
// grow with the portion.
class Segment {
 public:
  explicit Segment(const std::filesystem::path& directory);
  void add(const Xapian::Document& document, std::size_t text_bytes);
  // To be called once, when all is added; the last segment gets the metadata.
  void finish(const IndexMetadata* metadata);

 private:
  Xapian::WritableDatabase database_;
  std::size_t documents_ = 0, bytes_ = 0;
};

// Removes what a killed run has left in a site's folder. Needs the SiteLock.
void remove_leftovers(const std::filesystem::path& site_dir);

// A new generation of one site, from segments that several threads may fill at once. Needs the
// SiteLock while it lives.
class GenerationWriter {
 public:
  // Removes what an earlier build left behind. If it is not published, nothing is left of it.
  GenerationWriter(std::filesystem::path site_dir, std::size_t segments);
  ~GenerationWriter();
  GenerationWriter(const GenerationWriter&) = delete;
  GenerationWriter& operator=(const GenerationWriter&) = delete;

  // Each for one thread at a time.
  Segment& segment(std::size_t i) { return segments_[i]; }
  // Joins the segments and makes them the current generation; its path. Until then nothing is
  // visible.
  std::filesystem::path publish(const IndexMetadata& metadata);

 private:
  std::filesystem::path site_dir_;
  std::vector<Segment> segments_;
};

// Changes to the current generation in one transaction: all or, should anything go wrong, nothing;
// then the generation is left without a manifest, and the next run builds anew.
class InPlaceWriter {
 public:
  // `generation`: as current_generation() gives it. Needs the SiteLock while it lives.
  explicit InPlaceWriter(const std::filesystem::path& generation);
  ~InPlaceWriter();
  InPlaceWriter(const InPlaceWriter&) = delete;
  InPlaceWriter& operator=(const InPlaceWriter&) = delete;

  // `path_term`: the post's kPath term.
  void replace(const std::string& path_term, const Xapian::Document& document);
  void remove(const std::string& path_term);
  void commit(const IndexMetadata& metadata);

 private:
  std::filesystem::path generation_;
  Xapian::WritableDatabase database_;
  bool committed_ = false;
};

}  // namespace blogsearch
