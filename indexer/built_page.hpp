// SPDX-License-Identifier: GPL-3.0-or-later
// Pages as generators build them: which are content, and which lists, errors and the like.
#pragma once

#include "indexer/scan.hpp"

#include <string>
#include <string_view>

namespace blogsearch {

// The address of a file of a built site: "a/index.html" is at "/a", "a.html" at "/a.html".
std::string built_key(std::string_view file);

// By its address alone: a list of posts by tag, category, author or day, or the second page of one.
bool is_list_address(std::string_view key);
// 404.html and its like.
bool is_error_address(std::string_view key);

// What built pages have in common.
struct BuiltHabits {
  // Some have data-pagefind-body: then Pagefind leaves out those that have not
  // (pagefind.app/docs/indexing).
  bool has_pagefind_bodies = false;
  std::string title_suffix;  // the site's name behind each title, " | My site"; empty: none
};

// Looks at the first thousand HTML files of the site.
BuiltHabits find_habits(const std::string& root, const Scan& files);

}  // namespace blogsearch
