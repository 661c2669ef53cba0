// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_settings.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 8;  // of folders in a configuration folder
constexpr std::array<std::string_view, 2> kConfigFolders = {"config/_default", "config/production"};

std::string without_slashes(std::string text) {
  while (text.starts_with("./")) text.erase(0, 2);
  while (text.starts_with('/')) text.erase(0, 1);
  while (text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

// The files of a configuration folder and those in it, in order of their names.
std::vector<std::string> settings_files(const fs::path& root, std::string_view folder) {
  std::vector<std::string> files;
  std::error_code error;
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(root / folder, options, error), end; !error && it != end;
       it.increment(error)) {
    const std::string ending = it->path().extension().string();
    const bool known =
        ending == ".toml" || ending == ".yaml" || ending == ".yml" || ending == ".json";
    if (known) files.push_back(it->path().lexically_relative(root).generic_string());
    if (it.depth() >= kMaxDepth) it.disable_recursion_pending();
  }
  std::ranges::sort(files);
  return files;
}

Value map_of(std::string_view key, Value value) {
  Value map;
  map.set(key, std::move(value));
  return map;
}

// hugo.toml is the root, params.toml the key params, languages.fr.toml the key fr below languages,
// params.fr.toml and menus.fr.toml keys of that language.
Value placed(const std::string& file, Value value) {
  const std::string stem = lower_ascii(fs::path(file).stem().string());
  const std::size_t dot = stem.find('.');
  const std::string name = stem.substr(0, dot);
  if (name == "hugo" || name == "config") return value;
  if (dot == std::string::npos) return map_of(name, std::move(value));
  const std::string language = stem.substr(dot + 1);
  if (name != "languages") value = map_of(name, std::move(value));
  return map_of("languages", map_of(language, std::move(value)));
}

Value read_all(const fs::path& root) {
  Value config;
  config.kind = Value::Kind::map;
  if (const auto file = find_hugo_config(root)) config = lower_keys(read_settings(root, *file));
  for (const std::string_view folder : kConfigFolders) {
    for (const std::string& file : settings_files(root, folder))
      config = merge(std::move(config), placed(file, lower_keys(read_settings(root, file))));
  }
  return config;
}

std::string text_at(const Value& config, std::string_view key, std::string_view fallback = {}) {
  return string_at(config, key, fallback);
}

struct Weighed {
  std::int64_t weight = 0;
  HugoLanguage language;
};

bool is_disabled(const HugoSettings& settings, const std::string& key, const Value& own) {
  return std::ranges::find(settings.disabled_languages, key) != settings.disabled_languages.end() ||
         bool_at(own, "disabled", false);
}

// The configured languages, lightest first; those without weight last, by name.
void read_languages(HugoSettings& settings, const SiteOverrides& overrides) {
  const Value* all = settings.config.find("languages");
  std::vector<Weighed> found;
  for (const auto& [key, own] : all == nullptr ? Value().entries : all->entries) {
    if (!own.is_map()) continue;
    if (is_disabled(settings, key, own)) {
      settings.disabled_languages.push_back(key);
      continue;
    }
    const Value* weight = own.find("weight");
    const std::int64_t heavy = weight == nullptr ? 0 : as_int(*weight).value_or(0);
    settings.multihost = settings.multihost || own.find("baseurl") != nullptr;
    found.push_back(
        {heavy == 0 ? INT64_MAX : heavy, read_hugo_language(key, settings.config, own, overrides)});
  }
  std::ranges::stable_sort(found, {},
                           [](const Weighed& w) { return std::pair(w.weight, w.language.key); });
  for (Weighed& weighed : found) settings.languages.push_back(std::move(weighed.language));
}

// One language that the site does not name: what its files are in.
void add_only_language(HugoSettings& settings, const SiteOverrides& overrides) {
  const std::string key = lower_ascii(text_at(settings.config, "defaultcontentlanguage", "en"));
  HugoLanguage only = read_hugo_language(key, settings.config, {}, overrides);
  const std::string code = first_text(
      settings.config, {"languagecode", "locale", "defaultcontentlanguage"}, Printed::go);
  only.tag = language_tag(code);
  settings.languages.push_back(std::move(only));
}

void set_default_language(HugoSettings& settings) {
  const std::string key = lower_ascii(text_at(settings.config, "defaultcontentlanguage", "en"));
  const auto found = std::ranges::find(settings.languages, key, &HugoLanguage::key);
  if (found != settings.languages.end())
    settings.default_language = static_cast<std::size_t>(found - settings.languages.begin());
  const bool in_folder = bool_at(settings.config, "defaultcontentlanguageinsubdir", false);
  if (settings.multihost || settings.languages.size() < 2) return;
  for (std::size_t i = 0; i < settings.languages.size(); ++i) {
    if (in_folder || i != settings.default_language)
      settings.languages[i].prefix = settings.languages[i].key;
  }
}

void set_override(HugoSettings& settings, const SiteOverrides& overrides) {
  const std::string tag = language_tag(overrides.language);
  if (!tag.empty()) settings.languages[settings.default_language].tag = tag;
}

std::string mount_language(const Value& mount) {
  const Value* languages = mount.find_path("sites.matrix.languages");
  const auto named = languages == nullptr ? std::vector<std::string>() : as_strings(*languages);
  return lower_ascii(named.empty() ? text_at(mount, "lang") : named.front());
}

std::vector<std::string> globs_at(const Value& mount, std::string_view key) {
  const Value* value = mount.find(key);
  std::vector<std::string> globs =
      value == nullptr ? std::vector<std::string>() : as_strings(*value);
  for (std::string& glob : globs) {
    if (!glob.starts_with('/')) glob.insert(0, "/");
  }
  return globs;
}

// module.mounts, where one of them is content.
void read_mounts(HugoSettings& settings) {
  const Value* mounts = settings.config.find_path("module.mounts");
  if (mounts == nullptr) return;
  for (const Value& mount : mounts->items) {
    const std::string target = without_slashes(text_at(mount, "target"));
    const bool content = target == "content" || target.starts_with("content/");
    if (content)
      settings.mounts.push_back({without_slashes(text_at(mount, "source")),
                                 target.substr(std::min<std::size_t>(8, target.size())),
                                 mount_language(mount), globs_at(mount, "includefiles"),
                                 globs_at(mount, "excludefiles")});
  }
}

std::string own_folder(const Value* languages, const HugoLanguage& language) {
  const Value* own = languages == nullptr ? nullptr : languages->find(language.key);
  return own == nullptr ? std::string() : without_slashes(text_at(*own, "contentdir"));
}

// contentDir for all, or a folder for each language as soon as one names its own.
void set_content_folders(HugoSettings& settings) {
  std::vector<const HugoLanguage*> order = {&settings.languages[settings.default_language]};
  for (const HugoLanguage& language : settings.languages) {
    if (&language != order.front()) order.push_back(&language);
  }
  const Value* languages = settings.config.find("languages");
  const bool have_own = std::ranges::any_of(
      order, [&](const HugoLanguage* each) { return !own_folder(languages, *each).empty(); });
  if (!have_own) {
    const std::string folder = without_slashes(text_at(settings.config, "contentdir", "content"));
    settings.mounts.push_back({folder, "", "", {}, {}});
    return;
  }
  for (const HugoLanguage* language : order) {
    std::string folder = own_folder(languages, *language);
    if (folder.empty()) folder = "content";
    if (std::ranges::find(settings.mounts, folder, &HugoMount::source) == settings.mounts.end())
      settings.mounts.push_back({folder, "", language->key, {}, {}});
  }
}

}  // namespace

const HugoLanguage* HugoSettings::find_language(std::string_view key) const {
  const auto found = std::ranges::find(languages, key, &HugoLanguage::key);
  return found == languages.end() ? nullptr : &*found;
}

std::optional<std::string> find_hugo_config(const fs::path& root) {
  if (auto own = find_file(root, {"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"})) return own;
  auto old = find_file(root, {"config.toml", "config.yaml", "config.yml", "config.json"});
  if (!old) return std::nullopt;
  const Value config = lower_keys(read_settings(root, *old));
  if (config.find("base_url") != nullptr) return std::nullopt;
  std::error_code ignored;
  const bool has_content =
      fs::is_directory(root / without_slashes(text_at(config, "contentdir", "content")), ignored);
  const bool has_keys = std::ranges::any_of(
      std::array{"baseurl", "languagecode", "theme", "permalinks", "taxonomies", "markup"},
      [&](std::string_view key) { return config.find(key) != nullptr; });
  return has_content || has_keys ? old : std::nullopt;
}

HugoSettings read_hugo_settings(const fs::path& root, const SiteOverrides& overrides) {
  HugoSettings settings;
  settings.config = read_all(root);
  settings.disabled_languages = lower_strings(settings.config.find("disablelanguages"));
  read_languages(settings, overrides);
  if (settings.languages.empty()) add_only_language(settings, overrides);
  set_default_language(settings);
  set_override(settings, overrides);
  read_mounts(settings);
  if (settings.mounts.empty()) set_content_folders(settings);
  settings.now = std::chrono::duration_cast<std::chrono::seconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  if (const Value* ignored = settings.config.find("ignorefiles"))
    settings.ignore_files = as_strings(*ignored);
  return settings;
}

}  // namespace blogsearch
