// SPDX-License-Identifier: GPL-3.0-or-later
// The presets follow the documentation of each generator: getzola.org/documentation/content,
// hexo.io/docs/permalinks, mkdocs.org/user-guide/writing-your-docs, docusaurus.io/docs/blog and
// /docs/create-doc, 11ty.dev/docs/permalinks, docs.astro.build/en/guides/routing.
#include "indexer/folder_rules.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/scan.hpp"
#include "indexer/site_settings.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxLookDepth = 3;  // how far down language folders are looked for

bool is_folder(const fs::path& root, std::string_view folder) {
  std::error_code ignored;
  return fs::is_directory(root / folder, ignored);
}

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

std::string without_slashes(std::string text) {
  while (text.starts_with('/') || text.starts_with("./"))
    text.erase(0, text.starts_with('/') ? 1 : 2);
  while (text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

// The text after `key:` or `key =` in JavaScript, where it is a plain string: enough for a site's
// address.
std::string javascript_string(std::string_view source, std::string_view key) {
  for (std::size_t at = 0; (at = source.find(key, at)) != std::string_view::npos;
       at += key.size()) {
    std::string_view rest = source.substr(at + key.size());
    const bool whole = at == 0 || (std::isalnum(static_cast<unsigned char>(source[at - 1])) == 0 &&
                                   source[at - 1] != '_');
    rest = trim(rest.substr(0, 512));
    if (!whole || !(rest.starts_with(':') || rest.starts_with('='))) continue;
    rest = trim(rest.substr(1));
    if (rest.empty() || (rest.front() != '\'' && rest.front() != '"' && rest.front() != '`'))
      continue;
    const std::size_t end = rest.find(rest.front(), 1);
    if (end != std::string_view::npos) return std::string(rest.substr(1, end - 1));
  }
  return {};
}

std::string read_source(const fs::path& root, const std::string& file) {
  try {
    return read_file(root, file);
  } catch (const Error&) {
    return {};
  }
}

void read_zola(const fs::path& root, FolderRules& rules) {
  rules.preset = "zola";
  rules.config = read_settings(root, "config.toml");
  rules.base_url = string_at(rules.config, "base_url");
  rules.title = string_at(rules.config, "title");
  rules.language = string_at(rules.config, "default_language");
  rules.roots = {{"content", "", ""}};
  const Value* slugify = rules.config.find_path("slugify.paths");
  const Value* keeps_dates = rules.config.find_path("slugify.paths_keep_dates");
  rules.slugify = slugify == nullptr || slugify->text == "on";
  rules.drops_date = keeps_dates == nullptr || as_bool(*keeps_dates) != true;
  if (const Value* languages = rules.config.find("languages")) {
    for (const auto& [key, own] : languages->entries) rules.languages.push_back(key);
  }
  rules.built_folder = string_at(rules.config, "output_dir", "public");
}

void read_hexo(const fs::path& root, FolderRules& rules) {
  rules.preset = "hexo";
  rules.config = read_settings(root, *find_file(root, {"_config.yml", "_config.yaml"}));
  const Value& config = rules.config;
  const std::string folder = without_slashes(string_at(config, "root"));
  rules.base_url = string_at(config, "url");
  if (!folder.empty() && !rules.base_url.ends_with("/" + folder)) rules.base_url += "/" + folder;
  rules.title = string_at(config, "title");
  const Value* language = config.find("language");
  if (language != nullptr && !as_strings(*language).empty())
    rules.language = as_strings(*language).front();
  const std::string source = without_slashes(string_at(config, "source_dir", "source"));
  rules.ending = ".html";
  rules.roots = {
      {source + "/_posts", "", string_at(config, "permalink", ":year/:month/:day/:title/")},
      {source, "", ""}};
  const std::string zone = string_at(config, "timezone");
  if (!zone.empty()) rules.zone = TimeZone(zone);
  rules.built_folder = string_at(config, "public_dir", "public");
}

void read_mkdocs(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "mkdocs";
  rules.config = read_settings(root, file);
  rules.base_url = string_at(rules.config, "site_url");
  rules.title = string_at(rules.config, "site_name");
  if (const Value* theme = rules.config.find("theme"))
    rules.language = string_at(*theme, "language");
  rules.roots = {{without_slashes(string_at(rules.config, "docs_dir", "docs")), "", ""}};
  rules.ending = bool_at(rules.config, "use_directory_urls", true) ? "/" : ".html";
  rules.has_readme_index = true;
  rules.built_folder = string_at(rules.config, "site_dir", "site");
}

void read_docusaurus(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "docusaurus";
  const std::string source = read_source(root, file);
  const std::string folder = without_slashes(javascript_string(source, "baseUrl"));
  rules.base_url = javascript_string(source, "url") + (folder.empty() ? "" : "/" + folder);
  rules.title = javascript_string(source, "title");
  rules.language = javascript_string(source, "defaultLocale");
  rules.ending = source.find("trailingSlash: true") != std::string::npos ? "/" : "";
  rules.roots = {{"blog", "blog", ":year/:month/:day/:title" + rules.ending},
                 {"docs", "docs", ""},
                 {"src/pages", "", ""}};
  rules.drops_numbers = true;
  rules.has_readme_index = true;
  rules.built_folder = "build";
}

void read_eleventy(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "eleventy";
  const std::string input = without_slashes(javascript_string(read_source(root, file), "input"));
  rules.roots = {{input, "", ""}};
  rules.index_like_folder = true;
}

void read_astro(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "astro";
  const std::string source = read_source(root, file);
  const std::string folder = without_slashes(javascript_string(source, "base"));
  rules.base_url = javascript_string(source, "site") + (folder.empty() ? "" : "/" + folder);
  rules.roots = {{"src/content", "", ""}, {"src/pages", "", ""}};
  // Starlight's pages are at the root.
  if (is_folder(root, "src/content/docs"))
    rules.roots.insert(rules.roots.begin(), {"src/content/docs", "", ""});
  rules.built_folder = "dist";
}

void read_gatsby(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "gatsby";
  const std::string source = read_source(root, file);
  rules.base_url = javascript_string(source, "siteUrl");
  rules.title = javascript_string(source, "title");
  rules.roots = {{is_folder(root, "content") ? "content" : "", "", ""}};
  rules.built_folder = "public";
}

using Reader = void (*)(const fs::path&, const std::string&, FolderRules&);
struct Preset {
  std::string_view file;
  Reader read;
};
constexpr std::array<Preset, 20> kPresets = {{
    {"mkdocs.yml", read_mkdocs},
    {"mkdocs.yaml", read_mkdocs},
    {"docusaurus.config.js", read_docusaurus},
    {"docusaurus.config.ts", read_docusaurus},
    {"docusaurus.config.mjs", read_docusaurus},
    {"docusaurus.config.cjs", read_docusaurus},
    {".eleventy.js", read_eleventy},
    {"eleventy.config.js", read_eleventy},
    {"eleventy.config.mjs", read_eleventy},
    {"eleventy.config.cjs", read_eleventy},
    {"eleventy.config.ts", read_eleventy},
    {"astro.config.mjs", read_astro},
    {"astro.config.js", read_astro},
    {"astro.config.ts", read_astro},
    {"astro.config.cjs", read_astro},
    {"astro.config.mts", read_astro},
    {"gatsby-config.js", read_gatsby},
    {"gatsby-config.ts", read_gatsby},
    {"gatsby-config.mjs", read_gatsby},
    {"gatsby-config.cjs", read_gatsby},
}};

bool is_zola_site(const fs::path& root) {
  return find_file(root, {"config.toml"}) &&
         read_settings(root, "config.toml").find("base_url") != nullptr;
}

bool is_text(const fs::path& file) {
  static constexpr std::array<std::string_view, 5> endings = {".md", ".markdown", ".mdx", ".html",
                                                              ".htm"};
  return std::ranges::find(endings, lower_ascii(file.extension().string())) != endings.end();
}

// The folder below that sources lie in by custom: src or content, or another of such a name if it
// is the only one. Empty where the folder has content of its own.
std::string source_folder(const fs::path& root, const std::string& folder) {
  static constexpr std::array<std::string_view, 4> sure_names = {"src", "source", "content",
                                                                 "contents"};
  static constexpr std::array<std::string_view, 4> names_if_alone = {"apps", "site", "pages",
                                                                     "files"};
  std::vector<std::string> sure;
  std::vector<std::string> all;
  std::error_code error;
  for (fs::directory_iterator it(root / folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    const std::string path = join(folder, name);
    if (!it->is_directory(error)) {
      if (is_text(it->path()) && !is_repository_file(name)) return {};
    } else if (!is_foreign_folder(path)) {
      all.push_back(path);
      if (std::ranges::find(sure_names, name) != sure_names.end()) sure.push_back(path);
    }
  }
  if (sure.size() == 1) return sure.front();
  const bool alone = all.size() == 1 &&
                     std::ranges::find(names_if_alone, fs::path(all.front()).filename().string()) !=
                         names_if_alone.end();
  return alone ? all.front() : std::string();
}

// No generator is known: URLs begin below src/, content/ and the like.
void read_plain(const fs::path& root, FolderRules& rules) {
  rules.roots.push_back({"", "", ""});
  for (std::string folder = source_folder(root, ""); !folder.empty();
       folder = source_folder(root, folder))
    rules.roots.push_back({folder, "", ""});
}

void read_preset(const fs::path& root, FolderRules& rules) {
  if (is_zola_site(root)) return read_zola(root, rules);
  if (is_hexo_site(root)) return read_hexo(root, rules);
  for (const Preset& preset : kPresets) {
    if (find_file(root, {preset.file})) return preset.read(root, std::string(preset.file), rules);
  }
  read_plain(root, rules);
}

// Codes of two letters are also words (it, no, is), so that one of them alone says nothing; with a
// region it does.
void find_language_folders(const fs::path& root, const std::string& folder, int depth,
                           FolderRules& rules) {
  std::vector<std::string> named;
  std::vector<std::string> others;
  std::error_code error;
  for (fs::directory_iterator it(root / folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    const std::string path = join(folder, name);
    if (!it->is_directory(error) || is_foreign_folder(path)) continue;
    const bool tag = !language_tag(name).empty() &&
                     (name.size() == 2 || (name.size() > 3 && name.find_first_of("-_") == 2));
    (tag ? named : others).push_back(path);
  }
  const bool sure = named.size() > 1 ||
                    (named.size() == 1 && named.front().size() - named.front().rfind('/') > 4);
  if (sure) rules.language_folders.insert(named.begin(), named.end());
  if (depth == kMaxLookDepth) return;
  for (const std::string& other : others) find_language_folders(root, other, depth + 1, rules);
}

// Is there any Markdown or HTML beside the README and its like?
bool has_content(const fs::path& root) {
  std::error_code error;
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(root, options, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (it->is_directory(error)) {
      const std::string path = it->path().lexically_relative(root).generic_string();
      if (is_foreign_folder(path) || it.depth() > 8) it.disable_recursion_pending();
      continue;
    }
    if (is_text(it->path()) && !(it.depth() == 0 && is_repository_file(name))) return true;
  }
  return false;
}

}  // namespace

bool is_hexo_site(const fs::path& root) {
  const auto file = find_file(root, {"_config.yml", "_config.yaml"});
  if (!file) return false;
  const Value config = read_settings(root, *file);
  const bool keys = config.find("source_dir") != nullptr || config.find("public_dir") != nullptr ||
                    config.find("new_post_name") != nullptr ||
                    config.find("post_asset_folder") != nullptr;
  return keys || (is_folder(root, "source/_posts") && !is_folder(root, "_posts"));
}

bool names_folder_preset(const fs::path& root) {
  const bool known = std::ranges::any_of(
      kPresets, [&](const Preset& preset) { return find_file(root, {preset.file}).has_value(); });
  return known || is_zola_site(root) || is_hexo_site(root);
}

bool is_repository_file(std::string_view name) {
  static constexpr std::array<std::string_view, 14> names = {"readme",     "license",
                                                             "licence",    "contributing",
                                                             "changelog",  "code_of_conduct",
                                                             "security",   "authors",
                                                             "owners",     "maintainers",
                                                             "governance", "notice",
                                                             "copying",    "pull_request_template"};
  std::string stem = lower_ascii(name.substr(0, name.find('.')));
  std::ranges::replace(stem, '-', '_');
  return std::ranges::any_of(names, [&](std::string_view known) {
    return stem == known || stem.starts_with(std::string(known) + "_");
  });
}

bool is_foreign_folder(std::string_view path) {
  static constexpr std::array<std::string_view, 10> at_top = {
      "vendor", "themes", "layouts", "archetypes", "i18n",
      "_site",  "public", "dist",    "build",      "target"};
  static constexpr std::array<std::string_view, 9> anywhere = {
      "node_modules", "bower_components", "_includes", "_layouts", "_data", "_partials",
      "_sass",        "_plugins",         "_templates"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with('.') || std::ranges::find(anywhere, name) != anywhere.end() ||
         std::ranges::find(at_top, path) != at_top.end();
}

FolderRules read_folder_rules(const fs::path& root, const SiteOverrides& overrides) {
  FolderRules rules;
  read_preset(root, rules);
  if (!overrides.base_url.empty()) rules.base_url = overrides.base_url;
  while (rules.base_url.ends_with('/')) rules.base_url.pop_back();
  rules.language = language_tag(overrides.language.empty() ? rules.language : overrides.language);
  find_language_folders(root, "", 0, rules);
  rules.has_other_content = has_content(root);
  return rules;
}

}  // namespace blogsearch
