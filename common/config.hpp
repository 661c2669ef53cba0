// SPDX-License-Identifier: GPL-3.0-or-later
// The settings file. config/blogsearch.yaml is its reference: every key, its default, a sentence
// each.
#pragma once

#include "common/ip_address.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace blogsearch {

// How much each place of a word counts, and what is added on top (docs/architecture.md, "Ranking").
struct RankingConfig {
  double title = 4.0;  // a word in the title counts as so many in the body
  double headings = 2.0;
  double tags = 2.0;  // tags and categories
  double description = 1.5;
  double code = 1.0;
  double recency =
      0.1;  // the most that a new post gains over an old one, as a part of the score; 0: off
  int recency_half_life_days = 730;  // after so many days half of that is left
};

// "js, javascript" or "k8s => kubernetes, kube": what stands before the arrow and what behind it;
// without an arrow all stands in `left`.
struct Rule {
  std::vector<std::string> left, right;
};

struct SearchConfig {
  int time_limit_ms = 40;      // of processor time, after which a search is cut short
  int snippet_length = 200;    // characters, about
  std::vector<Rule> synonyms;  // words that mean the same, or what the left ones mean, too
  std::vector<Rule> pinned;    // queries, and the URLs of the posts that come first for them
};

std::vector<IpNetwork> this_machine();

struct ServerConfig {
  std::string listen =
      "127.0.0.1:7700";  // HOST:PORT, [IPv6]:PORT, unix:/PATH; port 0: any free one
  int workers = 0;       // searching at once; 0: as many as cores
  int queue = 64;        // waiting requests, before 503
  int max_connections = 4096;
  // Who may say on whose behalf it asks (X-Forwarded-For).
  std::vector<IpNetwork> trusted_proxies = this_machine();
  std::vector<std::string> cors_origins = {"*"};  // whose pages may read the answers; "*": all
  std::vector<std::string> api_keys;              // empty: none is needed
  double rate_limit = 30;                         // requests a second of one client; 0: no limit
  int rate_burst = 120;                           // of these at once
  std::string public_url;       // what readers call it, without a slash at the end; empty: as asked
  std::string escape = "auto";  // of marked text in Meilisearch's and Algolia's form: always, never
  int max_age = 60;             // seconds for which browsers and caches keep an answer
  int cache_bytes = 8'388'608;  // of answers kept here; 0: none
  std::vector<IpNetwork> metrics_clients = this_machine();  // who may read /metrics
};

struct LogConfig {
  std::string format = "text";  // or json
  bool requests = true;         // a line for each
  bool clients = false;         // with the client's address
  bool queries = false;         // with the query
};

struct StatsConfig {
  int days = 90;       // for which it is known what was searched for; 0: it is not counted
  std::string folder;  // empty: beside the index
};

struct SiteConfig {
  std::string name;       // as in ?site= and --site; empty: from the folder's name
  std::string base_url;   // overrides what the site's own configuration says
  std::string language;   // for posts that say nothing; empty: the site's own setting
  std::string permalink;  // the URL template of a folder without generator; empty: by the path
};

struct Config {
  std::string index;  // the index directory; empty: default_index_dir()
  SiteConfig site;
  RankingConfig ranking;
  SearchConfig search;
  ServerConfig server;
  LogConfig log;
  StatsConfig stats;
};

// Reads `file`. Every key is optional. An unknown key or a bad value throws Error(usage)
// "FILE:LINE: ..." with the nearest known key.
Config read_config(const std::filesystem::path& file);

// The file that is read when --config is not given: $BLOGSEARCH_CONFIG, else
// /etc/blogsearch/blogsearch.yaml if it is there; empty path: none, the defaults hold.
std::filesystem::path default_config_file();

// --index, else the settings' `index`, else $BLOGSEARCH_INDEX, else /var/lib/blogsearch for root,
// else $XDG_DATA_HOME/blogsearch (~/.local/share/blogsearch).
std::filesystem::path index_dir(const std::string& option, const Config& config);

// Every setting with its value, a line each, "ranking.title = 4": what --show-config and the tests
// print.
std::string describe(const Config& config);

}  // namespace blogsearch
