// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked, and what is answered: values that know nothing of an index.
#pragma once

#include "common/marked_text.hpp"
#include "common/query.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// What can be counted over all posts that are found.
enum class FacetField : std::uint8_t { tag, category, author, language, year };

std::string_view name_of(FacetField field);  // "lang": as in ?facets=
std::optional<FacetField> facet_field(std::string_view name);

// What is asked. Any bytes are a valid query; limit and offset are checked by the caller.
struct SearchRequest {
  std::string query;
  std::vector<std::string>
      sites;     // empty: the only site there is; "*": all of them; several: one answer over all
  Query filter;  // what a post has to be, whatever the query; all: anything
  std::vector<FacetField> facets;  // to be counted
  int facet_limit = 1'000;         // values of each facet
  int limit = 10;                  // 0..100 for HTTP; any for the command line
  int offset = 0;
  Sort sort = Sort::relevance;
  int snippet_length = 0;  // characters, about; 0: as the settings say
  bool fragment = false;   // links lead to the passage that is shown (#:~:text=)
  bool loosen = true;      // where no post has all words: those that have most of them
  bool explain = false;    // each hit says what its score is made of
  bool prefix = false;     // the last word is also tried as a beginning: search as you type
  std::optional<std::int64_t>
      now;  // the moment for scheduled and expiring posts, seconds; absent: the clock

  bool operator==(const SearchRequest&) const = default;
};

// What one part of a query adds to a post's score.
struct ScorePart {
  std::string label;  // "homogenization", "the query is the title"
  double weight = 0;
};

// A section of a hit that matches by itself.
struct SectionHit {
  MarkedText heading;
  std::string url;  // the post's URL, "#" and the heading's id
  MarkedText snippet;
};

// One post found.
struct Hit {
  std::string site, url;
  MarkedText title, snippet;
  std::string path;  // inside the site, for --trec; not in the JSON
  std::string date;  // "2024-10-02"; empty: none
  std::vector<std::string> tags, categories, authors;
  std::string lang;
  double score = 0;
  std::vector<ScorePart> parts;               // of its score, the largest first; only if asked for
  std::vector<std::string> matched, missing;  // the query's words, as typed
  std::vector<SectionHit> sections;
};

// How many of the posts found have a value: exact, over all of them.
struct FacetCount {
  std::string value;
  std::size_t posts = 0;
};
struct Facet {
  FacetField field = FacetField::tag;
  std::vector<FacetCount> counts;  // the most frequent first; years: the newest first
};

struct Answer {
  std::string query;
  std::string site;  // empty: several
  std::size_t total = 0;
  int offset = 0, limit = 10;
  double took_ms = 0;
  std::optional<std::string> corrected;  // the query that was answered instead
  std::vector<std::string>
      missing;  // words left out, because no post has all; empty: all words matched
  std::vector<Hit> hits;
  std::vector<Facet> facets;  // those that were asked for, in that order
  // Of all sites ("*"), those that cannot be read, each with the reason; not in the JSON, which
  // /healthz tells.
  std::vector<std::string> left_out;
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
