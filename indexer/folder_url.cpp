// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder_url.hpp"

#include "common/text.hpp"
#include "indexer/ascii.hpp"
#include "indexer/folder_data.hpp"
#include "indexer/go_date.hpp"
#include "indexer/heading_slug.hpp"
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

// "01-intro" and "3. intro" -> "intro"; dates and versions stay (Docusaurus: numberPrefix.ts).
std::string without_number(std::string_view name) {
  std::size_t digits = 0;
  while (digits < name.size() && is_digit(name[digits])) ++digits;
  std::size_t end = digits;
  while (end < name.size() && std::string_view("-_. ").find(name[end]) != std::string_view::npos)
    ++end;
  const std::string_view between = name.substr(digits, end - digits);
  const bool separated =
      digits > 0 && end < name.size() && between.find_first_of("-_.") != std::string_view::npos;
  return separated && !is_digit(name[end]) ? std::string(name.substr(end)) : std::string(name);
}

// As Zola's slugs: in ASCII as far as Latin letters go.
std::string ascii_slug(std::string_view text) {
  return slug_of(latin_to_ascii(text, true));
}

std::string github_slug(std::string_view text) {
  return HeadingIds(HeadingIdRule::github).next(text, text);
}

// The last "2024-01-05", also with / between or without leading zeros, in a path; npos: none.
// (Docusaurus: blogUtils.ts)
struct PathDate {
  std::size_t begin = std::string_view::npos, end = 0;
  std::string day;  // "2024-01-05"
};

std::size_t digits_at(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t size = 0;
  while (size < most && at + size < text.size() && is_digit(text[at + size])) ++size;
  return size;
}

PathDate date_at(std::string_view path, std::size_t at) {
  const auto separates = [&](std::size_t i) {
    return i < path.size() && (path[i] == '-' || path[i] == '/');
  };
  if (digits_at(path, at, 4) != 4 || !separates(at + 4)) return {};
  const std::size_t month = digits_at(path, at + 5, 2);
  const std::size_t day_at = at + 6 + month;
  if (month == 0 || !separates(day_at - 1)) return {};
  const std::size_t day = digits_at(path, day_at, 2);
  if (day == 0) return {};
  return {at, day_at + day,
          fmt::format("{}-{:0>2}-{:0>2}", path.substr(at, 4), path.substr(at + 5, month),
                      path.substr(day_at, day))};
}

PathDate last_date(std::string_view path) {
  for (std::size_t at = path.size(); at-- > 0;) {
    PathDate found = date_at(path, at);
    if (found.end > 0) return found;
  }
  return {};
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
  return rules.index_like_folder && !file.folder.empty() &&
         (file.stem == last_part(file.folder) ||
          (rules.drops_numbers &&
           without_number(file.stem) == without_number(last_part(file.folder))));
}

std::string encoded(std::string_view path) {
  return percent_encode(clean_path(path), kPathCharacters);
}

bool is_template(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("{%") != std::string_view::npos;
}

// Placeholders that this program knows nothing of; a slug has none.
bool has_placeholder(std::string_view text) {
  return text.find(':') != std::string_view::npos;
}

// An address in front matter as a path; nullopt for another site's.
std::optional<std::string> own_path(const FolderRules& rules, std::string text) {
  if (!rules.base_url.empty() && text.starts_with(rules.base_url + "/"))
    text.erase(0, rules.base_url.size());
  if (text.empty() || is_template(text) || has_placeholder(text)) return std::nullopt;
  if (text.ends_with("/index.html")) text.resize(text.size() - 10);
  return encoded("/" + text);
}

// What a site's template may name.
struct Placeholder {
  std::string_view key;
  std::string (*value)(const FolderFile&, const Value&, const PostFacts&);
};

// Signs and blanks become hyphens, capitals stay.
std::string hyphened(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool word = is_digit(c) ||
                      (static_cast<unsigned char>(c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                      (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (word) out += c;
    if (!word && !out.empty() && !out.ends_with('-')) out += '-';
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

std::string day_part(const PostFacts& facts, std::string_view layout) {
  return format_go_date(facts.date.value_or(Moment{}), layout);
}

std::string categories_of(const PostFacts& facts) {
  std::vector<std::string> slugs;
  for (const std::string& category : facts.categories) slugs.push_back(hyphened(category));
  return fmt::format("{}", fmt::join(slugs, "/"));
}

std::string file_path(const FolderFile& file) {
  return file.stem == "index" ? file.folder : join(file.folder, file.stem);
}

std::string slug_or(const Value& front, const std::string& other) {
  const std::string slug = first_text(front, {"slug"}, Printed::go);
  return slug.empty() ? other : slug;
}

std::string name_of(const FolderFile& file) {
  return std::string(last_part(file_path(file)));
}

using File = const FolderFile&;
using Front = const Value&;
using Facts = const PostFacts&;

// The names that Jekyll, Hugo and Hexo have for them.
constexpr std::array<Placeholder, 21> kPlaceholders = {{
    {"year", [](File, Front, Facts f) { return day_part(f, "2006"); }},
    {"short_year", [](File, Front, Facts f) { return day_part(f, "06"); }},
    {"month", [](File, Front, Facts f) { return day_part(f, "01"); }},
    {"i_month", [](File, Front, Facts f) { return day_part(f, "1"); }},
    {"short_month", [](File, Front, Facts f) { return day_part(f, "Jan"); }},
    {"long_month", [](File, Front, Facts f) { return day_part(f, "January"); }},
    {"day", [](File, Front, Facts f) { return day_part(f, "02"); }},
    {"i_day", [](File, Front, Facts f) { return day_part(f, "2"); }},
    {"hour", [](File, Front, Facts f) { return day_part(f, "15"); }},
    {"minute", [](File, Front, Facts f) { return day_part(f, "04"); }},
    {"second", [](File, Front, Facts f) { return day_part(f, "05"); }},
    {"y_day", [](File, Front, Facts f) { return day_part(f, "002"); }},
    {"title", [](File, Front, Facts f) { return slug_of(f.title); }},
    {"post_title", [](File, Front, Facts f) { return slug_of(f.title); }},
    {"slug", [](File file, Front front, Facts) { return slug_or(front, name_of(file)); }},
    {"slug_or_title", [](File, Front front, Facts f) { return slug_or(front, slug_of(f.title)); }},
    {"name", [](File file, Front, Facts) { return name_of(file); }},
    {"path", [](File file, Front, Facts) { return file.folder; }},
    {"file_path", [](File file, Front, Facts) { return file_path(file); }},
    {"category", [](File, Front, Facts f) { return categories_of(f); }},
    {"categories", [](File, Front, Facts f) { return categories_of(f); }},
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

bool is_section(const FolderFile& file) {
  return file.stem == "_index";
}

// The path by folders and name, or by a slug instead of the name.
std::string path_of(const FolderRules& rules, const FolderFile& file, const std::string& slug) {
  const bool index = is_index(rules, file);
  std::string path = index ? file.folder : join(file.folder, file.stem);
  if (rules.drops_date) path = join(parent(path), without_date(last_part(path)));
  if (rules.drops_numbers) path = each_part(path, without_number);
  if (rules.slugify_path) path = each_part(path, github_slug);
  if (rules.slugify_name && !is_section(file))
    path = join(parent(path), ascii_slug(last_part(path)));
  if (!slug.empty()) {
    const std::string own = rules.slugify_name ? ascii_slug(slug) : slug;
    path = own.find('/') == std::string::npos ? join(parent(path), own) : own;
  }
  const bool folder = rules.ending != ".html" || (index && slug.empty());
  return path + (path.empty() || (folder && !rules.ending.empty()) ? "/" : rules.ending);
}

// /2024/01/05/folder/name, or the slug, which stands for all of it.
std::string docusaurus_post(const FolderRoot& root, const FolderFile& file,
                            const std::string& slug) {
  const std::string path = file_path(file);
  const PathDate date = last_date(path);
  if (!slug.empty() || date.end == 0) return join(root.url, slug.empty() ? path : slug);
  std::string day = path.substr(date.begin, date.end - date.begin);
  std::ranges::replace(day, '-', '/');
  std::string rest = path.substr(date.end);
  if (rest.starts_with('-') || rest.starts_with('/')) rest.erase(0, 1);
  return join(root.url, join(day, path.substr(0, date.begin) + rest));
}

bool names_date(std::string_view permalink) {
  static constexpr std::array<std::string_view, 5> names = {":year", ":short_year", ":month",
                                                            ":day", ":i_"};
  return std::ranges::any_of(
      names, [&](std::string_view name) { return permalink.find(name) != std::string_view::npos; });
}

// A template that names the date says nothing of a post without.
bool uses_template(const FolderRoot& root, const FolderFile& file, const PostFacts& facts) {
  return !root.permalink.empty() && !is_section(file) &&
         (facts.date || !names_date(root.permalink));
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

// The address that the front matter gives; nullopt: none, or only a slug.
std::optional<std::string> said_path(const FolderRules& rules, const FolderFile& file,
                                     const Value& front) {
  for (const std::string& key : rules.url_keys) {
    const Value* value = key == "slug" ? nullptr : front.find(key);
    if (value == nullptr || !value->is_scalar()) continue;
    std::string text = value->text;
    if (rules.preset == "eleventy") {
      const std::string stem = "/" + join(file.folder, without_date(file.stem));
      const auto filled = fill_permalink(text, front, without_date(name_of(file)), stem);
      if (filled) text = *filled;
    }
    std::optional<std::string> path = own_path(rules, text);
    if (path) return needs_slash(rules, key, *path) ? *path + "/" : *path;
  }
  return std::nullopt;
}

std::string said_slug(const FolderRules& rules, const Value& front) {
  const bool counts = std::ranges::find(rules.url_keys, "slug") != rules.url_keys.end();
  const std::string slug = counts ? first_text(front, {"slug"}, Printed::go) : std::string();
  return is_template(slug) ? std::string() : slug;
}

std::string relative_url(const FolderRules& rules, const FolderRoot& root, const FolderFile& file,
                         const Value& front, const PostFacts& facts) {
  if (const auto path = said_path(rules, file, front)) return *path;
  if (uses_template(root, file, facts))
    return encoded(
        "/" + join(root.url,
                   expand(root.permalink,
                          rules.preset.empty() || rules.preset == "mkdocs" ? undated(file) : file,
                          front, facts)));
  const std::string slug = said_slug(rules, front);
  if (root.is_docusaurus_blog) {
    const std::string path = docusaurus_post(root, file, slug);
    return encoded("/" + path + (path.ends_with('/') ? "" : rules.ending));
  }
  if (facts.is_page && !rules.html_is_template)
    return encoded(
        "/" +
        join(root.url, join(file.folder, file.stem == "index" ? "" : file.stem + file.ending)) +
        (file.stem == "index" ? "/" : ""));
  if (slug.starts_with('/')) return encoded("/" + join(root.url, slug.substr(1)) + rules.ending);
  return encoded("/" + join(root.url, path_of(rules, file, slug)));
}

}  // namespace

std::string slug_of(std::string_view text) {
  std::string slug;
  for (const char c : lower(text)) {
    const bool kept = is_digit(c) || is_lower(c) || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (kept) slug += c;
    if (!kept && !slug.empty() && !slug.ends_with('-')) slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

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
  if (root.is_docusaurus_blog) file.date = last_date(file_path(file)).day;
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
