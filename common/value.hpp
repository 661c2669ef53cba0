// SPDX-License-Identifier: GPL-3.0-or-later
// A value of front matter, a site's configuration or our settings, as it was written:
// the same type whether it stood in YAML, TOML or JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

// A plain tree; copies are deep. Reading never throws: a missing key or a wrong kind is "not
// there".
struct Value {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  std::string text;     // scalar: its characters, unescaped, clean UTF-8 without control characters
                        // but \t and \n; TOML dates and numbers as written
  bool quoted = false;  // scalar: written as a string, so never a number, boolean, null or date
  int line = 0;         // 1-based line in the file; 0 if unknown
  std::vector<Value> items;  // list
  std::vector<std::pair<std::string, Value>>
      entries;  // map: in order, keys unique, the last one written wins

  // ~Value is written in value.cpp, where std::pair<std::string, Value> is complete: clang 14 needs
  // that.
  Value() = default;
  Value(const Value&) = default;
  Value(Value&&) noexcept = default;
  Value& operator=(const Value&) = default;
  Value& operator=(Value&&) noexcept = default;
  ~Value();

  // The value of `key` in a map; nullptr where absent, or where this is no map.
  [[nodiscard]] const Value* find(std::string_view key) const;
  // Follows nested maps: find_path("frontmatter.date"). Keys with dots cannot be reached.
  [[nodiscard]] const Value* find_path(std::string_view dotted) const;
  // Sets or replaces `key`; makes this a map first.
  void set(std::string_view key, Value value);

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }

  static Value scalar(std::string text, bool quoted = false);
  static Value list(std::vector<Value> items);
};

// Of entries with the same key keeps the last one; the others' order stays. What readers call,
// once, for a whole map.
void keep_last(std::vector<std::pair<std::string, Value>>& entries);

// Plain true/yes/on and false/no/off (YAML 1.1, any usual case); TOML's and JSON's booleans.
std::optional<bool> as_bool(const Value& value);
std::optional<std::int64_t> as_int(const Value& value);
// A scalar's text; nullopt for null, list and map.
std::optional<std::string> as_string(const Value& value);
// A list's scalars, or the one scalar as a list of one; nulls, maps and inner lists left out.
std::vector<std::string> as_strings(const Value& value);

// Convenience over find(): the text of the scalar at `key`, or `fallback`.
std::string string_at(const Value& map, std::string_view key, std::string_view fallback = {});
bool bool_at(const Value& map, std::string_view key, bool fallback);

}  // namespace blogsearch
