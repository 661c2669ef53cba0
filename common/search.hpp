// SPDX-License-Identifier: GPL-3.0-or-later
// A request to an answer: what searchd and `search` ask.
#pragma once

#include "common/config.hpp"
#include "common/related.hpp"
#include "common/search_types.hpp"
#include "common/suggest.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace blogsearch {

struct HeldParts;

struct SiteStatus {
  std::string name;
  std::size_t posts = 0;
  std::string revision;            // changes whenever the index does; usable in an ETag
  std::string problem;             // why it is not served as it should be; empty: all is well
  std::size_t moments_passed = 0;  // changes when a scheduled post appears, or an expired one goes
};

// The sites of an index directory, open for reading. Not thread-safe: one for each thread, cheap to
// make (some 20 us a site). Sees a new index by itself at the next search.
class Searcher {
 public:
  // `held`: shared by the searchers of several threads; empty: its own.
  Searcher(std::filesystem::path index_dir, const Config& config,
           std::shared_ptr<HeldParts> held = nullptr);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // Throws Error: not_found (no such site; names those there are), unavailable (no index yet),
  // time_limit.
  Answer search(const SearchRequest& request);
  // Why the post with this URL or path is not found by `request`, or not higher. Throws as search()
  // does.
  WhyNot why_not(const SearchRequest& request, const std::string& post);
  // Completions of what is being typed. Throws Error like search(), but for time_limit.
  Suggestions suggest(const SuggestRequest& request);
  // Posts like a given one, or like each one that is shown now. Throw as search() does, and
  // not_found for a post that is not there.
  Answer related(const RelatedRequest& request);
  std::vector<RelatedPosts> all_related(const RelatedRequest& request);
  // Every site found, also one that cannot be opened, with its problem.
  std::vector<SiteStatus> sites();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace blogsearch
