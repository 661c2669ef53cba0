// SPDX-License-Identifier: GPL-3.0-or-later
// A file's bytes to clean UTF-8 text: what every later stage may rely on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

struct SourceText {
  std::string text;  // valid UTF-8, no BOM, lines end in \n, no NUL
  std::vector<std::string>
      warnings;  // what was repaired, a sentence each ("3 bytes that are no UTF-8 ...")
  std::string_view encoding = "UTF-8";  // as found: also "UTF-8 with BOM", "UTF-16", "Windows-1252"
};

// UTF-8 (with or without BOM), UTF-16 with BOM, and Windows-1252 where the bytes are no UTF-8 and
// look like text. Line endings become \n; NUL and other control characters but \t and \n go. Throws
// Error for a binary file.
SourceText clean_source(std::string_view bytes);

}  // namespace blogsearch
