// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll_files.hpp"

#include "common/text.hpp"
#include "indexer/glob.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace blogsearch {
namespace {

using Kind = JekyllFile::Kind;

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Jekyll's EntryFilter.glob_include?: a pattern that matches, or the beginning of the path.
bool is_covered(const std::vector<std::string>& patterns, std::string_view path) {
  return std::ranges::any_of(patterns, [&](std::string_view pattern) {
    while (pattern.starts_with('/')) pattern.remove_prefix(1);
    if (pattern.empty()) return false;
    const bool folder = pattern.ends_with('/') && pattern.substr(0, pattern.size() - 1) == path;
    return folder || path.starts_with(pattern) || glob_matches(pattern, path, GlobRule::fnmatch);
  });
}

std::string_view without_slash(std::string_view path) {
  return path.starts_with('/') ? path.substr(1) : path;
}

// Jekyll's Reader, "read_included_excludes": a file named in `include` is a page wherever it is.
bool names_file(const std::vector<std::string>& include, std::string_view path) {
  return std::ranges::any_of(include,
                             [&](std::string_view file) { return without_slash(file) == path; });
}

bool leads_to_file(const std::vector<std::string>& include, std::string_view folder) {
  return std::ranges::any_of(include, [&](std::string_view file) {
    return without_slash(file).starts_with(std::string(folder) + "/");
  });
}

bool is_special(std::string_view entry) {
  constexpr std::string_view special = "._#~";
  return special.find(entry.front()) != std::string_view::npos;
}

// Jekyll's EntryFilter.filter for one entry of the folder `base`.
bool passes(const JekyllSettings& settings, std::string_view base, std::string_view entry) {
  if (entry.empty() || entry.ends_with('.')) return false;
  const bool included =
      is_covered(settings.include, entry) || is_covered(settings.include, last_part(entry));
  if (included) return true;
  const std::string full =
      base.empty() ? std::string(entry) : std::string(base) + "/" + std::string(entry);
  if (is_covered(settings.exclude, full)) return false;
  return !is_special(entry) && !is_special(last_part(entry)) && !entry.ends_with('~');
}

std::string join(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

// Where a walk down the path has got to.
struct Place {
  Kind kind = Kind::page;
  std::string collection;
  std::string base;   // the folder that is filtered as a whole: a _posts folder, a collection's
  std::string entry;  // the rest of the path below it
};

bool may_hold_posts(const JekyllSettings& settings, std::string_view folder) {
  return folder.starts_with(settings.collections_dir);
}

// The special folder that `name` opens below `folder`; kind page where it is an ordinary one.
Place special_folder(const JekyllSettings& settings, std::string_view folder,
                     std::string_view name) {
  if (name == "_posts" && may_hold_posts(settings, folder))
    return {Kind::post, "posts", join(folder, name), {}};
  if (name == "_drafts" && may_hold_posts(settings, folder))
    return {Kind::draft, "posts", join(folder, name), {}};
  const bool collection = name.starts_with('_') && folder == settings.collections_dir &&
                          settings.collections.contains(std::string(name.substr(1)));
  // Jekyll filters a collection's files by their path without the collections' folder.
  if (collection) return {Kind::document, std::string(name.substr(1)), std::string(name), {}};
  return {};
}

// Walks down `path` (relative to the source). Kind none where an ordinary folder or the page itself
// is left out.
Place place_of(const JekyllSettings& settings, std::string_view path) {
  std::string folder;
  for (std::size_t at = 0;;) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view name = path.substr(at, end - at);
    Place place = special_folder(settings, folder, name);
    if (place.kind != Kind::page) {
      place.entry = path.substr(std::min(end + 1, path.size()));
      return place;
    }
    if (!passes(settings, folder, name) || join(folder, name) == settings.destination)
      return {Kind::none, {}, {}, {}};
    if (end == path.size()) return {Kind::page, {}, folder, std::string(name)};
    folder = join(folder, name);
    at = end + 1;
  }
}

// Relative to the source; nullopt outside of it.
std::optional<std::string_view> in_source(const JekyllSettings& settings, std::string_view path) {
  if (!path.starts_with(settings.source)) return std::nullopt;
  return path.substr(settings.source.size());
}

bool has_hidden_folder(std::string_view entry) {
  return entry.starts_with('.') || entry.find("/.") != std::string_view::npos;
}

bool is_readable(const JekyllSettings& settings, std::string_view ending) {
  static constexpr std::array<std::string_view, 3> html = {".html", ".htm", ".xhtml"};
  const std::string lowered = lower_ascii(ending);
  return std::ranges::find(html, lowered) != html.end() ||
         std::ranges::find(settings.markdown_endings, lowered) != settings.markdown_endings.end();
}

// The digits at the start of `text` moved out of it.
std::string take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  if (count < least) return {};
  std::string digits(text.substr(0, count));
  text.remove_prefix(count);
  return digits;
}

bool take_hyphen(std::string_view& text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

JekyllName jekyll_name(std::string_view path) {
  const std::string_view file = last_part(path);
  const std::size_t dot = file.rfind('.');
  const bool has_ending = dot != std::string_view::npos && dot > 0 && dot + 1 < file.size();
  JekyllName name;
  name.ending = has_ending ? file.substr(dot) : "";
  name.stem = file.substr(0, file.size() - name.ending.size());
  name.slug = name.stem;
  std::string_view rest = name.stem;
  const std::string year = take_digits(rest, 2, 4);
  if (year.empty() || !take_hyphen(rest)) return name;
  const std::string month = take_digits(rest, 1, 2);
  if (month.empty() || !take_hyphen(rest)) return name;
  const std::string day = take_digits(rest, 1, 2);
  if (day.empty() || !take_hyphen(rest) || !has_ending) return name;
  name.date = year + "-" + month + "-" + day;
  name.slug = rest;
  return name;
}

JekyllFile jekyll_file(const JekyllSettings& settings, std::string_view path) {
  const auto inside = in_source(settings, path);
  const JekyllName name = jekyll_name(path);
  if (!inside || !is_readable(settings, name.ending)) return {};
  const Place place = place_of(settings, *inside);
  if (place.kind == Kind::none && !names_file(settings.include, *inside)) return {};
  if (place.kind == Kind::none || place.kind == Kind::page)
    return {Kind::page, {}, std::string(*inside)};
  const bool globbed = place.kind == Kind::document || !has_hidden_folder(place.entry);
  if (!globbed || !passes(settings, place.base, place.entry)) return {};
  if (place.kind == Kind::post && name.date.empty()) return {};
  std::string_view relative = *inside;
  if (!settings.collections_dir.empty() && relative.starts_with(settings.collections_dir + "/"))
    relative.remove_prefix(settings.collections_dir.size() + 1);
  return {place.kind, place.collection, std::string(relative)};
}

bool jekyll_enters(const JekyllSettings& settings, std::string_view path) {
  if (settings.source.starts_with(std::string(path) + "/")) return true;  // on the way to it
  const auto inside = in_source(settings, path);
  if (!inside || inside->empty()) return inside.has_value();
  const Place place = place_of(settings, *inside);
  if (place.kind == Kind::none) return leads_to_file(settings.include, *inside);
  if (place.kind == Kind::page || place.entry.empty()) return true;
  return !is_special(place.entry) && !has_hidden_folder(place.entry);
}

}  // namespace blogsearch
