// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json_text.hpp"

#include "common/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace blogsearch {
namespace {

// What must not stand in a JSON string as it is; 0: the character may.
char short_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
      return c;
    case '\n':
      return 'n';
    case '\t':
      return 't';
    case '\r':
      return 'r';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    default:
      return 0;
  }
}

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_plain(text[end])) ++end;
    out += text.substr(at, end - at);
    at = end;
    if (at == text.size()) break;
    if (const char escape = short_escape(text[at]); escape != 0) {
      out += '\\';
      out += escape;
    } else {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(text[at]));
    }
    ++at;
  }
  out += '"';
}

}  // namespace

JsonText& JsonText::key(std::string_view name) {
  separate();
  append_string(out_, name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonText& JsonText::value(std::string_view text) {
  separate();
  if (is_clean_utf8(text)) {
    append_string(out_, text);
  } else {
    append_string(out_, repair_utf8(text));
  }
  comma_ = true;
  return *this;
}

JsonText& JsonText::value(const std::vector<std::string>& texts) {
  begin_list();
  for (const std::string& text : texts) value(std::string_view(text));
  return end_list();
}

JsonText& JsonText::value(double number) {
  return literal(fmt::format("{}", number));
}

std::string JsonText::take() {
  comma_ = false;
  return std::exchange(out_, {});
}

JsonText& JsonText::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

JsonText& JsonText::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonText& JsonText::literal(std::string_view text) {
  separate();
  out_ += text;
  comma_ = true;
  return *this;
}

void JsonText::separate() {
  if (comma_) out_ += ',';
}

}  // namespace blogsearch
