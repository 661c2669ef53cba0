// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked, and what is answered: values that know nothing of an index.
#pragma once

#include "common/query.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace blogsearch {

// What is asked. Any bytes are a valid query; limit and offset are checked by the caller.
struct SearchRequest {
  std::string query;
  std::string site;  // empty: the only site there is
  int limit = 10;    // 0..100 for HTTP; any for the command line
  int offset = 0;
  Sort sort = Sort::relevance;
  bool explain = false;  // each hit says what its score is made of
  bool prefix = false;   // the last word is also tried as a beginning: search as you type
  std::optional<std::int64_t>
      now;  // the moment for scheduled and expiring posts, seconds; absent: the clock
};

// What one part of a query adds to a post's score.
struct ScorePart {
  std::string label;  // "homogenization", "the query is the title"
  double weight = 0;
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
  std::vector<ScorePart> parts;               // of its score, the largest first; only if asked for
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

// Why a post is not found, or not higher.
struct WhyNot {
  std::string url, title;  // of the post; no title: it is not in the index
  std::size_t rank = 0;    // its place among all that is found, from 1; 0: it is not
  double score = 0;
  std::vector<std::string> reasons;  // why it is not found, or not first: a sentence each
  std::vector<ScorePart> parts;      // of its score
  std::string above;                 // the title of the first post
  std::vector<ScorePart> above_parts;
};

}  // namespace blogsearch
