// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a site on their way through one run.
#pragma once

#include "indexer/front_matter.hpp"
#include "indexer/known_posts.hpp"
#include "indexer/scan.hpp"
#include "indexer/seen_files.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

enum class Fate : std::uint8_t { unknown, added, changed, unchanged, hidden, skipped };

struct Candidate {
  std::string_view path;
  std::uint64_t size = 0;
  std::uint64_t stamp = 0;
  const SeenFile* seen = nullptr;  // by earlier runs; null: it was not
  std::string content;             // its hash
  std::string hash;                // the same, with all that decides how it is read
  Fate fate = Fate::unknown;
  bool known = false;  // is in the index already
  std::optional<Skipped> problem;
  std::vector<Warning> warnings;
};

// In order of their paths; views of both.
std::vector<Candidate> to_candidates(const Scan& found, const SeenFiles& seen);

// Adds those of `posts`, which are indexed, that lie at or below what the walk could not read:
// nobody can tell whether they are gone, so what is indexed of them is kept. Views of `posts`.
void add_unread(std::vector<Candidate>& candidates, const std::vector<std::string>& posts,
                const Scan& found, const SeenFiles& seen);

// The first index after each thread's share: shares of about the same number of bytes.
std::vector<std::size_t> shares_of(const std::vector<Candidate>& candidates, unsigned threads);

// kMetaHidden.
std::string hidden_of(const std::vector<Candidate>& candidates);

// What the next run has to know of them; views of `candidates` and `known`.
std::vector<SeenFile> seen_of(const std::vector<Candidate>& candidates, const KnownPosts& known);

}  // namespace blogsearch
