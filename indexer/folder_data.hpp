// SPDX-License-Identifier: GPL-3.0-or-later
// What Eleventy adds to front matter: data files for whole folders, and templates in a permalink.
#pragma once

#include "common/value.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

// FOLDER/FOLDER.json and FOLDER/FOLDER.11tydata.json below `input`, by their folders inside `root`
// (11ty.dev/docs/data-template-dir). Those that cannot be read are left out.
std::map<std::string, Value> read_folder_data(const std::filesystem::path& root,
                                              const std::string& input);
// `front` on top of the data of every folder above `path`; tags of all of them together.
Value with_folder_data(const std::map<std::string, Value>& data, std::string_view path,
                       const Value& front);

// {{ title | slugify }}, {{ page.fileSlug }}, {{ page.filePathStem }} and other plain values of
// `front`, filled in; nullopt where there is anything else.
std::optional<std::string> fill_permalink(std::string_view permalink, const Value& front,
                                          std::string_view file_slug, std::string_view path_stem);

}  // namespace blogsearch
