// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/value.hpp"

#include "common/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 3> kTrue = {"true", "yes", "on"};
constexpr std::array<std::string_view, 3> kFalse = {"false", "no", "off"};

}  // namespace

Value::~Value() = default;

const Value* Value::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &std::pair<std::string, Value>::first);
  return found == entries.end() ? nullptr : &found->second;
}

const Value* Value::find_path(std::string_view dotted) const {
  const Value* at = this;
  while (at != nullptr && !dotted.empty()) {
    const auto dot = std::min(dotted.find('.'), dotted.size());
    at = at->find(dotted.substr(0, dot));
    dotted.remove_prefix(std::min(dot + 1, dotted.size()));
  }
  return at;
}

void Value::set(std::string_view key, Value value) {
  kind = Kind::map;
  const auto found = std::ranges::find(entries, key, &std::pair<std::string, Value>::first);
  if (found != entries.end()) {
    found->second = std::move(value);
  } else {
    entries.emplace_back(std::string(key), std::move(value));
  }
}

Value Value::scalar(std::string text, bool quoted) {
  Value value;
  value.kind = Kind::scalar;
  value.text = std::move(text);
  value.quoted = quoted;
  return value;
}

Value Value::list(std::vector<Value> items) {
  Value value;
  value.kind = Kind::list;
  value.items = std::move(items);
  return value;
}

void keep_last(std::vector<std::pair<std::string, Value>>& entries) {
  std::unordered_set<std::string_view> later;
  std::vector<bool> overwritten(entries.size());
  for (std::size_t i = entries.size(); i-- > 0;)
    overwritten[i] = !later.insert(entries[i].first).second;
  if (later.size() == entries.size()) return;
  std::vector<std::pair<std::string, Value>> kept;
  kept.reserve(later.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!overwritten[i]) kept.push_back(std::move(entries[i]));
  }
  entries = std::move(kept);
}

std::optional<bool> as_bool(const Value& value) {
  if (!value.is_scalar() || value.quoted) return std::nullopt;
  const std::string text = lower_ascii(value.text);
  if (std::ranges::find(kTrue, text) != kTrue.end()) return true;
  if (std::ranges::find(kFalse, text) != kFalse.end()) return false;
  return std::nullopt;
}

std::optional<std::int64_t> as_int(const Value& value) {
  if (!value.is_scalar() || value.quoted) return std::nullopt;
  std::int64_t number = 0;
  const char* end = value.text.data() + value.text.size();
  const auto [at, error] = std::from_chars(value.text.data(), end, number);
  if (error != std::errc() || at != end) return std::nullopt;
  return number;
}

std::optional<std::string> as_string(const Value& value) {
  if (!value.is_scalar()) return std::nullopt;
  return value.text;
}

std::vector<std::string> as_strings(const Value& value) {
  if (value.is_scalar()) return {value.text};
  std::vector<std::string> texts;
  for (const Value& item : value.items) {
    if (item.is_scalar()) texts.push_back(item.text);
  }
  return texts;
}

std::string string_at(const Value& map, std::string_view key, std::string_view fallback) {
  const Value* value = map.find(key);
  return std::string(value != nullptr && value->is_scalar() ? std::string_view(value->text)
                                                            : fallback);
}

bool bool_at(const Value& map, std::string_view key, bool fallback) {
  const Value* value = map.find(key);
  return value == nullptr ? fallback : as_bool(*value).value_or(fallback);
}

}  // namespace blogsearch
