// SPDX-License-Identifier: GPL-3.0-or-later
// A request to an answer: what searchd and `search` ask.
#pragma once

#include "common/config.hpp"
#include "common/query.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

class Vocabularies;

// What is asked. Any bytes are a valid query; limit and offset are checked by the caller.
struct SearchRequest {
  std::string query;
  std::string site;  // empty: the only site there is
  int limit = 10;    // 0..100 for HTTP; any for the command line
  int offset = 0;
  Sort sort = Sort::relevance;
  bool prefix = false;  // the last word is also tried as a beginning: search as you type
  std::optional<std::int64_t>
      now;  // the moment for scheduled and expiring posts, seconds; absent: the clock
};

// A section of a hit that matches by itself.
struct SectionHit {
  std::string heading;
  std::string url;  // the post's URL, "#" and the heading's id
  std::string snippet_html;
};

// One post found. *_html is escaped text with <mark> and nothing else.
struct Hit {
  std::string url, title, title_html, snippet_html;
  std::string path;  // inside the site, for --trec; not in the JSON
  std::string date;  // "2024-10-02"; empty: none
  std::vector<std::string> tags, categories, authors;
  std::string lang;
  double score = 0;
  std::vector<std::string> matched, missing;  // the query's words, as typed
  std::vector<SectionHit> sections;
};

struct Answer {
  std::string query, site;
  std::size_t total = 0;
  int offset = 0, limit = 10;
  double took_ms = 0;
  std::optional<std::string> corrected;  // the query that was answered instead
  std::vector<std::string>
      missing;  // words left out, because no post has all; empty: all words matched
  std::vector<Hit> hits;
};

struct SiteStatus {
  std::string name;
  std::size_t posts = 0;
  std::string revision;  // changes whenever the index does; usable in an ETag
  std::string problem;   // why it is not served as it should be; empty: all is well
};

// The sites of an index directory, open for reading. Not thread-safe: one for each thread, cheap to
// make (some 20 us a site). Sees a new index by itself at the next search.
class Searcher {
 public:
  // `vocabularies`: shared by the searchers of several threads; empty: its own.
  Searcher(std::filesystem::path index_dir, const Config& config,
           std::shared_ptr<Vocabularies> vocabularies = nullptr);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  // Throws Error: not_found (no such site; names those there are), unavailable (no index yet),
  // time_limit.
  Answer search(const SearchRequest& request);
  // Every site found, also one that cannot be opened, with its problem.
  std::vector<SiteStatus> sites();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace blogsearch
