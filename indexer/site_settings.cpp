// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/site_settings.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "common/yaml.hpp"
#include "indexer/go_value.hpp"
#include "indexer/ruby_value.hpp"
#include "indexer/scan.hpp"
#include "indexer/source_text.hpp"
#include "indexer/toml.hpp"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024;

Value parse_settings(std::string_view text, std::string_view ending) {
  if (ending == ".toml") return parse_toml(text, 1, kMaxBytes);
  if (ending == ".json") return parse_json(text, 1, kMaxBytes);
  return parse_yaml(text, 1, YamlLimits{kMaxBytes, 64, 200'000});
}

// Every part with its length before it, so that no two trees give the same text.
void append_to(std::string& out, std::string_view text) {
  out += fmt::format("{}:", text.size());
  out += text;
}

void append_to(std::string& out, const Value& value) {
  out += fmt::format("{}{}", static_cast<int>(value.kind), value.quoted ? 'q' : 'p');
  append_to(out, std::string_view(value.text));
  for (const Value& item : value.items) append_to(out, item);
  out += '{';
  for (const auto& [key, inner] : value.entries) {
    append_to(out, std::string_view(key));
    append_to(out, inner);
  }
  out += '}';
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// 1.10 -> 1.1; nullopt where this is no plain decimal number with a point.
std::optional<std::string> print_decimal(std::string_view text, Printed numbers) {
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  const std::size_t point = digits.find('.');
  if (point == std::string_view::npos || digits.size() > 15) return std::nullopt;
  const std::string_view whole = digits.substr(0, point);
  std::string_view rest = digits.substr(point + 1);
  if (!is_digits(whole) || !is_digits(rest) || (whole.size() > 1 && whole.front() == '0'))
    return std::nullopt;
  while (rest.ends_with('0')) rest.remove_suffix(1);
  if (rest.empty() && numbers == Printed::go)
    return std::string(negative ? "-" : "") + std::string(whole);
  return fmt::format("{}{}.{}", negative ? "-" : "", whole, rest.empty() ? "0" : rest);
}

void collect_authors(const Value& value, const Value* known, Printed numbers,
                     std::vector<std::string>& names) {
  if (value.is_list()) {
    for (const Value& item : value.items) {
      if (!item.is_list()) collect_authors(item, known, numbers, names);
    }
    return;
  }
  const std::string text = value.is_map() ? first_text(value, {"name", "title", "nick"}, numbers)
                                          : print(value, numbers);
  const Value* author = known != nullptr && value.is_scalar() ? known->find(text) : nullptr;
  std::string name = text;
  if (author != nullptr && author->is_map())
    name = first_text(*author, {"name", "display_name", "title"}, numbers);
  if (author != nullptr && author->is_scalar()) name = author->text;
  name = squeeze(name.empty() ? text : name);
  if (!name.empty() && std::ranges::find(names, name) == names.end()) names.push_back(name);
}

}  // namespace

Value read_settings(const std::filesystem::path& root, const std::string& file) {
  try {
    const SourceText source = clean_source(read_file(root, file));
    Value value = parse_settings(source.text, std::filesystem::path(file).extension().string());
    if (value.is_null()) value.kind = Value::Kind::map;
    if (!value.is_map()) throw Error("holds no 'key: value' lines");
    return value;
  } catch (const Error& error) {
    throw Error(fmt::format("{}: {}", file, error.what()), error.hint(), error.line());
  }
}

std::optional<std::string> find_file(const std::filesystem::path& root,
                                     std::initializer_list<std::string_view> files) {
  for (const std::string_view file : files) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(root / file, ignored)) return std::string(file);
  }
  return std::nullopt;
}

Value merge(Value base, const Value& over) {
  if (over.is_null()) return base;
  if (!base.is_map() || !over.is_map()) return over;
  for (const auto& [key, value] : over.entries) {
    const Value* old = base.find(key);
    if (old == nullptr) {
      base.set(key, value);
    } else if (!is_nothing(value)) {
      base.set(key, merge(*old, value));
    }
  }
  return base;
}

Value lower_keys(const Value& value) {
  Value lowered = value;
  lowered.entries.clear();
  lowered.items.clear();
  for (const Value& item : value.items) lowered.items.push_back(lower_keys(item));
  for (const auto& [key, inner] : value.entries) lowered.set(lower_ascii(key), lower_keys(inner));
  return lowered;
}

std::string fingerprint(const Value& settings, std::initializer_list<std::string_view> parts) {
  std::string all;
  append_to(all, settings);
  for (const std::string_view part : parts) append_to(all, part);
  const XXH128_hash_t hash = XXH3_128bits(all.data(), all.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string print(const Value& value, Printed numbers) {
  if (!value.is_scalar() || is_nothing(value)) return {};
  if (value.quoted) return value.text;
  if (const auto yes = as_bool(value)) return *yes ? "true" : "false";
  if (auto decimal = print_decimal(value.text, numbers)) return *decimal;
  return numbers == Printed::go ? printed_by_go(value.text) : printed_by_ruby(value.text);
}

std::vector<std::string> print_all(const Value& value, Printed numbers) {
  if (value.is_scalar())
    return is_nothing(value) ? std::vector<std::string>{} : std::vector{print(value, numbers)};
  std::vector<std::string> texts;
  for (const Value& item : value.items) {
    if (item.is_map()) continue;
    for (std::string& text : print_all(item, numbers)) texts.push_back(std::move(text));
  }
  return texts;
}

std::string first_text(const Value& map, std::initializer_list<std::string_view> keys,
                       Printed numbers) {
  for (const std::string_view key : keys) {
    const Value* value = map.find(key);
    std::string text = value == nullptr ? std::string() : print(*value, numbers);
    if (!text.empty()) return text;
  }
  return {};
}

bool is_nothing(const Value& value) {
  if (value.is_null()) return true;
  if (!value.is_scalar() || value.quoted) return false;
  return value.text.empty() || value.text == "~" || lower_ascii(value.text) == "null";
}

std::string language_tag(std::string_view text) {
  std::string tag = lower_ascii(trim(text.substr(0, text.find_first_of(".@"))));
  std::ranges::replace(tag, '_', '-');
  const std::size_t primary = std::min(tag.find('-'), tag.size());
  const bool letters = std::ranges::all_of(
      tag, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  const bool named = std::ranges::none_of(std::string_view(tag).substr(0, primary),
                                          [](char c) { return c >= '0' && c <= '9'; });
  return letters && named && primary >= 2 && primary <= 3 && tag.size() <= 35 && !tag.ends_with('-')
             ? tag
             : std::string();
}

bool leads_on(const Value& front) {
  const Value* target = front.find("redirect_to");
  const auto targets =
      target == nullptr ? std::vector<std::string>() : print_all(*target, Printed::ruby);
  return std::ranges::any_of(targets, [](const std::string& url) { return !url.empty(); });
}

std::vector<std::string> authors_of(const Value& front, const Value* known, Printed numbers) {
  std::vector<std::string> names;
  for (const std::string_view key : {"author", "authors"}) {
    if (const Value* value = front.find(key)) collect_authors(*value, known, numbers, names);
  }
  return names;
}

}  // namespace blogsearch
