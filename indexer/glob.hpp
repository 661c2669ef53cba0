// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns for paths, as the generators' configuration files have them.
#pragma once

#include <string_view>

namespace blogsearch {

enum class GlobRule {
  fnmatch,   // Ruby's File.fnmatch without flags: * also matches /
  dir_glob,  // Ruby's Dir.glob: * stays inside a folder, **/ is any number of folders, {a,b}
  hugo,      // github.com/gobwas/glob: * stays inside a folder, ** does not, {a,b}
};

// Does `pattern` match the whole of `path`? In time linear in the product of their lengths; a
// pattern with more than 64 alternatives matches nothing.
bool glob_matches(std::string_view pattern, std::string_view path, GlobRule rule);

}  // namespace blogsearch
