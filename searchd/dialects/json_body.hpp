// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as the body of requests and answers: read within limits, and taken apart with errors that
// say what is wrong.
#pragma once

#include "common/error.hpp"
#include "searchd/http_error.hpp"
#include "searchd/http_message.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

inline constexpr int kMaxJsonDepth = 16;     // lists and objects in each other
inline constexpr int kMaxJsonNames = 1'000;  // of all objects together; 32 searches have less

// Throws Error(bad_parameter) for what is no JSON, is beyond these limits, or is no UTF-8.
nlohmann::ordered_json parse_json(std::string_view text);
// The body of a POST, which must be an object. Throws RequestError(bad_request).
nlohmann::ordered_json read_json_body(const HttpRequest& request);

// The answer 200 with this body.
HttpResponse json_response(const nlohmann::ordered_json& json);

// Throws ParameterError: "NAME WHY".
[[noreturn]] void not_supported(std::string_view name, std::string_view why);

// Throws RequestError(bad_request): a field that nobody knows.
[[noreturn]] void unknown_field(std::string_view name, std::span<const std::string_view> known);
// Throws likewise for the first field of `object` that is not among `known`.
void check_fields(const nlohmann::ordered_json& object,
                  std::initializer_list<std::string_view> known);

// All throw ParameterError for another kind of value.
std::string to_text(std::string_view name, const nlohmann::ordered_json& value);
int to_number(std::string_view name, const nlohmann::ordered_json& value, int min, int max);
bool to_switch(std::string_view name, const nlohmann::ordered_json& value);
// A list of texts; null is empty, and one text alone is a list where `or_text`.
std::vector<std::string> to_texts(std::string_view name, const nlohmann::ordered_json& value,
                                  bool or_text = false);

// What a parameter is in JSON, for the query strings that say the same.
enum class ValueKind : std::uint8_t { text, number, yes_or_no, texts, text_or_list };
// "20" as 20, "true" as true, "a,b" and "[\"a\",\"b\"]" as lists; what does not fit stays text.
// Throws as parse_json().
nlohmann::ordered_json from_query_string(ValueKind kind, const std::string& text);

// "content:30": a field and how many words of it; "content": the field alone. Throws
// ParameterError.
struct FieldWords {
  std::string field;
  std::optional<int> words;
};
FieldWords read_field_words(std::string_view name, std::string_view text);

// "a, b" as "a" and "b"; without blanks around them and without empty ones.
std::vector<std::string> split_at_commas(std::string_view text);

// `work`, where Error(bad_parameter) means that this parameter is wrong.
template <typename Work>
auto as_parameter(std::string_view name, const Work& work) {
  try {
    return work();
  } catch (const RequestError&) {
    throw;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::bad_parameter) throw;
    throw ParameterError(std::string(name), std::string(name) + ": " + error.what(), error.hint());
  }
}

}  // namespace blogsearch
