// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_content.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/glob.hpp"
#include "indexer/hugo_cascade.hpp"
#include "indexer/hugo_front.hpp"
#include "indexer/scan.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/source_text.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr auto kEndings =
    std::to_array<std::string_view>({".md", ".markdown", ".mdown", ".html", ".htm", ".pandoc",
                                     ".pdc", ".org", ".asciidoc", ".adoc", ".ad", ".rst", ".rest"});
constexpr int kMaxDepth = 64;  // of folders walked
constexpr std::size_t kMaxPatternBytes = 256;

// The site's ignoreFiles. Those that are no regular expression, or one that needs exponential time,
// are left out.
std::vector<std::regex> patterns_of(const std::vector<std::string>& texts) {
  std::vector<std::regex> patterns;
  for (const std::string& text : texts) {
    if (text.size() > kMaxPatternBytes) continue;
    try {
      patterns.emplace_back(text, std::regex::ECMAScript | std::regex_constants::__polynomial);
    } catch (const std::regex_error&) {
      continue;
    }
  }
  return patterns;
}

std::string join(std::string_view folder, std::string_view name) {
  if (folder.empty() || name.empty()) return std::string(folder) + std::string(name);
  return std::string(folder) + "/" + std::string(name);
}

std::string parent(std::string_view folder) {
  return std::string(
      folder.substr(0, folder.find('/') == std::string_view::npos ? 0 : folder.rfind('/')));
}

std::vector<std::string> split_folder(std::string_view folder) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < folder.size();) {
    const std::size_t end = std::min(folder.find('/', at), folder.size());
    parts.emplace_back(folder.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool is_index(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with("index.") || name.starts_with("_index.");
}

// The mount that `path` lies in, by the longest folder.
const HugoMount* mount_of(const HugoSettings& settings, std::string_view path) {
  const HugoMount* best = nullptr;
  for (const HugoMount& mount : settings.mounts) {
    const bool inside =
        mount.source.empty() || path == mount.source || path.starts_with(mount.source + "/");
    if (inside && (best == nullptr || mount.source.size() > best->source.size())) best = &mount;
  }
  return best;
}

// By the globs of the mount: what is included counts first, then what it or a folder above it is
// excluded by. `path`: from /.
bool is_mounted(const HugoMount& mount, const std::string& path) {
  const auto matches = [](const std::vector<std::string>& globs, std::string_view name) {
    return std::ranges::any_of(
        globs, [&](const std::string& g) { return glob_matches(g, name, GlobRule::hugo); });
  };
  if (!mount.included.empty()) return matches(mount.included, path);
  for (std::size_t end = path.find('/', 1); end != std::string::npos;
       end = path.find('/', end + 1)) {
    if (matches(mount.excluded, std::string_view(path).substr(0, end))) return false;
  }
  return !matches(mount.excluded, path);
}

}  // namespace

HugoContent::HugoContent(const HugoSettings& settings, const fs::path& root)
    : settings_(settings), ignored_(patterns_of(settings.ignore_files)) {
  std::vector<std::string> pages;
  for (const HugoMount& mount : settings.mounts) walk(root, mount, pages);
  for (const std::string& path : pages) {
    if (!bundle_of(file(path)).empty()) resources_.insert(path);
  }
  find_doubles(pages);
}

// Of files that are one page Hugo takes a bundle before a file, of bundles the first by its name,
// of files the last by its ending, one with a language in its name before one without. HTML may be
// no page, so it never replaces Markdown.
void HugoContent::find_doubles(const std::vector<std::string>& pages) {
  const auto rank = [&](const std::string& path) {
    const HugoFile found = file(path);
    const auto dots = std::ranges::count(path.substr(path.rfind('/') + 1), '.');
    return std::tuple(!found.ending.starts_with(".htm"), dots, path);
  };
  const auto is_better = [&](const std::string& path, const std::string& other) {
    const bool is_bundle = is_index(path), is_other_bundle = is_index(other);
    if (is_bundle != is_other_bundle) return is_bundle;
    return is_bundle ? path < other : rank(path) > rank(other);
  };
  std::map<std::string, std::vector<std::string>> same;
  for (const std::string& path : pages) {
    const HugoFile found = file(path);
    if (found.language == nullptr || resources_.contains(path)) continue;
    const bool is_leaf =
        found.stem == "index" && !branches_.contains({found.language->key, found.folder});
    const std::string name = lower_ascii(is_leaf ? found.folder : found.path());
    same[found.language->key + ":" + name].push_back(path);
  }
  for (const auto& [key, paths] : same) {
    const std::string& taken = *std::ranges::min_element(paths, is_better);
    for (const std::string& path : paths) {
      if (path != taken) doubles_[path] = taken;
    }
  }
}

std::string HugoContent::taken_instead(std::string_view path) const {
  const auto found = doubles_.find(path);
  return found == doubles_.end() ? std::string() : found->second;
}

bool HugoContent::is_ignored(std::string_view path) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.empty() || name.starts_with('.') || name.starts_with('#') || name.ends_with('~'))
    return true;
  const std::string full = "/" + std::string(path);
  return std::ranges::any_of(
      ignored_, [&](const std::regex& pattern) { return std::regex_search(full, pattern); });
}

void HugoContent::walk(const fs::path& root, const HugoMount& mount,
                       std::vector<std::string>& pages) {
  std::error_code error;
  constexpr auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(root / mount.source, options, error), end;
       !error && it != end; it.increment(error)) {
    const std::string path = it->path().lexically_relative(root).generic_string();
    const bool ignored = is_ignored(path);
    if (it->is_directory(error)) {
      if (ignored || it.depth() >= kMaxDepth) it.disable_recursion_pending();
      continue;
    }
    if (ignored) continue;
    const HugoFile found = file(path);
    if (found.language == nullptr) continue;
    if (found.stem == "index") leaves_.insert(found.folder);
    if (found.is_branch()) read_branch(root, path, found);
    pages.push_back(path);
  }
}

void HugoContent::read_branch(const fs::path& root, const std::string& path,
                              const HugoFile& branch) {
  Value front;
  try {
    const SourceText source = clean_source(read_file(root, path));
    front = lower_keys(read_hugo_front_matter(source.text).data);
  } catch (const Error&) {
    front = Value();  // said when the page itself is read
  }
  front.kind = Value::Kind::map;
  branches_[{branch.language->key, branch.folder}] = std::move(front);
}

HugoFile HugoContent::file(std::string_view path) const {
  const HugoMount* mount = mount_of(settings_, path);
  if (mount == nullptr || path.size() <= mount->source.size()) return {};
  const std::string below(path.substr(mount->source.empty() ? 0 : mount->source.size() + 1));
  if (!is_mounted(*mount, "/" + below)) return {};
  const fs::path name(below);
  HugoFile found;
  found.ending = name.extension().string();
  found.stem = name.stem().string();
  if (std::ranges::find(kEndings, found.ending) == kEndings.end()) return {};
  found.folder = join(mount->target, name.parent_path().generic_string());
  std::string language = mount->language;
  if (const std::size_t dot = found.stem.rfind('.'); dot != std::string::npos) {
    const std::string suffix = found.stem.substr(dot + 1);
    const auto& disabled = settings_.disabled_languages;
    if (std::ranges::find(disabled, suffix) != disabled.end()) return {};
    if (settings_.find_language(suffix) != nullptr) {
      language = suffix;
      found.stem.resize(dot);
    }
  }
  // Whatever else stands before the ending: these are bundles.
  if (found.stem.starts_with("index.")) found.stem = "index";
  if (found.stem.starts_with("_index.")) found.stem = "_index";
  found.language = language.empty() ? &settings_.languages[settings_.default_language]
                                    : settings_.find_language(language);
  return found;
}

std::string HugoContent::bundle_of(const HugoFile& file) const {
  if (file.language == nullptr) return {};
  std::string above;
  const std::vector<std::string> parts = split_folder(file.folder);
  for (std::size_t i = 0; i <= parts.size(); ++i) {
    const bool own = i == parts.size();
    const bool is_leaf =
        leaves_.contains(above) && !branches_.contains({file.language->key, above});
    if (is_leaf && !(own && file.stem == "index")) return above.empty() ? "content" : above;
    if (!own) above = join(above, parts[i]);
  }
  return {};
}

HugoPage HugoContent::page(const HugoFile& file, const Value& front) const {
  HugoPage page;
  page.file = file;
  page.front = lower_keys(front);
  page.front.kind = Value::Kind::map;
  page.is_leaf = file.stem == "index" && !branches_.contains({file.language->key, file.folder});
  page.kind = "page";
  // A bundle is a page of the section above its folder.
  std::string section = page.is_leaf ? parent(file.folder) : file.folder;
  const std::vector<std::string> folders = split_folder(section);
  page.section = folders.empty() ? "" : folders.front();
  if (file.is_branch()) {
    page.kind = folders.empty() ? "home" : "section";
    for (const auto& [singular, plural] : file.language->taxonomies) {
      if (page.section == plural) page.kind = folders.size() == 1 ? "taxonomy" : "term";
    }
  }
  // Only the first folder, and those with an _index page, are sections.
  while (section.find('/') != std::string::npos &&
         !branches_.contains({file.language->key, section}))
    section = parent(section);
  page.sections = split_folder(section);
  cascade(page);
  return page;
}

void HugoContent::cascade(HugoPage& page) const {
  std::string folder = page.file.folder;
  for (bool more = true; more; folder = parent(folder)) {
    more = !folder.empty();
    const auto branch = branches_.find({page.file.language->key, folder});
    if (branch != branches_.end()) apply_cascade(page, branch->second.find("cascade"));
  }
  apply_cascade(page, page.file.language->config.find("cascade"));
}

std::vector<HugoPage> HugoContent::sections_above(const HugoPage& page) const {
  std::vector<HugoPage> above;
  std::string folder;
  for (const std::string& part : split_folder(page.file.folder)) {
    folder = join(folder, part);
    const auto branch = branches_.find({page.file.language->key, folder});
    const bool own = page.file.is_branch() && folder == page.file.folder;
    if (branch == branches_.end() || own) continue;
    HugoFile file = page.file;
    file.folder = folder;
    file.stem = "_index";
    above.push_back(this->page(file, branch->second));
  }
  return above;
}

Value HugoContent::summary() const {
  Value all;
  all.kind = Value::Kind::map;
  for (const auto& [path, other] : doubles_) all.set(path, Value::scalar(other));
  for (const std::string& path : resources_) all.items.push_back(Value::scalar(path));
  for (const auto& [branch, front] : branches_) {
    Value kept;
    kept.kind = Value::Kind::map;
    for (const std::string_view key :
         {"cascade", "draft", "published", "date", "publishdate", "expirydate"}) {
      if (const Value* value = front.find(key)) kept.set(key, *value);
    }
    all.set(branch.first + ":" + branch.second, kept);
  }
  return all;
}

}  // namespace blogsearch
