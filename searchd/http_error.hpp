// SPDX-License-Identifier: GPL-3.0-or-later
// Every way a request can fail: its status, its code, and the JSON that says so.
#pragma once

#include "common/error.hpp"
#include "searchd/http_message.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blogsearch {

enum class HttpProblem {
  bad_request,
  bad_parameter,
  missing_key,
  invalid_key,
  forbidden,
  not_found,
  method_not_allowed,
  request_timeout,
  length_required,
  body_too_large,
  uri_too_long,
  unsupported_encoding,
  expectation_failed,
  too_many_requests,
  head_too_large,
  internal_error,
  not_implemented,
  overloaded,
  time_limit,
  unavailable,
  bad_version,
};

struct HttpError {
  HttpProblem problem = HttpProblem::internal_error;
  std::string message;         // one sentence; any bytes, repaired where they are no UTF-8
  std::string parameter = {};  // the parameter that is wrong, for bad_parameter
  int retry_after = 0;         // seconds; 0: as the problem has it
};

// A request that is not answered, for the reason given.
// Passes every place that gives an Error another form.
class RequestError : public Error {
 public:
  explicit RequestError(HttpError problem)
      : Error(ErrorCode::bad_parameter, problem.message), problem_(std::move(problem)) {}
  [[nodiscard]] const HttpError& problem() const noexcept { return problem_; }

 private:
  HttpError problem_;
};

// A request's parameter is wrong. The hint becomes a part of the message.
class ParameterError : public RequestError {
 public:
  ParameterError(std::string parameter, const std::string& what, const std::string& hint = {});
};

// What was thrown, as a client may know it. What went wrong inside (ErrorCode::failed) is not told.
HttpError to_http_error(const Error& error);

int status_of(HttpProblem problem);
std::string_view code_of(HttpProblem problem);  // "bad_parameter"
// Retry-After where trying again helps, WWW-Authenticate where a key does. Every form of an error
// has them.
std::vector<HttpHeader> headers_of(const HttpError& error);

// {"error":{"code":...,"message":...}} with status and headers: the form of our own API.
HttpResponse error_response(const HttpError& error);
HttpResponse error_response(const Error& error);

}  // namespace blogsearch
