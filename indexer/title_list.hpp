// SPDX-License-Identifier: GPL-3.0-or-later
// A list of titles that a page can search by itself while searchd is away: docs/search-box.md.
#pragma once

#include "common/search.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace blogsearch {

// What a reader's browser is asked to load at most.
inline constexpr std::size_t kTitleListBytes = 30'000;

// {"site":NAME,"titles":[[TITLE,URL],...]} and a newline: the posts that are published now, newest
// first, until it is full. Throws as Searcher::search() does.
std::string title_list(Searcher& searcher, const std::string& site,
                       std::size_t max_bytes = kTitleListBytes);

// In one step: a reader gets the old file or the new one. Throws Error if it cannot be written.
void write_title_list(const std::filesystem::path& file, const std::string& list);

}  // namespace blogsearch
