// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config_checks.hpp"

#include "common/text.hpp"

#include <algorithm>

namespace blogsearch {

// Browsers leave out the scheme's usual port, and send no path.
bool is_origin(std::string_view text) {
  if (text == "*") return true;
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos || scheme == 0) return false;
  const std::string_view host = text.substr(scheme + 3);
  const bool usual_port = (text.starts_with("https:") && host.ends_with(":443")) ||
                          (text.starts_with("http:") && host.ends_with(":80"));
  return !host.empty() && host.find('/') == std::string_view::npos && !usual_port &&
         lower_ascii(text) == text;
}

bool is_key(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127 && c != ','; });
}

}  // namespace blogsearch
