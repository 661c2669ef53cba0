// SPDX-License-Identifier: GPL-3.0-or-later
// What a Hugo site's configuration says about one of its languages: most settings may differ.
#pragma once

#include "common/value.hpp"
#include "indexer/date.hpp"
#include "indexer/site.hpp"
#include "indexer/slug.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

// Which front matter decides each date, in order; also ":filename" (all in lower case).
struct HugoDateKeys {
  std::vector<std::string> date, publish_date, expiry_date;
};

struct HugoLanguage {
  std::string key;       // as in file names and URLs: "fr", "zh-cn"
  std::string tag;       // BCP 47; empty where the site says nothing
  std::string base_url;  // without / at its end
  std::string prefix;    // "fr" where its pages lie below /fr/; set by the settings of the site
  Value config;          // the site's settings with this language's own on top
  std::vector<std::string> disabled_kinds;
  std::vector<std::pair<std::string, std::string>> taxonomies;  // singular, plural
  HugoDateKeys dates;
  HugoPathRules paths;
  TimeZone zone;
  bool drafts = false, future = false, expired = false;  // also these are built
};

// `config`: the site's settings, keys in lower case; `own`: what the language has of its own.
// Throws Error for a time zone that there is not.
HugoLanguage read_hugo_language(std::string key, const Value& config, const Value& own,
                                const SiteOverrides& overrides);

// A list, or one text, in lower case.
std::vector<std::string> lower_strings(const Value* value);

}  // namespace blogsearch
