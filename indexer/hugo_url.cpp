// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo_url.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "indexer/glob.hpp"
#include "indexer/go_date.hpp"
#include "indexer/site_settings.hpp"
#include "indexer/slug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace blogsearch {
namespace {

// What a permalink's placeholders are made of.
struct Context {
  const HugoPage& page;
  Moment date;       // the year 1 where the page has none
  std::string slug;  // front matter's or the file name's; may be empty
};

std::string urlize(const Context& c, std::string_view text) {
  return escape_hugo_path(hugo_path(text, c.page.file.language->paths));
}

std::string title_of(const Context& c) {
  return urlize(c, first_text(c.page.front, {"title"}, Printed::go));
}

// The file's name, or that of a bundle's folder.
std::string base_name(const HugoPage& page) {
  const std::string& folder = page.file.folder;
  return page.is_leaf ? folder.substr(folder.rfind('/') + 1) : page.file.stem;
}

std::string file_name(const Context& c) {
  return urlize(c, base_name(c.page));
}

std::string slug_or(const Context& c, std::string (*other)(const Context&)) {
  return c.slug.empty() ? other(c) : urlize(c, c.slug);
}

std::string date_part(const Context& c, std::string_view layout) {
  return format_go_date(c.date, layout);
}

struct Placeholder {
  std::string_view key;
  std::string (*value)(const Context&);
};

// resources/page/permalinks.go.
constexpr std::array<Placeholder, 16> kPlaceholders = {{
    {"year", [](const Context& c) { return std::to_string(c.date.year); }},
    {"month", [](const Context& c) { return date_part(c, "01"); }},
    {"monthname", [](const Context& c) { return date_part(c, "January"); }},
    {"day", [](const Context& c) { return date_part(c, "02"); }},
    {"weekday", [](const Context& c) { return std::to_string(weekday(c.date)); }},
    {"weekdayname", [](const Context& c) { return date_part(c, "Monday"); }},
    {"yearday", [](const Context& c) { return std::to_string(day_of_year(c.date)); }},
    {"section", [](const Context& c) { return c.page.section; }},
    {"sections",
     [](const Context& c) { return fmt::format("{}", fmt::join(c.page.sections, "/")); }},
    {"title", title_of},
    {"slug", [](const Context& c) { return slug_or(c, title_of); }},
    {"filename", file_name},
    {"contentbasename", file_name},
    {"slugorfilename", [](const Context& c) { return slug_or(c, file_name); }},
    {"slugorcontentbasename", [](const Context& c) { return slug_or(c, file_name); }},
    {"sectionslug", [](const Context& c) { return c.page.section; }},
}};

// Where "1", "" or "last" cuts a list of `size`.
std::size_t cut_at(std::string_view text, std::size_t size, std::size_t empty) {
  if (text.empty()) return empty;
  if (text == "last") return size == 0 ? 0 : size - 1;
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::min(number, size);
}

// :sections[1:], :sections[0], :sections[last], :sections[:2].
std::string some_sections(const Context& c, std::string_view cut) {
  const std::vector<std::string>& all = c.page.sections;
  const std::size_t colon = cut.find(':');
  const std::size_t begin = cut_at(cut.substr(0, colon), all.size(), 0);
  const std::size_t end = colon == std::string_view::npos
                              ? std::min(begin + 1, all.size())
                              : cut_at(cut.substr(colon + 1), all.size(), all.size());
  std::string path;
  for (std::size_t i = begin; i < end; ++i) path += (path.empty() ? "" : "/") + all[i];
  return path;
}

std::string value_of(const Context& c, std::string_view key) {
  const auto known = std::ranges::find(kPlaceholders, key, &Placeholder::key);
  if (known != kPlaceholders.end()) return known->value(c);
  if (key.starts_with("sections[")) return some_sections(c, key.substr(9, key.size() - 10));
  // Anything that Go's date format knows: a day of which no part is written as the layout is tells.
  constexpr Moment probe{0, 2019, 11, 9, 23, 1, 42};
  if (format_go_date(probe, key) != key) return format_go_date(c.date, key);
  throw Error(fmt::format("the permalinks of the site have ':{}', which Hugo does not know", key),
              "gohugo.io/configuration/permalinks lists the tokens.");
}

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// A colon, letters, and perhaps a [cut]: how much of `text` that is.
std::size_t key_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && is_word(text[size])) ++size;
  if (size == 1 || size == text.size() || text[size] != '[') return size;
  const std::size_t close = text.find(']', size + 2);
  return close == std::string_view::npos ? size : close + 1;
}

std::string expand(const Context& c, std::string_view pattern) {
  std::string path;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::string_view rest = pattern.substr(at);
    const std::size_t size = rest.front() == ':' ? key_size(rest) : 1;
    if (rest.starts_with("\\:")) {
      path += ':';
      at += 2;
    } else if (size > 1) {
      path += value_of(c, rest.substr(1, size - 1));
      at += size;
    } else {
      path += rest.front();
      ++at;
    }
  }
  return unescape_query(path);
}

std::string trimmed_section(std::string_view key) {
  while (key.starts_with('/') || key.starts_with(' ')) key.remove_prefix(1);
  while (key.ends_with('/') || key.ends_with(' ')) key.remove_suffix(1);
  return std::string(key);
}

// The pattern for the page's section in a map from sections to patterns.
std::optional<std::string> pattern_in(const Value& map, const std::string& section) {
  for (const auto& [key, value] : map.entries) {
    if (value.is_scalar() && trimmed_section(key) == lower_ascii(section)) return value.text;
  }
  return std::nullopt;
}

// `permalinks`: from sections to patterns, by kind in newer versions, or a list of targets and
// patterns.
std::optional<std::string> pattern_for(const HugoPage& page) {
  const Value* permalinks = page.file.language->config.find("permalinks");
  if (permalinks == nullptr) return std::nullopt;
  for (const Value& rule : permalinks->items) {
    const std::string glob = lower_ascii(
        string_at(*(rule.find("target") != nullptr ? rule.find("target") : &rule), "path"));
    const std::string path =
        lower_ascii("/" + (page.is_leaf ? page.file.folder : page.file.path()));
    if (glob.empty() || glob_matches(glob, path, GlobRule::hugo)) return string_at(rule, "pattern");
  }
  const Value* by_kind = permalinks->find(page.kind);
  if (by_kind != nullptr && by_kind->is_map()) {
    if (auto pattern = pattern_in(*by_kind, page.section)) return pattern;
  }
  const bool flat = page.kind == "page" || page.kind == "term";
  return flat ? pattern_in(*permalinks, page.section) : std::nullopt;
}

bool is_ugly(const HugoPage& page) {
  const Value* ugly = page.file.language->config.find("uglyurls");
  if (ugly == nullptr) return false;
  return ugly->is_map() ? bool_at(*ugly, lower_ascii(page.section), false)
                        : as_bool(*ugly).value_or(false);
}

std::string with_prefix(const HugoPage& page, const std::string& path) {
  return page.file.language->prefix.empty() ? path : "/" + page.file.language->prefix + path;
}

bool names_file(std::string_view url) {
  return !url.ends_with('/') && url.find('.') != std::string_view::npos;
}

// Front matter's `url`: as it is, below the language's folder where it does not begin with a /.
std::string own_url(const HugoPage& page, const std::string& url) {
  std::string path = clean_path(url);
  const bool file = names_file(url);
  const bool index = path.ends_with("/index.html");
  if ((!file || index) && !path.ends_with('/')) path += '/';
  if (!url.starts_with('/')) path = with_prefix(page, path);
  return page.kind == "page" ? path : hugo_path(path, page.file.language->paths);
}

std::string list_url(const HugoPage& page, const std::optional<std::string>& expanded) {
  std::string path = clean_path(expanded ? *expanded : page.file.folder);
  while (path.ends_with('/')) path.pop_back();
  path += is_ugly(page) && !path.empty() ? ".html" : "/";
  return hugo_path(with_prefix(page, path), page.file.language->paths);
}

// The folder that a page's own part of its path is below.
std::string folder_above(const HugoPage& page) {
  const std::string& folder = page.file.folder;
  if (!page.is_leaf) return folder;
  return folder.find('/') == std::string::npos ? "" : folder.substr(0, folder.rfind('/'));
}

std::string page_url(const HugoPage& page, const std::string& slug,
                     const std::optional<std::string>& expanded) {
  const std::string base = slug.empty() ? base_name(page) : slug;
  std::string path = clean_path(expanded ? *expanded : folder_above(page) + "/" + base);
  while (path.ends_with('/')) path.pop_back();
  const bool index = !expanded && base == "index";
  if (index) path.resize(path.size() - base.size() - 1);
  path += is_ugly(page) && !index ? ".html" : "/";
  return hugo_path(with_prefix(page, path), page.file.language->paths);
}

Moment first_year() {
  Moment moment;
  moment.year = 1;
  return moment;
}

std::string slug_of(const HugoPage& page, const HugoDates& dates) {
  const Value* own = page.front.find("slug");
  if (own == nullptr) return dates.slug;
  std::string slug = print(*own, Printed::go);
  while (slug.starts_with('-')) slug.erase(0, 1);
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

// Newer versions expand placeholders in front matter's `url` as well.
bool has_placeholder(std::string_view url) {
  for (std::size_t at = url.find(':'); at < url.size(); at = url.find(':', at + 1)) {
    const std::string_view key = url.substr(at + 1, key_size(url.substr(at)) - 1);
    if (std::ranges::find(kPlaceholders, key, &Placeholder::key) != kPlaceholders.end())
      return true;
  }
  return false;
}

}  // namespace

std::string hugo_url(const HugoPage& page, const HugoDates& dates) {
  const std::string url = first_text(page.front, {"url"}, Printed::go);
  if (url.starts_with("http://") || url.starts_with("https://"))
    throw Error(fmt::format("url '{}' has a protocol, which Hugo refuses", url), {},
                page.front.find("url")->line);
  const std::string slug = slug_of(page, dates);
  const Context context{page, dates.date.value_or(first_year()), slug};
  if (!url.empty() && page.kind != "home")
    return escape_hugo_path(own_url(page, has_placeholder(url) ? expand(context, url) : url));
  std::optional<std::string> expanded = pattern_for(page);
  if (expanded) expanded = expand(context, *expanded);
  if (expanded && expanded->empty()) expanded.reset();
  const bool single = page.kind == "page" || (page.kind == "term" && expanded);
  const std::string path = single ? page_url(page, slug, expanded) : list_url(page, expanded);
  return escape_hugo_path(path);
}

std::string hugo_alias(const HugoPage& page, const std::string& page_url, std::string_view alias) {
  std::string path(alias);
  if (!alias.starts_with('/')) {
    const std::string own = first_text(page.front, {"url"}, Printed::go);
    std::string beside = unescape_path(page_url);
    if (beside.ends_with('/') || names_file(own)) beside.resize(beside.rfind('/'));
    path = beside.substr(0, beside.rfind('/') + 1) + path;
  }
  path = clean_path(path);
  const Value* ugly = page.file.language->config.find("uglyurls");
  const bool is_ugly = ugly != nullptr && as_bool(*ugly).value_or(false);
  while (is_ugly && path.ends_with('/')) path.pop_back();
  if (!path.ends_with(".html")) path += is_ugly ? ".html" : path.ends_with('/') ? "" : "/";
  return percent_encode(path, "/!$&'()*+,;=:@");
}

}  // namespace blogsearch
