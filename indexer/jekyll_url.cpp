// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll_url.hpp"

#include "common/error.hpp"
#include "indexer/go_date.hpp"
#include "indexer/slug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace blogsearch {
namespace {

using Parts = JekyllUrlParts;

std::string two(int number) {
  return fmt::format("{:02}", number);
}

// Joined by /, each once.
template <typename Transform>
std::string join_categories(const Parts& parts, Transform transform) {
  std::vector<std::string> seen;
  for (const std::string& category : parts.categories) {
    const std::string shown = transform(category);
    if (std::ranges::find(seen, shown) == seen.end()) seen.push_back(shown);
  }
  return fmt::format("{}", fmt::join(seen, "/"));
}

struct Placeholder {
  std::string_view key;
  std::string (*value)(const Parts&);
};

// Jekyll::Drops::UrlDrop.
constexpr std::array<Placeholder, 25> kPlaceholders = {{
    {"collection", [](const Parts& p) { return p.collection; }},
    {"path", [](const Parts& p) { return p.path; }},
    {"output_ext", [](const Parts& p) { return p.output_ext; }},
    {"name", [](const Parts& p) { return jekyll_slug(p.name, JekyllSlug::simple); }},
    {"title", [](const Parts& p) { return jekyll_slug(p.slug, JekyllSlug::pretty_cased); }},
    {"slug", [](const Parts& p) { return jekyll_slug(p.slug, JekyllSlug::simple); }},
    {"categories",
     [](const Parts& p) {
       return join_categories(p, [](const std::string& c) { return lower(c); });
     }},
    {"slugified_categories",
     [](const Parts& p) {
       return join_categories(
           p, [](const std::string& c) { return jekyll_slug(c, JekyllSlug::simple); });
     }},
    {"year", [](const Parts& p) { return fmt::format("{:04}", p.date.year); }},
    {"short_year", [](const Parts& p) { return two(p.date.year % 100); }},
    {"month", [](const Parts& p) { return two(p.date.month); }},
    {"i_month", [](const Parts& p) { return std::to_string(p.date.month); }},
    {"short_month", [](const Parts& p) { return format_go_date(p.date, "Jan"); }},
    {"long_month", [](const Parts& p) { return format_go_date(p.date, "January"); }},
    {"day", [](const Parts& p) { return two(p.date.day); }},
    {"i_day", [](const Parts& p) { return std::to_string(p.date.day); }},
    {"y_day", [](const Parts& p) { return fmt::format("{:03}", day_of_year(p.date)); }},
    {"week", [](const Parts& p) { return two(iso_week(p.date).week); }},
    {"w_year", [](const Parts& p) { return std::to_string(iso_week(p.date).year); }},
    {"w_day", [](const Parts& p) { return std::to_string((weekday(p.date) + 6) % 7 + 1); }},
    {"short_day", [](const Parts& p) { return format_go_date(p.date, "Mon"); }},
    {"long_day", [](const Parts& p) { return format_go_date(p.date, "Monday"); }},
    {"hour", [](const Parts& p) { return two(p.date.hour); }},
    {"minute", [](const Parts& p) { return two(p.date.minute); }},
    {"second", [](const Parts& p) { return two(p.date.second); }},
}};

// The value of the placeholder :key. `used` becomes shorter where a _ at its end is no part of it,
// as in :month_:day.
std::string value_of(std::string_view key, const Parts& parts, std::string_view& used) {
  for (used = key; !used.empty(); used.remove_suffix(1)) {
    const auto found = std::ranges::find(kPlaceholders, used, &Placeholder::key);
    if (found != kPlaceholders.end()) return escape_jekyll_path(found->value(parts));
    if (!used.ends_with('_')) break;
  }
  throw Error(fmt::format("permalink has the placeholder ':{}', which Jekyll does not know", key),
              "jekyllrb.com/docs/permalinks lists them.");
}

std::size_t key_length(std::string_view text) {
  const auto end =
      std::ranges::find_if(text, [](char c) { return !((c >= 'a' && c <= 'z') || c == '_'); });
  return static_cast<std::size_t>(end - text.begin());
}

// Replaces every occurrence of `key`.
void replace_all(std::string& text, std::string_view key, const std::string& value) {
  for (std::size_t at = 0; (at = text.find(key, at)) != std::string::npos; at += value.size())
    text.replace(at, key.size(), value);
}

}  // namespace

std::string jekyll_document_url(std::string_view permalink, const JekyllUrlParts& parts) {
  std::string url;
  for (std::size_t at = 0; at < permalink.size();) {
    const std::string_view key =
        permalink[at] == ':' ? permalink.substr(at + 1, key_length(permalink.substr(at + 1)))
                             : std::string_view();
    if (key.empty()) {
      url += permalink[at++];
      continue;
    }
    std::string_view used;
    url += value_of(key, parts, used);
    url += key.substr(used.size());
    at += 1 + key.size();
  }
  return sanitize_jekyll_url(url);
}

std::string with_permalink_ending(const std::string& permalink, std::string_view global) {
  if (global == "pretty" || global.ends_with('/')) return permalink + "/";
  const bool file = global == "date" || global == "ordinal" || global == "none" ||
                    global.ends_with(":output_ext");
  return file ? permalink + ":output_ext" : permalink;
}

std::string jekyll_page_url(std::string_view path, std::string_view output_ext,
                            std::string_view permalink, std::string_view global) {
  const std::size_t slash = path.rfind('/');
  const std::string folder =
      slash == std::string_view::npos ? "" : "/" + std::string(path.substr(0, slash));
  const std::string_view file = path.substr(slash + 1);
  std::string stem(file.substr(0, std::min(file.rfind('.'), file.size())));
  while (stem.ends_with('.')) stem.pop_back();
  std::string url(permalink);
  const bool is_html = output_ext == ".html" || output_ext == ".xhtml" || output_ext == ".htm";
  if (url.empty() && !is_html) {
    url = "/:path/:basename:output_ext";
  } else if (url.empty()) {
    url = stem == "index" ? "/:path/" : with_permalink_ending("/:path/:basename", global);
  }
  replace_all(url, ":path", escape_jekyll_path(folder));
  replace_all(url, ":basename", escape_jekyll_path(stem));
  replace_all(url, ":output_ext", escape_jekyll_path(output_ext));
  return sanitize_jekyll_url(url);
}

}  // namespace blogsearch
