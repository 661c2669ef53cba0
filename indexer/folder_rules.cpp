// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_rules.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"
#include "indexer/folder_presets.hpp"
#include "indexer/glob.hpp"
#include "indexer/site_settings.hpp"

#include <algorithm>
#include <array>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxLookDepth = 3;  // how far down language folders are looked for

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
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

// ISO 639-1.
constexpr std::string_view kLanguages =
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";
// Those that are English words: "to-do" is no language of a region.
constexpr std::string_view kWordCodes = " am an as be he hi id is it la my no or so to ";
// Of several folders named by a language, one is named by one of these: "cs" and "ml" are subjects.
constexpr std::string_view kCommonLanguages = " de en es fr ja pt ru zh ";
// ISO 15924, those that tags of languages name.
constexpr std::string_view kScripts =
    " arab armn beng cyrl deva ethi geor grek hans hant hebr jpan kore latn mong tfng ";

bool is_one_of(std::string_view list, std::string_view word) {
  return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

bool is_region(std::string_view part) {
  return (part.size() == 2 && std::ranges::none_of(part, is_digit)) ||
         (part.size() == 3 && std::ranges::all_of(part, is_digit));
}

// What a folder's name says of a language: "fr" is a code, "zh-Hans" and "pt-br" are sure to be no
// word.
enum class NamesLanguage { no, maybe, surely };

NamesLanguage names_language(const std::string& name) {
  const std::string tag = language_tag(name);
  const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
  if (primary.size() != 2 || !is_one_of(kLanguages, primary) || tag.size() != name.size())
    return NamesLanguage::no;
  std::string_view rest = std::string_view(tag).substr(2);
  const bool has_script = rest.size() >= 5 && is_one_of(kScripts, rest.substr(1, 4)) &&
                          (rest.size() == 5 || rest[5] == '-');
  if (has_script) rest.remove_prefix(5);
  if (!rest.empty() && !is_region(rest.substr(1))) return NamesLanguage::no;
  const bool is_lower = name == tag;
  if (tag.size() == 2 || (is_lower && !has_script && is_one_of(kWordCodes, primary)))
    return NamesLanguage::maybe;
  return NamesLanguage::surely;
}

// Codes of two letters are also words (it, no, is), so that one of them alone says nothing; with a
// region it does, and beside a common one.
void find_language_folders(const fs::path& root, const std::string& folder, int depth,
                           FolderRules& rules) {
  std::vector<std::string> named;
  std::vector<std::string> others;
  bool is_sure = false, has_common = false;
  std::error_code error;
  for (fs::directory_iterator it(root / folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    const std::string path = join(folder, name);
    if (!it->is_directory(error) || is_foreign_folder(path)) continue;
    const NamesLanguage names = names_language(name);
    (names == NamesLanguage::no ? others : named).push_back(path);
    is_sure = is_sure || names == NamesLanguage::surely;
    has_common = has_common || is_one_of(kCommonLanguages, lower_ascii(name));
  }
  if (is_sure || (has_common && named.size() > 1))
    rules.language_folders.insert(named.begin(), named.end());
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

// As .gitignore has them, but for !: without a slash any name, with one a path below the content.
bool is_excluded(const FolderRules& rules, std::string_view path) {
  for (const std::string& given : rules.excluded) {
    std::string pattern = given;
    while (pattern.ends_with('/')) pattern.pop_back();
    const bool anchored = pattern.find('/') != std::string::npos;
    if (pattern.starts_with('/')) pattern.erase(0, 1);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::string top = rules.roots.front().folder + "/";
    const std::string_view below = path.starts_with(top) ? path.substr(top.size()) : path;
    if (glob_matches(pattern, anchored ? below : name, GlobRule::hugo)) return true;
  }
  return false;
}

// README.md and readme.md; but AUTHORS.md only, since authors.md may be a page.
bool is_repository_file(std::string_view name) {
  static constexpr std::array<std::string_view, 7> in_any_case = {"readme",
                                                                  "license",
                                                                  "licence",
                                                                  "contributing",
                                                                  "changelog",
                                                                  "code_of_conduct",
                                                                  "pull_request_template"};
  static constexpr std::array<std::string_view, 7> in_capitals = {
      "security", "authors", "owners", "maintainers", "governance", "notice", "copying"};
  const std::string_view given = name.substr(0, name.find('.'));
  std::string stem = lower_ascii(given);
  std::ranges::replace(stem, '-', '_');
  const auto is = [&](std::string_view known) {
    return stem == known || stem.starts_with(std::string(known) + "_");
  };
  const bool capitals = std::ranges::none_of(given, [](char c) { return c >= 'a' && c <= 'z'; });
  return std::ranges::any_of(in_any_case, is) || (capitals && std::ranges::any_of(in_capitals, is));
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
  if (!read_folder_preset(root, rules)) read_plain(root, rules);
  if (!overrides.permalink.empty()) {
    for (FolderRoot& folder : rules.roots) folder.permalink = overrides.permalink;
  }
  if (!overrides.base_url.empty()) rules.base_url = overrides.base_url;
  while (rules.base_url.ends_with('/')) rules.base_url.pop_back();
  rules.language = language_tag(overrides.language.empty() ? rules.language : overrides.language);
  find_language_folders(root, "", 0, rules);
  rules.has_other_content = has_content(root);
  return rules;
}

}  // namespace blogsearch
