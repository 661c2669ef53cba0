// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/http_message.hpp"

#include "common/text.hpp"

namespace blogsearch {

std::string HttpRequest::header(std::string_view name) const {
  const std::string wanted = lower_ascii(name);
  std::string value;
  for (const HttpHeader& header : headers) {
    if (header.name.size() != wanted.size() || lower_ascii(header.name) != wanted) continue;
    if (!value.empty()) value += ", ";
    value += header.value;
  }
  return value;
}

}  // namespace blogsearch
