// SPDX-License-Identifier: GPL-3.0-or-later
// What the real Hugo makes of a site's content, beside what we make of it.
#pragma once

#include "indexer/site.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace blogsearch {

// What becomes of one content file. All lists of names are sorted; dates of list pages are left
// out, since Hugo takes them from what they list.
struct PostRecord {
  std::string url, date, language;
  std::string title;  // its words; Hugo's may be empty, ours is then made of the text
  std::vector<std::string> tags, categories, aliases;
  std::vector<std::string> heading_ids;  // in order
  std::vector<std::string> words;        // of headings, text and code, sorted, in lower case
  bool has_formulas = false;    // TeX, which Hugo leaves as it is and we read: told by its output
  bool has_shortcodes = false;  // of whose arguments we show the prose: told by our source
};

// By path inside the site. `refused`: what the files say that cannot be read, by path; for Hugo,
// which stops at the first, the end of its log with the key "".
struct PostRecords {
  std::map<std::string, PostRecord> posts;
  std::map<std::string, std::string> refused;
};

bool has_hugo();

// Puts our layouts into `root`, a site without any, and builds it into its folder public.
PostRecords hugo_records(const std::filesystem::path& root);

// The posts that are shown now by our rules.
PostRecords our_records(const Site& site);

// A line for each difference of one kind: "path: url: <generator> / ours <other>".
using Differences = std::map<std::string, std::vector<std::string>>;  // by kind
Differences compare(const PostRecords& generator, const PostRecords& ours);

// All of that for one site, a line each; empty where both agree. What only one of the two refuses
// is a difference as well.
std::string hugo_disagreement(const std::filesystem::path& root);

}  // namespace blogsearch
