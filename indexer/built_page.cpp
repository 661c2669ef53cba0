// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/built_page.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxFilesToTry = 1000;

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string title_in(std::string_view html) {
  const std::size_t begin = html.find("<title");
  const std::size_t text = html.find('>', std::min(begin, html.size()));
  if (begin == std::string_view::npos || text == std::string_view::npos) return {};
  return squeeze(html.substr(text + 1, std::min(html.find('<', text), html.size()) - text - 1));
}

// What stands behind the last sign between a page's title and the site's, with it.
std::string suffix_of(const std::string& title) {
  static constexpr std::array<std::string_view, 9> signs = {" | ", " - ",  " – ", " — ", " · ",
                                                            " • ", " :: ", " » ", " « "};
  std::size_t last = std::string::npos;
  for (const std::string_view sign : signs) {
    const std::size_t at = title.rfind(sign);
    if (at != std::string::npos && (last == std::string::npos || at > last)) last = at;
  }
  return last == std::string::npos || last == 0 ? std::string() : title.substr(last);
}

std::vector<std::string_view> parts_of(std::string_view key) {
  std::vector<std::string_view> parts;
  while (!key.empty()) {
    const std::size_t end = std::min(key.find('/'), key.size());
    if (end > 0) parts.push_back(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return parts;
}

}  // namespace

std::string built_key(std::string_view file) {
  std::string key = "/" + std::string(file);
  if (key.ends_with("/index.html") || key.ends_with("/index.htm")) key.resize(key.rfind('/'));
  return key.empty() ? "/" : key;
}

bool is_list_address(std::string_view key) {
  static constexpr std::array<std::string_view, 10> names = {
      "tag",    "tags",    "topics",  "category", "categories",
      "author", "authors", "archive", "archives", "series"};
  const std::vector<std::string_view> parts = parts_of(key);
  // /page/2, /page2
  if (parts.size() > 1 && parts[parts.size() - 2] == "page" && is_number(parts.back())) return true;
  if (!parts.empty() && parts.back().starts_with("page") && is_number(parts.back().substr(4)))
    return true;
  // /2024, /2024/05: what a day or a month had
  if (!parts.empty() && parts.size() <= 3 && parts.front().size() == 4 &&
      std::ranges::all_of(parts, is_number))
    return true;
  // /archives/2024/05
  if (parts.size() > 1 && parts.front().starts_with("archive") &&
      std::all_of(parts.begin() + 1, parts.end(), is_number))
    return true;
  // /tags, /blog/tags/linux, /categories/a
  for (std::size_t i = 0; i < parts.size() && i < 3; ++i) {
    const bool named =
        std::ranges::find(names, parts[i]) != names.end() ||
        (i + 1 == parts.size() &&
         (parts[i] == "archive.html" || parts[i] == "tags.html" || parts[i] == "categories.html"));
    if (named && parts.size() <= i + 2) return true;
  }
  return false;
}

bool is_error_address(std::string_view key) {
  const std::string_view name = key.substr(key.rfind('/') + 1);
  return name.size() >= 3 && name.size() <= 8 && is_number(name.substr(0, 3)) &&
         (name.substr(3).empty() || name.substr(3) == ".html") &&
         (name.starts_with('4') || name.starts_with('5'));
}

BuiltHabits find_habits(const std::string& root, const Scan& files) {
  BuiltHabits habits;
  std::map<std::string, std::size_t> suffixes;
  std::size_t titles = 0;
  std::size_t tried = 0;
  for (const PostFile& file : files.files) {
    if (!lower_ascii(file.path).ends_with(".html")) continue;
    if (++tried > kMaxFilesToTry) break;
    try {
      const std::string html = read_file(root, file.path);
      if (html.find("data-pagefind-body") != std::string::npos) habits.has_pagefind_bodies = true;
      if (html.find("<title") != std::string::npos) ++titles;
      if (const std::string suffix = suffix_of(title_in(html)); !suffix.empty()) ++suffixes[suffix];
    } catch (const Error&) {
      continue;  // it will be reported when it is read as a post
    }
  }
  for (const auto& [suffix, pages] : suffixes) {
    if (pages > 1 && pages * 2 > titles) habits.title_suffix = suffix;
  }
  return habits;
}

}  // namespace blogsearch
