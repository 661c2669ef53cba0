// SPDX-License-Identifier: GPL-3.0-or-later
// YAML to Value; the only file that knows yaml-cpp.
#pragma once

#include "common/error.hpp"
#include "common/value.hpp"

#include <cstddef>
#include <string_view>

namespace blogsearch {

// What a document may cost. Checked before yaml-cpp sees it, since it recurses and expands aliases.
struct YamlLimits {
  std::size_t bytes = std::size_t{256} * 1024;
  std::size_t depth = 64;       // nested collections, block and flow
  std::size_t nodes = 100'000;  // after aliases are expanded
};

// A limit is passed: nothing is known of what the document says.
class YamlLimitError : public Error {
 public:
  using Error::Error;
};

// The value of the first document in `text`; null for an empty one. Of duplicate keys the last
// wins, as in Ruby, Python and Go's lenient readers. Throws Error with the line (counted from
// `first_line`) and a reason in plain words, YamlLimitError for a limit.
Value parse_yaml(std::string_view text, int first_line = 1, const YamlLimits& limits = {});

}  // namespace blogsearch
