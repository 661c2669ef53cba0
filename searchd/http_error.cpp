// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/http_error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace blogsearch {
namespace {

struct Kind {
  HttpProblem problem;
  int status;
  std::string_view code;    // in the JSON
  std::string_view phrase;  // in the status line (RFC 9110, 15)
  bool try_again;           // Retry-After: the same request may succeed in a moment
};

constexpr std::array kKinds = {
    Kind{HttpProblem::bad_request, 400, "bad_request", "Bad Request", false},
    Kind{HttpProblem::bad_parameter, 400, "bad_parameter", "Bad Request", false},
    Kind{HttpProblem::missing_key, 401, "missing_key", "Unauthorized", false},
    Kind{HttpProblem::invalid_key, 403, "invalid_key", "Forbidden", false},
    Kind{HttpProblem::forbidden, 403, "forbidden", "Forbidden", false},
    Kind{HttpProblem::not_found, 404, "not_found", "Not Found", false},
    Kind{HttpProblem::method_not_allowed, 405, "method_not_allowed", "Method Not Allowed", false},
    Kind{HttpProblem::request_timeout, 408, "request_timeout", "Request Timeout", false},
    Kind{HttpProblem::length_required, 411, "length_required", "Length Required", false},
    Kind{HttpProblem::body_too_large, 413, "body_too_large", "Content Too Large", false},
    Kind{HttpProblem::uri_too_long, 414, "uri_too_long", "URI Too Long", false},
    Kind{HttpProblem::unsupported_encoding, 415, "unsupported_encoding", "Unsupported Media Type",
         false},
    Kind{HttpProblem::expectation_failed, 417, "expectation_failed", "Expectation Failed", false},
    Kind{HttpProblem::too_many_requests, 429, "too_many_requests", "Too Many Requests", true},
    Kind{HttpProblem::head_too_large, 431, "head_too_large", "Request Header Fields Too Large",
         false},
    Kind{HttpProblem::internal_error, 500, "internal_error", "Internal Server Error", false},
    Kind{HttpProblem::not_implemented, 501, "not_implemented", "Not Implemented", false},
    Kind{HttpProblem::overloaded, 503, "overloaded", "Service Unavailable", true},
    Kind{HttpProblem::time_limit, 503, "time_limit", "Service Unavailable", false},
    Kind{HttpProblem::unavailable, 503, "unavailable", "Service Unavailable", true},
    Kind{HttpProblem::bad_version, 505, "bad_version", "HTTP Version Not Supported", false},
};

constexpr std::array<std::pair<int, std::string_view>, 3> kSuccesses = {
    {{200, "OK"}, {204, "No Content"}, {304, "Not Modified"}}};

const Kind& kind_of(HttpProblem problem) {
  return *std::ranges::find(kKinds, problem, &Kind::problem);
}

HttpProblem problem_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_parameter:
      return HttpProblem::bad_parameter;
    case ErrorCode::not_found:
      return HttpProblem::not_found;
    case ErrorCode::unavailable:
      return HttpProblem::unavailable;
    case ErrorCode::time_limit:
      return HttpProblem::time_limit;
    case ErrorCode::failed:
    case ErrorCode::usage:
      break;
  }
  return HttpProblem::internal_error;
}

}  // namespace

HttpError to_http_error(const Error& error) {
  if (const auto* refused = dynamic_cast<const RequestError*>(&error)) return refused->problem();
  const HttpProblem problem = problem_of(error.code());
  if (problem == HttpProblem::internal_error)
    return {problem, "this request could not be answered; the log says why"};
  const auto* bad = dynamic_cast<const ParameterError*>(&error);
  const std::string hint = error.hint().empty() ? "" : "; " + error.hint();
  return {problem, error.what() + hint, bad == nullptr ? "" : bad->parameter()};
}

int status_of(HttpProblem problem) {
  return kind_of(problem).status;
}

std::string_view code_of(HttpProblem problem) {
  return kind_of(problem).code;
}

std::vector<HttpHeader> headers_of(const HttpError& error) {
  std::vector<HttpHeader> headers;
  if (kind_of(error.problem).try_again)
    headers.push_back({"Retry-After", std::to_string(std::max(error.retry_after, 1))});
  if (error.problem == HttpProblem::missing_key)
    headers.push_back({"WWW-Authenticate", "Bearer"});  // RFC 6750, 3
  return headers;
}

HttpResponse error_response(const HttpError& error) {
  nlohmann::ordered_json body;
  body["error"]["code"] = code_of(error.problem);
  if (!error.parameter.empty()) body["error"]["parameter"] = error.parameter;
  body["error"]["message"] = error.message;
  return {status_of(error.problem), "application/json; charset=utf-8",
          body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n",
          headers_of(error)};
}

HttpResponse error_response(const Error& error) {
  return error_response(to_http_error(error));
}

std::string_view reason_phrase(int status) {
  for (const auto& [success, phrase] : kSuccesses)
    if (success == status) return phrase;
  const auto* kind = std::ranges::find(kKinds, status, &Kind::status);
  return kind == kKinds.end() ? std::string_view() : kind->phrase;
}

}  // namespace blogsearch
