// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/candidate.hpp"

#include "common/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace blogsearch {

std::vector<Candidate> to_candidates(const Scan& found, const SeenFiles& seen) {
  std::vector<Candidate> candidates(found.files.size());
  auto next = seen.files().begin();
  const auto end = seen.files().end();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const PostFile& file = found.files[i];
    candidates[i].path = file.path;
    candidates[i].size = file.size;
    candidates[i].stamp = file.stamp;
    while (next != end && next->path < file.path) ++next;
    if (next != end && next->path == file.path) candidates[i].seen = &*next;
  }
  return candidates;
}

void add_unread(std::vector<Candidate>& candidates, const std::vector<std::string>& posts,
                const Scan& found, const SeenFiles& seen) {
  const auto is_unread = [&](std::string_view path) {
    return std::ranges::any_of(found.unread, [&](const std::string& unread) {
      return path.starts_with(unread) &&
             (path.size() == unread.size() || path[unread.size()] == '/');
    });
  };
  for (const std::string& path : posts) {
    if (!is_unread(path)) continue;
    Candidate& candidate = candidates.emplace_back();
    candidate.path = path;
    candidate.fate = Fate::skipped;
    candidate.known = true;
    const auto before = std::ranges::lower_bound(seen.files(), candidate.path, {}, &SeenFile::path);
    if (before != seen.files().end() && before->path == path) candidate.seen = &*before;
  }
  std::ranges::sort(candidates, {}, &Candidate::path);
}

std::vector<std::size_t> shares_of(const std::vector<Candidate>& candidates, unsigned threads) {
  std::uint64_t total = 1;
  for (const Candidate& candidate : candidates) total += candidate.size + 1;
  std::vector<std::size_t> ends;
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    bytes += candidates[i].size + 1;
    if (bytes * threads >= total * (ends.size() + 1) && ends.size() + 1 < threads)
      ends.push_back(i + 1);
  }
  ends.push_back(candidates.size());
  return ends;
}

std::string hidden_of(const std::vector<Candidate>& candidates) {
  std::string lines;
  for (const Candidate& candidate : candidates) {
    if (candidate.fate == Fate::hidden && candidate.path.find('\n') == std::string_view::npos)
      lines += fmt::format("{} {}\n", hash_hex(candidate.hash), candidate.path);
  }
  return lines;
}

std::vector<SeenFile> seen_of(const std::vector<Candidate>& candidates, const KnownPosts& known) {
  std::vector<SeenFile> files;
  for (const Candidate& candidate : candidates) {
    SeenFile& file = files.emplace_back();
    file.path = candidate.path;
    file.stamp = candidate.stamp;
    file.content = candidate.content;
    if (candidate.fate != Fate::skipped) {
      file.as = candidate.fate == Fate::hidden ? SeenAs::hidden : SeenAs::indexed;
      file.hash = candidate.hash;
    } else if (candidate.known) {  // what was indexed before is kept, and was made of other content
      file.content = {};
      file.as = SeenAs::indexed;
      file.hash = known.find(candidate.path, candidate.seen).hash;
    }
  }
  return files;
}

}  // namespace blogsearch
