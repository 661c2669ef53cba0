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
  std::string_view code;  // in the JSON
  bool try_again;         // Retry-After: the same request may succeed in a moment
};

constexpr std::array kKinds = {
    Kind{HttpProblem::bad_request, 400, "bad_request", false},
    Kind{HttpProblem::bad_parameter, 400, "bad_parameter", false},
    Kind{HttpProblem::missing_key, 401, "missing_key", false},
    Kind{HttpProblem::invalid_key, 403, "invalid_key", false},
    Kind{HttpProblem::forbidden, 403, "forbidden", false},
    Kind{HttpProblem::not_found, 404, "not_found", false},
    Kind{HttpProblem::method_not_allowed, 405, "method_not_allowed", false},
    Kind{HttpProblem::request_timeout, 408, "request_timeout", false},
    Kind{HttpProblem::length_required, 411, "length_required", false},
    Kind{HttpProblem::body_too_large, 413, "body_too_large", false},
    Kind{HttpProblem::uri_too_long, 414, "uri_too_long", false},
    Kind{HttpProblem::unsupported_encoding, 415, "unsupported_encoding", false},
    Kind{HttpProblem::expectation_failed, 417, "expectation_failed", false},
    Kind{HttpProblem::too_many_requests, 429, "too_many_requests", true},
    Kind{HttpProblem::head_too_large, 431, "head_too_large", false},
    Kind{HttpProblem::internal_error, 500, "internal_error", false},
    Kind{HttpProblem::not_implemented, 501, "not_implemented", false},
    Kind{HttpProblem::overloaded, 503, "overloaded", true},
    Kind{HttpProblem::time_limit, 503, "time_limit", false},
    Kind{HttpProblem::unavailable, 503, "unavailable", true},
    Kind{HttpProblem::bad_version, 505, "bad_version", false},
};

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

std::string with_hint(const std::string& what, const std::string& hint) {
  return hint.empty() ? what : what + "; " + hint;
}

}  // namespace

ParameterError::ParameterError(std::string parameter, const std::string& what,
                               const std::string& hint)
    : RequestError({HttpProblem::bad_parameter, with_hint(what, hint), std::move(parameter)}) {}

HttpError to_http_error(const Error& error) {
  if (const auto* refused = dynamic_cast<const RequestError*>(&error)) return refused->problem();
  const HttpProblem problem = problem_of(error.code());
  if (problem == HttpProblem::internal_error)
    return {problem, "this request could not be answered; the log says why"};
  return {problem, with_hint(error.what(), error.hint())};
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

}  // namespace blogsearch
