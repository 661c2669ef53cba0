// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/json_body.hpp"

#include "common/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace blogsearch {
namespace {

using Json = nlohmann::ordered_json;

// Counted before the parser sees it. It looks for each name among those before it: a body of many
// names would take a time that grows with their square.
void check_limits(std::string_view text) {
  int depth = 0;
  int names = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_text && c == '\\') {
      ++at;
    } else if (c == '"') {
      in_text = !in_text;
    } else if (!in_text && (c == '[' || c == '{')) {
      if (++depth > kMaxJsonDepth)
        throw Error(ErrorCode::bad_parameter,
                    fmt::format("JSON may be {} lists and objects deep", kMaxJsonDepth));
    } else if (!in_text && (c == ']' || c == '}')) {
      --depth;
    } else if (!in_text && c == ':' && ++names > kMaxJsonNames) {
      throw Error(ErrorCode::bad_parameter,
                  fmt::format("JSON may have {} names in its objects", kMaxJsonNames));
    }
  }
}

bool is_list(std::string_view text) {
  return trim(text).starts_with('[');
}

Json number_or_text(const std::string& text) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end ? Json(number) : Json(text);
}

[[noreturn]] void wrong_kind(std::string_view name, std::string_view must_be, const Json& value) {
  const std::string shown = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  throw ParameterError(std::string(name),
                       fmt::format("{} must be {}, not {}", name, must_be, cut_utf8(shown, 40)));
}

}  // namespace

Json parse_json(std::string_view text) {
  check_limits(text);
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw Error(ErrorCode::bad_parameter, fmt::format("no JSON, wrong at byte {}", error.byte));
  } catch (const Json::out_of_range&) {
    throw Error(ErrorCode::bad_parameter, "a number in the JSON is too large");
  }
}

Json read_json_body(const HttpRequest& request) {
  try {
    Json body = parse_json(request.body);
    if (body.is_object()) return body;
  } catch (const Error& error) {
    throw RequestError(
        {HttpProblem::bad_request, fmt::format("The body cannot be read: {}", error.what())});
  }
  throw RequestError({HttpProblem::bad_request, "The body must be a JSON object"});
}

void unknown_field(std::string_view name, std::span<const std::string_view> known) {
  throw RequestError({HttpProblem::bad_request,
                      fmt::format("Unknown field `{}`: expected one of `{}`",
                                  escape_control(cut_utf8(name, 40)), fmt::join(known, "`, `"))});
}

void check_fields(const Json& object, std::initializer_list<std::string_view> known) {
  for (const auto& [name, value] : object.items())
    if (std::ranges::find(known, name) == known.end()) unknown_field(name, known);
}

std::string to_text(std::string_view name, const Json& value) {
  if (value.is_null()) return {};
  if (!value.is_string()) wrong_kind(name, "a text", value);
  return value.get<std::string>();
}

int to_number(std::string_view name, const Json& value, int min, int max) {
  const bool is_in = value.is_number_unsigned()
                         ? value.get<std::uint64_t>() <= static_cast<std::uint64_t>(max) &&
                               static_cast<std::int64_t>(value.get<std::uint64_t>()) >= min
                         : value.is_number_integer() && value.get<std::int64_t>() >= min &&
                               value.get<std::int64_t>() <= max;
  if (!is_in) wrong_kind(name, fmt::format("a whole number from {} to {}", min, max), value);
  return value.get<int>();
}

bool to_switch(std::string_view name, const Json& value) {
  if (!value.is_boolean()) wrong_kind(name, "true or false", value);
  return value.get<bool>();
}

std::vector<std::string> to_texts(std::string_view name, const Json& value, bool or_text) {
  if (value.is_null()) return {};
  if (or_text && value.is_string()) return {value.get<std::string>()};
  if (!value.is_array() || !std::ranges::all_of(value, [](const Json& v) { return v.is_string(); }))
    wrong_kind(name, "a list of texts", value);
  return value.get<std::vector<std::string>>();
}

Json from_query_string(ValueKind kind, const std::string& text) {
  switch (kind) {
    case ValueKind::number:
      return number_or_text(text);
    case ValueKind::yes_or_no:
      return text == "true" ? Json(true) : text == "false" ? Json(false) : Json(text);
    case ValueKind::texts:
      return is_list(text) ? parse_json(text) : Json(split_at_commas(text));
    case ValueKind::text_or_list:
      return is_list(text) ? parse_json(text) : Json(text);
    case ValueKind::text:
      break;
  }
  return text;
}

HttpResponse json_response(const Json& json) {
  return {200, "application/json; charset=utf-8",
          json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

void not_supported(std::string_view name, std::string_view why) {
  throw ParameterError(std::string(name), fmt::format("{} {}", name, why));
}

FieldWords read_field_words(std::string_view name, std::string_view text) {
  const auto colon = std::min(text.rfind(':'), text.size());
  FieldWords result{std::string(text.substr(0, colon)), std::nullopt};
  if (colon == text.size()) return result;
  int words = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, words);
  if (error != std::errc() || stop != end || words < 0)
    not_supported(name, "takes a field, or a field with a number of words as content:30");
  result.words = words;
  return result;
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    if (const auto trimmed = trim(part); !trimmed.empty()) parts.emplace_back(trimmed);
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return parts;
}

}  // namespace blogsearch
