// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_url.hpp"

#include "common/text.hpp"
#include "indexer/go_date.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/slug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace blogsearch {
namespace {

// What may stand in a URL's path beside letters, digits and -._~; the rest is percent-encoded.
constexpr std::string_view kPathCharacters = "!$&'()*+,;=:@/%";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "2024-01-05" at the front, and a - or _ or the end behind it.
std::string date_in(std::string_view name) {
  if (name.size() < 10 || name[4] != '-' || name[7] != '-') return {};
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!is_digit(name[at])) return {};
  }
  const bool ends = name.size() == 10 || name[10] == '-' || name[10] == '_';
  return ends ? std::string(name.substr(0, 10)) : std::string();
}

std::string without_date(std::string_view name) {
  const std::size_t size = date_in(name).size();
  return size == 0 || name.size() < size + 2 ? std::string(name)
                                             : std::string(name.substr(size + 1));
}

// "01-intro" -> "intro"; "2024-01" stays, since that is no number for order.
std::string without_number(std::string_view name) {
  std::size_t digits = 0;
  while (digits < name.size() && is_digit(name[digits])) ++digits;
  const bool separated = digits > 0 && digits + 1 < name.size() &&
                         (name[digits] == '-' || name[digits] == '_' || name[digits] == '.');
  return separated && !is_digit(name[digits + 1]) ? std::string(name.substr(digits + 1))
                                                  : std::string(name);
}

std::string slug_of(std::string_view text) {
  std::string slug;
  for (const char c : lower(text)) {
    const bool kept =
        is_digit(c) || (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (kept) slug += c;
    if (!kept && !slug.empty() && !slug.ends_with('-')) slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

std::string join(std::string_view folder, std::string_view name) {
  if (folder.empty() || name.empty()) return std::string(folder) + std::string(name);
  return std::string(folder) + "/" + std::string(name);
}

// Every part of a path changed.
template <typename Change>
std::string each_part(std::string_view path, Change change) {
  std::string out;
  for (std::size_t at = 0; at < path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    out = join(out, change(path.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

std::string parent(std::string_view folder) {
  return folder.find('/') == std::string_view::npos
             ? std::string()
             : std::string(folder.substr(0, folder.rfind('/')));
}

std::string_view last_part(std::string_view folder) {
  return folder.substr(folder.rfind('/') + 1);
}

// Does the file stand for its folder?
bool is_index(const FolderRules& rules, const FolderFile& file) {
  const std::string name = lower_ascii(file.stem);
  if (name == "index" || name == "_index") return true;
  if (rules.has_readme_index && name == "readme") return true;
  return rules.index_like_folder && !file.folder.empty() && file.stem == last_part(file.folder);
}

std::string encoded(std::string_view path) {
  return percent_encode(clean_path(path), kPathCharacters);
}

// Template language, or a placeholder that this program knows nothing of.
bool is_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos ||
         text.find(':') != std::string_view::npos;
}

// An address in front matter as a path; nullopt for another site's.
std::optional<std::string> own_path(const FolderRules& rules, std::string text) {
  if (!rules.base_url.empty() && text.starts_with(rules.base_url + "/"))
    text.erase(0, rules.base_url.size());
  if (text.empty() || is_template(text)) return std::nullopt;
  if (text.ends_with("/index.html")) text.resize(text.size() - 10);
  return encoded("/" + text);
}

// What a site's template may name.
struct Placeholder {
  std::string_view key;
  std::string (*value)(const FolderFile&, const Value&, const PostFacts&);
};

std::string day_part(const PostFacts& facts, std::string_view layout) {
  return format_go_date(facts.date.value_or(Moment{}), layout);
}

std::string file_path(const FolderFile& file) {
  return file.stem == "index" ? file.folder : join(file.folder, file.stem);
}

constexpr std::array<Placeholder, 12> kPlaceholders = {{
    {"year",
     [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "2006"); }},
    {"month",
     [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "01"); }},
    {"i_month",
     [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "1"); }},
    {"day", [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "02"); }},
    {"i_day", [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "2"); }},
    {"hour", [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "15"); }},
    {"minute",
     [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "04"); }},
    {"second",
     [](const FolderFile&, const Value&, const PostFacts& f) { return day_part(f, "05"); }},
    {"title",
     [](const FolderFile& file, const Value&, const PostFacts&) { return file_path(file); }},
    {"name", [](const FolderFile& file, const Value&,
                const PostFacts&) { return std::string(last_part(file_path(file))); }},
    {"post_title",
     [](const FolderFile&, const Value&, const PostFacts& f) { return slug_of(f.title); }},
    {"category",
     [](const FolderFile&, const Value&, const PostFacts& f) {
       return f.categories.empty() ? std::string("uncategorized")
                                   : fmt::format("{}", fmt::join(f.categories, "/"));
     }},
}};

// A key of the table, else of the front matter; nothing for one that is neither.
std::string value_of(std::string_view key, const FolderFile& file, const Value& front,
                     const PostFacts& facts) {
  const auto known = std::ranges::find(kPlaceholders, key, &Placeholder::key);
  return known != kPlaceholders.end() ? known->value(file, front, facts) : string_at(front, key);
}

std::string expand(std::string_view text, const FolderFile& file, const Value& front,
                   const PostFacts& facts) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = 1;
    while (size < text.size() && (text[size] == '_' || (text[size] >= 'a' && text[size] <= 'z')))
      ++size;
    if (text.front() == ':' && size > 1) {
      out += value_of(text.substr(1, size - 1), file, front, facts);
    } else {
      size = 1;
      out += text.front();
    }
    text.remove_prefix(size);
  }
  return out;
}

// The path by folders and name, or by a slug instead of the name.
std::string path_of(const FolderRules& rules, const FolderFile& file, const std::string& slug) {
  const bool index = is_index(rules, file);
  std::string path = index ? file.folder : join(file.folder, file.stem);
  if (rules.drops_date) path = join(parent(path), without_date(last_part(path)));
  if (rules.drops_numbers) path = each_part(path, without_number);
  if (rules.slugify) path = each_part(path, slug_of);
  if (!slug.empty()) path = slug.find('/') == std::string::npos ? join(parent(path), slug) : slug;
  const bool folder = rules.ending != ".html" || (index && slug.empty());
  return path + (path.empty() || (folder && !rules.ending.empty()) ? "/" : rules.ending);
}

// Docusaurus dates its posts by folders, unless they have a slug or no date.
bool uses_template(const FolderRules& rules, const FolderRoot& root, const FolderFile& file,
                   const std::string& slug) {
  if (root.permalink.empty() || file.stem == "_index") return false;
  return rules.preset != "docusaurus" || (slug.empty() && !file.date.empty());
}

// The file without the date in its own name or its folder's.
FolderFile undated(FolderFile file) {
  if (file.stem == "index")
    file.folder = join(parent(file.folder), without_date(last_part(file.folder)));
  if (file.stem != "index") file.stem = without_date(file.stem);
  return file;
}

// A path in front matter names a folder: in Zola always, else where it has no ending.
bool needs_slash(const FolderRules& rules, std::string_view key, const std::string& path) {
  const bool file = rules.preset != "zola" && last_part(path).find('.') != std::string_view::npos;
  return key == "path" && rules.ending == "/" && !path.ends_with('/') && !file;
}

std::string relative_url(const FolderRules& rules, const FolderRoot& root, const FolderFile& file,
                         const Value& front, const PostFacts& facts) {
  for (const std::string_view key : {"permalink", "url", "path"}) {
    const Value* value = front.find(key);
    if (value == nullptr || !value->is_scalar()) continue;
    std::optional<std::string> path = own_path(rules, value->text);
    if (path) return needs_slash(rules, key, *path) ? *path + "/" : *path;
  }
  const std::string slug = first_text(front, {"slug"}, Printed::go);
  if (uses_template(rules, root, file, slug))
    return encoded("/" + join(root.url, expand(root.permalink, undated(file), front, facts)));
  if (facts.is_page)
    return encoded(
        "/" +
        join(root.url, join(file.folder, file.stem == "index" ? "" : file.stem + file.ending)) +
        (file.stem == "index" ? "/" : ""));
  if (slug.starts_with('/')) return encoded("/" + join(root.url, slug.substr(1)) + rules.ending);
  return encoded("/" + join(root.url, path_of(rules, file, is_template(slug) ? "" : slug)));
}

}  // namespace

const FolderRoot* root_of(const FolderRules& rules, std::string_view path) {
  const FolderRoot* best = nullptr;
  for (const FolderRoot& root : rules.roots) {
    const bool inside = root.folder.empty() || path.starts_with(root.folder + "/");
    if (inside && (best == nullptr || root.folder.size() > best->folder.size())) best = &root;
  }
  return best;
}

FolderFile folder_file(const FolderRules& rules, const FolderRoot& root, std::string_view path) {
  const std::string_view below = path.substr(root.folder.empty() ? 0 : root.folder.size() + 1);
  const std::string_view name = last_part(below);
  FolderFile file;
  file.folder = parent(below);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  file.stem = name.substr(0, dot);
  file.ending = name.substr(dot);
  const std::size_t suffix = file.stem.rfind('.');
  if (suffix != std::string::npos &&
      std::ranges::find(rules.languages, file.stem.substr(suffix + 1)) != rules.languages.end()) {
    file.language = file.stem.substr(suffix + 1);
    file.stem.resize(suffix);
    // A translation lies below its language's folder.
    file.folder = join(file.language, file.folder);
  }
  file.date = date_in(file.stem == "index" ? last_part(file.folder) : std::string_view(file.stem));
  return file;
}

std::string folder_url(const FolderRules& rules, const FolderRoot& root, const FolderFile& file,
                       const Value& front, const PostFacts& facts) {
  return rules.base_url + relative_url(rules, root, file, front, facts);
}

std::string folder_alias(std::string_view alias) {
  const std::size_t scheme = alias.find("://");
  if (scheme != std::string_view::npos)
    alias = alias.substr(std::min(alias.find('/', scheme + 3), alias.size()));
  return encoded("/" + std::string(alias));
}

std::vector<std::string> folder_terms(const Value& value) {
  if (value.is_list()) return print_all(value, Printed::go);
  const std::string text = print(value, Printed::go);
  std::vector<std::string> terms;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string term = squeeze(std::string_view(text).substr(at, end - at));
    if (!term.empty()) terms.push_back(term);
    at = end + 1;
  }
  return terms;
}

std::vector<std::string> folder_authors(const Value& front) {
  const std::string name =
      squeeze(first_text(front, {"author_name", "byline", "writer", "creator"}, Printed::go));
  return name.empty() ? std::vector<std::string>() : std::vector{name};
}

}  // namespace blogsearch
