// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/toml.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace blogsearch {
namespace {

constexpr std::size_t kMaxDepth = 64;

void check_size(std::string_view text, std::size_t max_bytes, std::string_view format, int line) {
  if (text.size() <= max_bytes) return;
  throw Error(
      fmt::format("{} bytes of {}, more than the {} allowed", text.size(), format, max_bytes), {},
      line);
}

[[noreturn]] void too_deep(int line) {
  throw Error(fmt::format("nested deeper than {} levels", kMaxDepth), {}, line);
}

// The byte after the TOML string that begins at `at` with a quote; the end of the text if it is not
// closed.
std::size_t after_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool multi_line = text.substr(at).starts_with(std::string(3, quote));
  const std::string closing(multi_line ? 3 : 1, quote);
  for (at += closing.size(); at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text[at] == '\n' && !multi_line) {
      return at;
    } else if (text.substr(at).starts_with(closing)) {
      return at + closing.size();
    }
  }
  return text.size();
}

// toml++ recurses along dotted keys and nested brackets, without a bound for the former.
void check_toml_depth(std::string_view text, int line) {
  std::size_t brackets = 0;
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = after_string(text, at);
      line += static_cast<int>(std::count(text.begin() + at, text.begin() + end, '\n'));
      at = end;
      continue;
    }
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
      continue;
    }
    if (c == '\n') ++line;
    if (c == '[' || c == '{') ++brackets;
    if ((c == ']' || c == '}') && brackets > 0) --brackets;
    if (c == '.') ++dots;
    if (c == '\n' || c == '=' || c == ',') dots = 0;
    if (brackets > kMaxDepth || dots > kMaxDepth) too_deep(line);
    ++at;
  }
}

class TomlReader {
 public:
  explicit TomlReader(int first_line) : first_line_(first_line) {}

  [[nodiscard]] Value map(const toml::table& table, std::size_t depth) const {
    if (depth > kMaxDepth) too_deep(line(table));
    std::vector<std::pair<toml::source_position, std::pair<std::string, Value>>> found;
    for (const auto& [key, node] : table) {
      found.push_back({key.source().begin, {without_control(key.str()), value(node, depth + 1)}});
    }
    // toml++ sorts by key; we keep the file's order.
    std::ranges::stable_sort(found, {}, [](const auto& entry) {
      return std::pair(entry.first.line, entry.first.column);
    });
    Value map;
    map.kind = Value::Kind::map;
    map.line = line(table);
    for (auto& entry : found) map.entries.push_back(std::move(entry.second));
    return map;
  }

 private:
  [[nodiscard]] int line(const toml::node& node) const {
    return first_line_ + std::max(static_cast<int>(node.source().begin.line) - 1, 0);
  }

  [[nodiscard]] Value list(const toml::array& array, std::size_t depth) const {
    if (depth > kMaxDepth) too_deep(line(array));
    std::vector<Value> items;
    for (const toml::node& node : array) items.push_back(value(node, depth + 1));
    return Value::list(std::move(items));
  }

  [[nodiscard]] Value value(const toml::node& node, std::size_t depth) const {
    if (const toml::table* table = node.as_table()) return map(*table, depth);
    Value value;
    if (const toml::array* array = node.as_array()) {
      value = list(*array, depth);
    } else if (const auto* text = node.as_string()) {
      value = Value::scalar(without_control(text->get()), true);
    } else {
      value = Value::scalar(plain(node));
    }
    value.line = line(node);
    return value;
  }

  // Numbers, booleans and dates, as TOML itself would write them.
  static std::string plain(const toml::node& node) {
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
    if (const auto* yes = node.as_boolean()) return yes->get() ? "true" : "false";
    std::ostringstream out;
    if (const auto* date = node.as_date()) out << date->get();
    if (const auto* time = node.as_time()) out << time->get();
    if (const auto* moment = node.as_date_time()) out << moment->get();
    return std::move(out).str();
  }

  int first_line_;
};

// Gets nlohmann's events, which do not recurse, and builds the Value in the order of the file.
class JsonReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  JsonReader(std::string_view text, int first_line) : text_(text), first_line_(first_line) {}

  Value take() { return std::move(root_); }

  bool null() override { return add({}); }
  bool boolean(bool yes) override { return add(Value::scalar(yes ? "true" : "false")); }
  bool number_integer(number_integer_t number) override {
    return add(Value::scalar(std::to_string(number)));
  }
  bool number_unsigned(number_unsigned_t number) override {
    return add(Value::scalar(std::to_string(number)));
  }
  bool number_float(number_float_t /*number*/, const string_t& text) override {
    return add(Value::scalar(text));
  }
  bool string(string_t& text) override { return add(Value::scalar(without_control(text), true)); }
  bool binary(binary_t& /*bytes*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(Value::Kind::map); }
  bool start_array(std::size_t /*size*/) override { return open(Value::Kind::list); }
  bool key(string_t& key) override {
    open_.back().key = without_control(key);
    return true;
  }
  bool end_object() override {
    keep_last(open_.back().value.entries);
    return close();
  }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::json::exception& /*error*/) override {
    const auto end = text_.begin() + static_cast<std::ptrdiff_t>(std::min(position, text_.size()));
    const int line = first_line_ + static_cast<int>(std::count(text_.begin(), end, '\n'));
    throw Error(fmt::format("no valid JSON at '{}'", last_token), {}, line);
  }

 private:
  struct Open {
    Value value;
    std::string key;  // of the entry that is being read, in a map
  };

  bool open(Value::Kind kind) {
    if (open_.size() >= kMaxDepth) too_deep(first_line_);
    open_.emplace_back().value.kind = kind;
    return true;
  }

  bool close() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(value));
  }

  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (Open& parent = open_.back(); parent.value.is_map()) {
      parent.value.entries.emplace_back(std::move(parent.key), std::move(value));
    } else {
      parent.value.items.push_back(std::move(value));
    }
    return true;
  }

  std::string_view text_;
  int first_line_;
  Value root_;
  std::vector<Open> open_;
};

}  // namespace

Value parse_toml(std::string_view text, int first_line, std::size_t max_bytes) {
  check_size(text, max_bytes, "TOML", first_line);
  check_toml_depth(text, first_line);
  try {
    return TomlReader(first_line).map(toml::parse(text), 1);
  } catch (const toml::parse_error& error) {
    throw Error(std::string(error.description()), {},
                first_line + static_cast<int>(error.source().begin.line) - 1);
  }
}

Value parse_json(std::string_view text, int first_line, std::size_t max_bytes) {
  check_size(text, max_bytes, "JSON", first_line);
  JsonReader reader(text, first_line);
  nlohmann::json::sax_parse(text, &reader);
  return reader.take();
}

}  // namespace blogsearch
