// SPDX-License-Identifier: GPL-3.0-or-later
// Each reader names the documentation that its rules follow. "run" means that sites were also built
// with that version, and every URL and heading id compared.
#include "indexer/folder_presets.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/folder_data.hpp"
#include "indexer/javascript.hpp"
#include "indexer/scan.hpp"
#include "indexer/site_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& root, std::string_view folder) {
  std::error_code ignored;
  return fs::is_directory(root / folder, ignored);
}

std::string without_slashes(std::string text) {
  while (text.starts_with('/') || text.starts_with("./"))
    text.erase(0, text.starts_with('/') ? 1 : 2);
  while (text.ends_with('/')) text.pop_back();
  return text == "." ? "" : text;
}

std::string read_source(const fs::path& root, const std::string& file) {
  try {
    return read_file(root, file);
  } catch (const Error&) {
    return {};
  }
}

std::string with_folder(std::string url, const std::string& folder) {
  while (url.ends_with('/')) url.pop_back();
  return folder.empty() ? url : url + "/" + folder;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

// getzola.org/documentation/content/page and /section, /getting-started/configuration; Zola 0.17
// (components/content/src/page.rs).
void read_zola(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "zola";
  rules.config = read_settings(root, file);
  rules.base_url = string_at(rules.config, "base_url");
  rules.title = string_at(rules.config, "title");
  rules.language = string_at(rules.config, "default_language", "en");
  rules.built_folder = string_at(rules.config, "output_dir", "public");
  rules.roots = {{"content", "", ""}};
  rules.url_keys = {"path", "slug"};
  rules.heading_ids = HeadingIdRule::zola;
  const Value* slugify = rules.config.find_path("slugify.paths");
  const Value* keeps_dates = rules.config.find_path("slugify.paths_keep_dates");
  rules.slugify_name = slugify == nullptr || slugify->text == "on";
  rules.drops_date = keeps_dates == nullptr || as_bool(*keeps_dates) != true;
  if (const Value* languages = rules.config.find("languages")) {
    for (const auto& [key, own] : languages->entries) rules.languages.push_back(key);
  }
}

// hexo.io/docs/permalinks, /docs/configuration, /docs/writing; Hexo 8 with hexo-renderer-marked:
// run.
void read_hexo(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "hexo";
  rules.config = read_settings(root, file);
  const Value& config = rules.config;
  const std::string folder = without_slashes(string_at(config, "root"));
  rules.base_url = string_at(config, "url");
  if (!rules.base_url.ends_with("/" + folder)) rules.base_url = with_folder(rules.base_url, folder);
  rules.title = string_at(config, "title");
  const Value* language = config.find("language");
  if (language != nullptr && !as_strings(*language).empty())
    rules.language = as_strings(*language).front();
  const std::string source = without_slashes(string_at(config, "source_dir", "source"));
  rules.built_folder = string_at(config, "public_dir", "public");
  rules.default_category = string_at(config, "default_category", "uncategorized");
  rules.ending = ".html";
  rules.url_keys = {"permalink"};
  rules.heading_ids = HeadingIdRule::hexo;
  rules.hides_underscored = true;
  // Hexo's :title is the file's path, not the title.
  std::string permalink = string_at(config, "permalink", ":year/:month/:day/:title/");
  replace_all(permalink, ":title", ":file_path");
  rules.roots = {{source + "/_posts", "", permalink}, {source, "", ""}};
  const std::string zone = string_at(config, "timezone");
  if (!zone.empty()) rules.zone = TimeZone(zone);
}

// squidfunk.github.io/mkdocs-material/plugins/blog: "{date}/{slug}" as one of our templates.
std::string material_permalink(const Value& plugin) {
  std::string date = string_at(plugin, "post_url_date_format", "yyyy/MM/dd");
  replace_all(date, "yyyy", ":year");
  replace_all(date, "MM", ":month");
  replace_all(date, "dd", ":day");
  std::string permalink = string_at(plugin, "post_url_format", "{date}/{slug}");
  replace_all(permalink, "{date}", date);
  replace_all(permalink, "{slug}", ":slug_or_title");
  replace_all(permalink, "{file}", ":name");
  replace_all(permalink, "{categories}", ":category");
  return permalink;
}

void read_material_blog(const Value& plugins, const std::string& docs, FolderRules& rules) {
  for (const Value& item : plugins.items) {
    const Value* options = item.find("blog");
    if (options == nullptr && item.text != "blog") continue;
    const Value settings = options == nullptr ? Value() : *options;
    const std::string blog = without_slashes(string_at(settings, "blog_dir", "blog"));
    std::string posts = string_at(settings, "post_dir", "{blog}/posts");
    replace_all(posts, "{blog}", blog);
    rules.roots.push_back(
        {fmt::format("{}/{}", docs, posts), blog, material_permalink(settings) + rules.ending});
  }
}

// mkdocs.org/user-guide/writing-your-docs and /configuration; MkDocs 1.6.1: run.
void read_mkdocs(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "mkdocs";
  rules.config = read_settings(root, file);
  const Value& config = rules.config;
  rules.base_url = string_at(config, "site_url");
  rules.title = string_at(config, "site_name");
  if (const Value* theme = config.find("theme")) rules.language = string_at(*theme, "language");
  const std::string docs = without_slashes(string_at(config, "docs_dir", "docs"));
  rules.roots = {{docs, "", ""}};
  rules.built_folder = string_at(config, "site_dir", "site");
  rules.ending = bool_at(config, "use_directory_urls", true) ? "/" : ".html";
  rules.url_keys = {};
  rules.heading_ids = HeadingIdRule::mkdocs;
  rules.has_readme_index = true;
  rules.reads_underscored = true;
  rules.excluded = {"/templates/"};
  std::string_view patterns;
  if (const Value* excluded = config.find("exclude_docs")) patterns = excluded->text;
  while (!patterns.empty()) {
    const std::size_t end = std::min(patterns.find('\n'), patterns.size());
    const std::string_view line = trim(patterns.substr(0, end));
    if (!line.empty() && !line.starts_with('#')) rules.excluded.emplace_back(line);
    patterns.remove_prefix(std::min(end + 1, patterns.size()));
  }
  if (const Value* plugins = config.find("plugins")) read_material_blog(*plugins, docs, rules);
}

// Where a plugin's pages are, "docs" or "blog": routeBasePath in its own part of the configuration.
std::string docusaurus_route(std::string_view source, std::string_view plugin) {
  const std::string_view options = javascript_object(source, plugin);
  const std::string route = javascript_string(options, "routeBasePath");
  return route.empty() ? std::string(plugin) : without_slashes(route);
}

std::string docusaurus_folder(std::string_view source, std::string_view plugin) {
  const std::string path = javascript_string(javascript_object(source, plugin), "path");
  return path.empty() ? std::string(plugin) : without_slashes(path);
}

// docusaurus.io/docs/i18n/introduction: translations lie in i18n/LANGUAGE/PLUGIN and are built
// below /LANGUAGE/.
void add_translations(const fs::path& root, FolderRules& rules) {
  const std::vector<FolderRoot> originals(rules.roots.begin(), rules.roots.begin() + 2);
  std::error_code error;
  for (fs::directory_iterator it(root / "i18n", error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    const std::string language = language_tag(name);
    if (language.empty() || language == language_tag(rules.language)) continue;
    const std::string top = "i18n/" + name + "/docusaurus-plugin-content-";
    for (const FolderRoot& original : originals) {
      const std::string folder = top + (original.is_docusaurus_blog ? "blog" : "docs/current");
      if (!is_folder(root, folder)) continue;
      rules.roots.push_back({folder, name + (original.url.empty() ? "" : "/") + original.url, "",
                             original.is_docusaurus_blog, language});
    }
  }
}

// docusaurus.io/docs/blog, /docs/create-doc, /docs/api/plugins/@docusaurus/plugin-content-blog;
// Docusaurus 3 (blogUtils.ts, slug.ts, numberPrefix.ts).
void read_docusaurus(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "docusaurus";
  const std::string source = read_source(root, file);
  const std::string folder = without_slashes(javascript_string(source, "baseUrl"));
  rules.base_url = with_folder(javascript_string(source, "url"), folder);
  rules.title = javascript_string(source, "title");
  rules.language = javascript_string(source, "defaultLocale");
  rules.built_folder = "build";
  rules.ending = source.find("trailingSlash: true") != std::string::npos ? "/" : "";
  const std::string blog = docusaurus_folder(source, "blog");
  rules.roots = {{blog, docusaurus_route(source, "blog"), "", true},
                 {docusaurus_folder(source, "docs"), docusaurus_route(source, "docs"), ""},
                 {"src/pages", "", ""}};
  rules.url_keys = {"slug"};
  rules.drops_numbers = true;
  rules.index_like_folder = true;
  rules.has_readme_index = true;
  add_translations(root, rules);
  if (const auto authors = find_file(root, {blog + "/authors.yml", blog + "/authors.yaml"}))
    rules.authors = read_settings(root, *authors);
}

// 11ty.dev/docs/permalinks, /docs/data-template-dir, /docs/plugins/id-attribute; Eleventy 3.1: run.
void read_eleventy(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "eleventy";
  const std::string source = read_source(root, file);
  const std::string input = without_slashes(javascript_string(source, "input"));
  const std::string output = without_slashes(javascript_string(source, "output"));
  rules.roots = {{input, "", ""}};
  if (!output.empty()) rules.built_folder = output;
  rules.url_keys = {"permalink"};
  // Eleventy itself gives headings no ids; both of these plugins do.
  const bool anchors = source.find("markdown-it-anchor") != std::string::npos ||
                       source.find("IdAttributePlugin") != std::string::npos;
  rules.heading_ids = anchors ? HeadingIdRule::github : HeadingIdRule::none;
  rules.index_like_folder = true;
  rules.reads_underscored = true;
  rules.html_is_template = true;
  rules.folder_data = read_folder_data(root, input);
}

// docs.astro.build/en/guides/routing, /guides/content-collections,
// /reference/configuration-reference; an entry's id as generateIdDefault() in
// content/loaders/glob.js of astro 5.7 makes it. Read, not run.
void read_astro(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "astro";
  const std::string source = read_source(root, file);
  const std::string folder = without_slashes(javascript_string(source, "base"));
  rules.base_url = with_folder(javascript_string(source, "site"), folder);
  rules.built_folder = "dist";
  rules.roots = {{"src/content", "", ""}, {"src/pages", "", ""}};
  // Starlight's pages are at the root.
  if (is_folder(root, "src/content/docs"))
    rules.roots.insert(rules.roots.begin(), {"src/content/docs", "", ""});
  if (javascript_string(source, "trailingSlash") == "never") rules.ending = "";
  if (javascript_string(source, "format") == "file") rules.ending = ".html";
  rules.url_keys = {"slug"};
  rules.slugify_path = true;
}

// create-file-path.js of gatsby-source-filesystem 5.16: relative to the folder that the plugin
// reads; gatsbyjs.com/docs/reference/config-files/gatsby-config. Read, not run.
void read_gatsby(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "gatsby";
  const std::string source = read_source(root, file);
  rules.base_url = javascript_string(source, "siteUrl");
  rules.title = javascript_string(source, "title");
  rules.built_folder = "public";
  for (std::string path : javascript_strings(source, "path")) {
    replace_all(path, "${__dirname}", ".");
    path = without_slashes(path);
    if (is_folder(root, path) && path.find("images") == std::string::npos)
      rules.roots.push_back({path, "", ""});
  }
  if (rules.roots.empty()) rules.roots = {{is_folder(root, "content") ? "content" : "", "", ""}};
}

// vitepress.dev/guide/routing, /reference/site-config. Not run, nor checked against these pages
// again.
void read_vitepress(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "vitepress";
  const std::string source = read_source(root, file);
  const std::string top = file.starts_with("docs/") ? "docs" : "";
  const std::string below = without_slashes(javascript_string(source, "srcDir"));
  const std::string slash = top.empty() || below.empty() ? "" : "/";
  rules.base_url = without_slashes(javascript_string(source, "base"));
  if (!rules.base_url.empty()) rules.base_url.insert(0, "/");
  rules.title = javascript_string(source, "title");
  rules.language = javascript_string(source, "lang");
  rules.built_folder = (top.empty() ? "" : top + "/") + ".vitepress/dist";
  rules.roots = {{top + slash + below, "", ""}};
  rules.ending = source.find("cleanUrls: true") != std::string::npos ? "" : ".html";
  rules.url_keys = {};
  rules.heading_ids = HeadingIdRule::vitepress;
}

// rust-lang.github.io/mdBook/format/configuration/general and /format/summary. Not run, nor checked
// against these pages again.
void read_mdbook(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "mdbook";
  rules.config = read_settings(root, file);
  const auto at = [&](const char* path) {
    const Value* value = rules.config.find_path(path);
    return value == nullptr ? std::string() : value->text;
  };
  const std::string source = without_slashes(at("book.src"));
  rules.roots = {{source.empty() ? "src" : source, "", ""}};
  rules.title = at("book.title");
  rules.language = at("book.language");
  rules.base_url = with_folder("", without_slashes(at("output.html.site-url")));
  rules.built_folder = at("build.build-dir").empty() ? "book" : at("build.build-dir");
  rules.ending = ".html";
  rules.url_keys = {};
  rules.heading_ids = HeadingIdRule::mdbook;
  rules.has_readme_index = true;
  rules.excluded = {"SUMMARY.md"};
}

// quarto.org/docs/websites, /docs/reference/projects/websites, /docs/authoring/markdown-basics. Not
// run, nor checked against these pages again.
void read_quarto(const fs::path& root, const std::string& file, FolderRules& rules) {
  rules.preset = "quarto";
  rules.config = read_settings(root, file);
  const auto at = [&](const char* path) {
    const Value* value = rules.config.find_path(path);
    return value == nullptr ? std::string() : value->text;
  };
  rules.roots = {{"", "", ""}};
  rules.base_url = at("website.site-url");
  rules.title = at("website.title");
  rules.language = string_at(rules.config, "lang");
  if (!at("project.output-dir").empty()) rules.built_folder = at("project.output-dir");
  rules.ending = ".html";
  rules.url_keys = {};
  rules.heading_ids = HeadingIdRule::pandoc;
}

using Reader = void (*)(const fs::path&, const std::string&, FolderRules&);
// A generator and the names of its configuration: `stem` with each of `endings`.
struct Preset {
  std::string_view stem, endings;  // endings with a blank between
  Reader read;
};
constexpr std::array<Preset, 10> kPresets = {{
    {"mkdocs", ".yml .yaml", read_mkdocs},
    {"docusaurus.config", ".js .ts .mjs .cjs", read_docusaurus},
    {".eleventy", ".js", read_eleventy},
    {"eleventy.config", ".js .mjs .cjs .ts", read_eleventy},
    {"astro.config", ".mjs .js .ts .cjs .mts", read_astro},
    {"gatsby-config", ".js .ts .mjs .cjs", read_gatsby},
    {".vitepress/config", ".js .ts .mjs .mts", read_vitepress},
    {"docs/.vitepress/config", ".js .ts .mjs .mts", read_vitepress},
    {"book", ".toml", read_mdbook},
    {"_quarto", ".yml .yaml", read_quarto},
}};

std::optional<std::string> find_preset_file(const fs::path& root, const Preset& preset) {
  for (std::string_view rest = preset.endings; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string file = std::string(preset.stem) + std::string(rest.substr(0, end));
    if (find_file(root, {file})) return file;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::nullopt;
}

std::optional<std::string> zola_file(const fs::path& root) {
  const auto file = find_file(root, {"zola.toml", "config.toml"});
  return file && read_settings(root, *file).find("base_url") != nullptr ? file : std::nullopt;
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
      kPresets, [&](const Preset& preset) { return find_preset_file(root, preset).has_value(); });
  return known || zola_file(root) || is_hexo_site(root);
}

bool read_folder_preset(const fs::path& root, FolderRules& rules) {
  if (const auto file = zola_file(root)) {
    read_zola(root, *file, rules);
    return true;
  }
  if (is_hexo_site(root)) {
    read_hexo(root, *find_file(root, {"_config.yml", "_config.yaml"}), rules);
    return true;
  }
  for (const Preset& preset : kPresets) {
    if (const auto file = find_preset_file(root, preset)) {
      preset.read(root, *file, rules);
      return true;
    }
  }
  return false;
}

}  // namespace blogsearch
