// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/http_message.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace blogsearch {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

struct HttpBody::Content {
  explicit Content(std::string bytes) : text(std::move(bytes)) {}
  const std::string text;
  mutable std::once_flag once;
  mutable HttpBody encoded;
};

HttpBody::HttpBody(std::string text)
    : content_(text.empty() ? nullptr : std::make_shared<const Content>(std::move(text))) {}

const std::string& HttpBody::text() const noexcept {
  static const std::string none;
  return content_ ? content_->text : none;
}

HttpBody HttpBody::encoded(const Encode& encode) const {
  if (!content_) return {};
  std::call_once(content_->once, [&] { content_->encoded = encode(content_->text); });
  return content_->encoded;
}

std::string HttpRequest::header(std::string_view name) const {
  std::string value;
  for (const HttpHeader& header : headers) {
    if (!same_name(header.name, name)) continue;
    if (!value.empty()) value += ", ";
    value += header.value;
  }
  return value;
}

}  // namespace blogsearch
