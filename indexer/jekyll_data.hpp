// SPDX-License-Identifier: GPL-3.0-or-later
// What Jekyll makes of a post's front matter: its title, tags and categories.
#pragma once

#include "common/value.hpp"
#include "indexer/jekyll_files.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// false, ~ and nothing: what Ruby takes for false.
bool is_false(const Value& value);

// `singular` as it is where it is set; else `plural`, text split at blanks.
std::vector<std::string> jekyll_terms(const Value& data, std::string_view singular,
                                      std::string_view plural);

// What of a document's front matter Jekyll fails to merge with the folders' categories, and then
// leaves all of it out; nullptr: nothing.
const Value* unmergeable(const Value& own);

// The folders above _posts, the defaults' categories, the post's own, each once. `data`: the last
// two merged.
std::vector<std::string> jekyll_categories(const JekyllFile& file, const Value& defaults,
                                           const Value& own, const Value& data);

// "my-first post" -> "My First post"
std::string jekyll_title(const std::string& slug);

}  // namespace blogsearch
