// SPDX-License-Identifier: GPL-3.0-or-later
// Every way a request can fail: its status, its code, and the JSON that says so.
#pragma once

#include "common/error.hpp"
#include "searchd/http_message.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace blogsearch {

enum class HttpProblem {
  bad_request,
  bad_parameter,
  not_found,
  method_not_allowed,
  request_timeout,
  length_required,
  body_too_large,
  uri_too_long,
  expectation_failed,
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
};

// A request's parameter is wrong.
class ParameterError : public Error {
 public:
  ParameterError(std::string parameter, const std::string& what, std::string hint = {})
      : Error(ErrorCode::bad_parameter, what, std::move(hint)), parameter_(std::move(parameter)) {}
  [[nodiscard]] const std::string& parameter() const noexcept { return parameter_; }

 private:
  std::string parameter_;
};

// {"error":{"code":...,"message":...}} with its status, and Retry-After where trying again helps.
HttpResponse error_response(const HttpError& error);
// The same for what a handler threw. What went wrong inside (ErrorCode::failed) is not told.
HttpResponse error_response(const Error& error);

// "Bad Request" for 400; for the statuses of HttpProblem only, else empty.
std::string_view reason_phrase(int status);

}  // namespace blogsearch
