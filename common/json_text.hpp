// SPDX-License-Identifier: GPL-3.0-or-later
// JSON written front to back, without a tree in between: answers are made thousands of times a
// second, and the tree took more time than the text.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

// The caller keeps keys, values and brackets in their order; commas come by themselves.
class JsonText {
 public:
  JsonText& begin_object() { return open('{'); }
  JsonText& end_object() { return close('}'); }
  JsonText& begin_list() { return open('['); }
  JsonText& end_list() { return close(']'); }
  JsonText& key(std::string_view name);

  JsonText& value(std::string_view text);  // bytes that are no UTF-8 become U+FFFD
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(const std::vector<std::string>& texts);
  JsonText& value(double number);  // must be finite
  template <std::integral Number>
  JsonText& value(Number number) {
    return literal(std::to_string(number));
  }
  JsonText& null() { return literal("null"); }

  template <typename Value>
  JsonText& member(std::string_view name, const Value& of) {
    return key(name).value(of);
  }

  // The text; this is empty then.
  std::string take();

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  JsonText& literal(std::string_view text);
  void separate();

  std::string out_;
  bool comma_ = false;  // before what comes next
};

}  // namespace blogsearch
