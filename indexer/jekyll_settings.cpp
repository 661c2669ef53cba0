// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll_settings.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/glob.hpp"
#include "indexer/site_settings.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace blogsearch {
namespace {

struct Style {
  std::string_view name;
  std::string_view permalink;
};
// Jekyll::Configuration::STYLE_TO_PERMALINK.
constexpr std::array<Style, 5> kStyles = {
    {{"none", "/:categories/:title:output_ext"},
     {"date", "/:categories/:year/:month/:day/:title:output_ext"},
     {"ordinal", "/:categories/:year/:y_day/:title:output_ext"},
     {"pretty", "/:categories/:year/:month/:day/:title/"},
     {"weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext"}}};

constexpr std::array<std::string_view, 10> kDefaultExcludes = {
    ".sass-cache",  ".jekyll-cache",  "gemfiles",      "Gemfile",      "Gemfile.lock",
    "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"};

std::string template_of(const std::string& permalink) {
  for (const Style& style : kStyles) {
    if (style.name == permalink) return std::string(style.permalink);
  }
  return permalink;
}

// "./docs/" -> "docs"; "." -> "".
std::string plain_folder(std::string folder) {
  while (folder.starts_with("./")) folder.erase(0, 2);
  while (folder.starts_with('/')) folder.erase(0, 1);
  while (folder.ends_with('/')) folder.pop_back();
  return folder == "." ? "" : folder;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(trim(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

std::vector<std::string> strings_at(const Value& config, std::string_view key) {
  const Value* value = config.find(key);
  return value == nullptr ? std::vector<std::string>() : as_strings(*value);
}

// Jekyll's own exclusions hold beside those of the site; what is included is not excluded.
void read_filters(JekyllSettings& settings) {
  settings.include = strings_at(settings.config, "include");
  if (settings.config.find("include") == nullptr) settings.include = {".htaccess"};
  settings.exclude = strings_at(settings.config, "exclude");
  settings.exclude.insert(settings.exclude.end(), kDefaultExcludes.begin(), kDefaultExcludes.end());
  std::erase_if(settings.exclude, [&](const std::string& pattern) {
    return std::ranges::find(settings.include, pattern) != settings.include.end();
  });
}

std::string label_of(std::string_view name) {
  std::string label;
  std::ranges::copy_if(name, std::back_inserter(label), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == '.';
  });
  return label;
}

bool is_true(const Value* value) {
  return value != nullptr && !is_nothing(*value) && as_bool(*value).value_or(true);
}

void read_collections(JekyllSettings& settings) {
  if (const Value* all = settings.config.find("collections")) {
    for (const std::string& name : as_strings(*all)) settings.collections[label_of(name)];
    for (const auto& [name, about] : all->entries) {
      JekyllCollection& collection = settings.collections[label_of(name)];
      if (label_of(name) != name) continue;  // Jekyll then looks for the shorter name, in vain
      collection.output = is_true(about.find("output"));
      collection.permalink = string_at(about, "permalink");
    }
  }
  settings.collections.erase("data");
  JekyllCollection& posts = settings.collections["posts"];
  posts.output = true;
  if (posts.permalink.empty()) posts.permalink = template_of(settings.permalink);
}

std::string plural_type(const std::string& type) {
  const bool old_name = type == "page" || type == "post" || type == "draft";
  return old_name ? type + "s" : type;
}

void read_defaults(JekyllSettings& settings) {
  const Value* sets = settings.config.find("defaults");
  if (sets == nullptr) return;
  for (const Value& set : sets->items) {
    const Value* values = set.find("values");
    if (values == nullptr || !values->is_map()) continue;
    JekyllDefaults defaults;
    defaults.values = *values;
    if (const Value* scope = set.find("scope")) {
      defaults.path = string_at(*scope, "path");
      defaults.has_type = scope->find("type") != nullptr;
      defaults.type = plural_type(string_at(*scope, "type"));
    }
    settings.defaults.push_back(std::move(defaults));
  }
}

// An unknown zone is UTC, as it is for the C library that Jekyll leaves it to.
TimeZone zone_of(const std::string& name) {
  if (name.empty()) return {};
  try {
    return TimeZone(name);
  } catch (const Error&) {
    return {};
  }
}

std::string base_of(const Value& config, const SiteOverrides& overrides) {
  std::string base = overrides.base_url;
  if (base.empty()) {
    std::string url = string_at(config, "url");
    while (url.ends_with('/')) url.pop_back();
    const std::string folder = plain_folder(string_at(config, "baseurl"));
    base = url + (folder.empty() ? "" : "/" + folder);
  }
  while (base.ends_with('/')) base.pop_back();
  return base;
}

Value known_authors(const std::filesystem::path& root, const JekyllSettings& settings) {
  Value authors;
  if (const Value* own = settings.config.find("authors")) authors = *own;
  const std::string folder =
      settings.source + string_at(settings.config, "data_dir", "_data") + "/";
  for (const std::string_view ending : {"authors.yml", "authors.yaml", "authors.json"}) {
    const std::string file = folder + std::string(ending);
    if (!find_file(root, {file})) continue;
    try {
      authors = merge(authors, read_settings(root, file));
    } catch (const Error&) {
      continue;  // names only: short ones are shown then
    }
  }
  return authors;
}

UnixTime current_time() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

// Without the collections' folder in front, and without a / there.
std::string_view without_folder(std::string_view path, const std::string& folder) {
  if (!folder.empty() && path.starts_with(folder + "/")) path.remove_prefix(folder.size() + 1);
  return path;
}

// Jekyll globs the disk and takes what it finds as prefixes; here each folder above the file, and
// itself.
bool glob_covers(std::string_view glob, std::string_view path) {
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    if (glob_matches(glob, path.substr(0, end), GlobRule::dir_glob)) return true;
    if (end == std::string_view::npos) return false;
  }
}

bool covers(const JekyllSettings& settings, const JekyllDefaults& set, std::string_view path,
            std::string_view type) {
  if (set.has_type && set.type != type) return false;
  if (set.path.empty()) return true;
  if (set.path.find('*') == std::string::npos)
    return path.starts_with(without_folder(set.path, settings.collections_dir));
  std::string_view glob = set.path;
  while (glob.starts_with('/')) glob.remove_prefix(1);
  while (glob.ends_with('/')) glob.remove_suffix(1);
  return glob_covers(without_folder(glob, settings.collections_dir), path);
}

// Is `set` as near to the file as `before`, or nearer?
bool has_precedence(const JekyllDefaults* before, const JekyllDefaults& set) {
  if (before == nullptr) return true;
  const auto length = [](const JekyllDefaults& s) {
    return s.path.size() - (s.path.starts_with('/') ? 1 : 0);
  };
  if (length(set) != length(*before)) return length(set) > length(*before);
  return set.has_type || !before->has_type;
}

}  // namespace

JekyllSettings read_jekyll_settings(const std::filesystem::path& root,
                                    const SiteOverrides& overrides) {
  JekyllSettings settings;
  if (const auto file = find_file(root, {"_config.yml", "_config.yaml", "_config.toml"}))
    settings.config = read_settings(root, *file);
  const Value& config = settings.config;
  const std::string source = plain_folder(string_at(config, "source"));
  settings.source = source.empty() ? "" : source + "/";
  settings.collections_dir = plain_folder(string_at(config, "collections_dir"));
  settings.destination = plain_folder(string_at(config, "destination", "_site"));
  settings.base = base_of(config, overrides);
  settings.permalink = string_at(config, "permalink", "date");
  if (settings.permalink.empty()) settings.permalink = "date";
  settings.language = language_tag(
      overrides.language.empty() ? first_text(config, {"lang", "language", "locale"}, Printed::ruby)
                                 : overrides.language);
  for (const std::string& ending :
       split(string_at(config, "markdown_ext", "markdown,mkdown,mkdn,mkd,md"), ','))
    settings.markdown_endings.push_back("." + lower_ascii(ending));
  settings.future = is_true(config.find("future"));
  settings.unpublished = is_true(config.find("unpublished"));
  settings.strict_front_matter = is_true(config.find("strict_front_matter"));
  settings.show_drafts = is_true(config.find("show_drafts"));
  if (const Value* limit = config.find("limit_posts"))
    settings.limit_posts = as_int(*limit).value_or(0);
  settings.zone = zone_of(string_at(config, "timezone"));
  settings.now = current_time();
  read_filters(settings);
  read_collections(settings);
  read_defaults(settings);
  settings.authors = known_authors(root, settings);
  return settings;
}

Value jekyll_defaults(const JekyllSettings& settings, std::string_view path,
                      std::string_view type) {
  Value values;
  values.kind = Value::Kind::map;
  const JekyllDefaults* before = nullptr;
  for (const JekyllDefaults& set : settings.defaults) {
    if (!covers(settings, set, path, type)) continue;
    if (has_precedence(before, set)) {
      values = merge(std::move(values), set.values);
      before = &set;
    } else {
      values = merge(set.values, values);
    }
  }
  return values;
}

}  // namespace blogsearch
