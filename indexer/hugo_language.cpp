// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_language.hpp"

#include "common/text.hpp"
#include "indexer/site_settings.hpp"

#include <algorithm>

namespace blogsearch {
namespace {

// Before Hugo 0.73 lists of terms were "taxonomyTerm", and a term was a "taxonomy".
std::vector<std::string> disabled_kinds(const Value& config) {
  std::vector<std::string> kinds = lower_strings(config.find("disablekinds"));
  const auto old = std::ranges::find(kinds, "taxonomyterm");
  if (old == kinds.end()) return kinds;
  const auto has_both = std::ranges::find(kinds, "taxonomy") != kinds.end();
  *old = has_both ? "term" : "taxonomy";
  return kinds;
}

std::vector<std::pair<std::string, std::string>> taxonomies(const Value& config) {
  const Value* configured = config.find("taxonomies");
  if (configured == nullptr || !configured->is_map())
    return {{"tag", "tags"}, {"category", "categories"}};
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [singular, plural] : configured->entries) {
    if (plural.is_scalar()) found.emplace_back(singular, lower_ascii(plural.text));
  }
  return found;
}

// The keys of one date: as configured, with ":default" and the other names of each key filled in.
std::vector<std::string> date_keys(const Value* configured,
                                   const std::vector<std::string>& defaults) {
  std::vector<std::string> named;
  for (const std::string& key : configured == nullptr ? defaults : lower_strings(configured)) {
    if (key == ":default") {
      named.insert(named.end(), defaults.begin(), defaults.end());
    } else {
      named.push_back(key);
    }
  }
  std::vector<std::string> keys;
  for (const std::string& key : named) {
    keys.push_back(key);
    if (key == "lastmod") keys.emplace_back("modified");
    if (key == "publishdate") keys.insert(keys.end(), {"pubdate", "published"});
    if (key == "expirydate") keys.emplace_back("unpublishdate");
  }
  return keys;
}

void read_rules(HugoLanguage& language) {
  const Value& config = language.config;
  language.disabled_kinds = disabled_kinds(config);
  language.taxonomies = taxonomies(config);
  language.dates.date =
      date_keys(config.find_path("frontmatter.date"), {"date", "publishdate", "lastmod"});
  language.dates.publish_date =
      date_keys(config.find_path("frontmatter.publishdate"), {"publishdate", "date"});
  language.dates.expiry_date =
      date_keys(config.find_path("frontmatter.expirydate"), {"expirydate"});
  language.zone = TimeZone(string_at(config, "timezone", "UTC"));
  language.paths.to_lower = !bool_at(config, "disablepathtolower", false);
  language.paths.remove_accents = bool_at(config, "removepathaccents", false);
  language.drafts = bool_at(config, "builddrafts", false);
  language.future = bool_at(config, "buildfuture", false);
  language.expired = bool_at(config, "buildexpired", false);
}

// A language's own permalinks replace those of the site; only params are merged.
Value overlaid(Value config, const Value& own) {
  for (const auto& [key, value] : own.entries) {
    const Value* common = key == "params" ? config.find(key) : nullptr;
    config.set(key, common == nullptr ? value : merge(*common, value));
  }
  return config;
}

}  // namespace

std::vector<std::string> lower_strings(const Value* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  for (const std::string& text : as_strings(*value)) texts.push_back(lower_ascii(text));
  return texts;
}

HugoLanguage read_hugo_language(std::string key, const Value& config, const Value& own,
                                const SiteOverrides& overrides) {
  HugoLanguage language;
  language.key = std::move(key);
  language.config = overlaid(config, own);
  language.base_url =
      overrides.base_url.empty() ? string_at(language.config, "baseurl") : overrides.base_url;
  while (language.base_url.ends_with('/')) language.base_url.pop_back();
  const std::string code = first_text(own, {"languagecode", "locale"}, Printed::go);
  language.tag = language_tag(code.empty() ? language.key : code);
  read_rules(language);
  return language;
}

}  // namespace blogsearch
