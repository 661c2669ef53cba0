// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/built_site.hpp"

#include "common/error.hpp"
#include "common/schema.hpp"
#include "common/text.hpp"
#include "indexer/built_page.hpp"
#include "indexer/html.hpp"
#include "indexer/scan.hpp"
#include "indexer/slug.hpp"
#include "indexer/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSitemaps = 100;
constexpr double kListLinkShare = 0.6;  // of the text of a page that only lists others

// Generators copy some files as they are: from the site itself, or from a folder for them.
bool is_copy(const Site& site, const fs::path& built, const std::string& file,
             const std::string& bytes) {
  std::error_code error;
  for (const std::string folder : {"", "static", "public", "source"}) {
    if (fs::equivalent(site.root() / folder, built, error)) continue;
    try {
      if (read_file(site.root() / folder, file) == bytes) return true;
    } catch (const Error&) {
      continue;  // is not there
    }
  }
  return false;
}

std::vector<std::string> heading_ids(std::string_view html) {
  std::vector<std::string> ids;
  for (const Section& section : read_html(html, {}).body.sections) {
    if (!section.id.empty()) ids.push_back(section.id);
  }
  return ids;
}

BuiltPage read_page(const Site& site, const fs::path& folder, const std::string& file) {
  BuiltPage page;
  page.file = file;
  page.key = built_key(file);
  const std::string bytes = read_file(folder, file);
  const std::string html = clean_source(bytes).text;
  const HtmlPage whole = read_html(html, {.page = true});
  const HtmlFacts& facts = whole.facts;
  page.heading_ids = heading_ids(html);
  if (is_list_address(page.key) || is_error_address(page.key) || whole.link_share > kListLinkShare)
    page.kind = BuiltKind::list;
  if (facts.is_noindex) page.kind = BuiltKind::hidden;
  if (facts.is_redirect) page.kind = BuiltKind::redirect;
  if (page.kind == BuiltKind::content && is_copy(site, folder, file, bytes))
    page.kind = BuiltKind::copied;
  return page;
}

BuiltSite read_folder(const Site& site, const fs::path& folder, const std::string& name) {
  BuiltSite built{name, true, {}};
  const Scan found = scan(
      folder, [](std::string_view) { return true; },
      [](std::string_view path) {
        const std::string lowered = lower_ascii(path);
        return lowered.ends_with(".html") || lowered.ends_with(".htm");
      });
  for (const PostFile& file : found.files) {
    try {
      built.pages.push_back(read_page(site, folder, file.path));
    } catch (const Error&) {
      continue;  // no text, so no page
    }
  }
  return built;
}

std::string unescape_xml(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> entities = {
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}}};
  for (const auto& [entity, character] : entities) {
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos;
         at += character.size())
      text.replace(at, entity.size(), character);
  }
  return text;
}

// What stands in <loc> (sitemaps.org/protocol.html).
std::vector<std::string> locations(std::string_view xml) {
  std::vector<std::string> found;
  for (std::size_t at = xml.find("<loc>"); at != std::string_view::npos;
       at = xml.find("<loc>", at)) {
    at += 5;
    const std::size_t end = std::min(xml.find('<', at), xml.size());
    found.push_back(unescape_xml(std::string(trim(xml.substr(at, end - at)))));
  }
  return found;
}

BuiltSite read_sitemap(const Site& site, const fs::path& folder, const std::string& name) {
  BuiltSite built{name, false, {}};
  std::vector<std::string> files{name};
  for (std::size_t i = 0; i < files.size() && i < kMaxSitemaps; ++i) {
    const std::string xml = read_file(folder, files[i]);
    const bool is_index = xml.find("<sitemapindex") != std::string::npos;
    for (const std::string& url : locations(xml)) {
      const std::string key = address_key(url, site.base_url());
      if (is_index) {
        if (std::ranges::find(files, key.substr(1)) == files.end()) files.push_back(key.substr(1));
        continue;
      }
      const bool list = is_list_address(key) || is_error_address(key);
      built.pages.push_back({key, "", list ? BuiltKind::list : BuiltKind::content, {}});
    }
  }
  return built;
}

// A page with others below it, and that no post is, lists them.
void find_sections(BuiltSite& built) {
  std::set<std::string> keys;
  for (const BuiltPage& page : built.pages) keys.insert(page.key);
  for (BuiltPage& page : built.pages) {
    const std::string below = page.key == "/" ? "/" : page.key + "/";
    const auto next = keys.upper_bound(below);
    const bool has_pages_below = next != keys.end() && next->starts_with(below);
    if (page.kind == BuiltKind::content && has_pages_below) page.kind = BuiltKind::list;
  }
}

fs::path absolute(const Site& site, const std::string& place) {
  return fs::path(place).is_absolute() ? fs::path(place) : site.root() / place;
}

BuiltSite read_place(const Site& site, const std::string& place) {
  std::error_code error;
  if (!place.empty()) {
    if (fs::is_directory(place, error)) return read_folder(site, place, place);
    const fs::path file(place);
    if (fs::is_regular_file(file, error))
      return read_sitemap(site, file.parent_path().empty() ? "." : file.parent_path(),
                          file.filename().string());
    throw Error(ErrorCode::usage, fmt::format("there is no '{}'", place),
                "name the folder of the built site, or its sitemap.xml");
  }
  const fs::path folder = absolute(site, site.built_folder());
  if (fs::is_directory(folder, error)) return read_folder(site, folder, site.built_folder());
  for (const std::string sitemap : {"sitemap.xml", "static/sitemap.xml"}) {
    if (fs::is_regular_file(site.root() / sitemap, error))
      return read_sitemap(site, site.root(), sitemap);
  }
  throw Error(fmt::format("there is neither a built site in {} nor a sitemap.xml", folder.string()),
              "build the site first, or name its folder or sitemap with --built");
}

}  // namespace

std::string address_key(std::string_view url, std::string_view base_url) {
  std::string key = url_key(url);
  const std::string base = url_key(base_url);
  if (base.size() > 1 && (key == base || key.starts_with(base + "/"))) key.erase(0, base.size());
  if (key.ends_with("/index.html")) key.resize(key.size() - 11);
  std::string plus = key;
  for (std::size_t at = 0; (at = plus.find('+', at)) != std::string::npos; at += 3)
    plus.replace(at, 1, "%2B");
  std::string decoded = unescape_query(plus);
  if (decoded.empty()) decoded = key;
  return decoded.empty() ? "/" : decoded;
}

BuiltSite read_built_site(const Site& site, const std::string& place) {
  BuiltSite built = read_place(site, place);
  find_sections(built);
  return built;
}

}  // namespace blogsearch
