// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/error_answers.hpp"

#include "common/log.hpp"
#include "common/text.hpp"

#include <utility>

namespace blogsearch {
namespace {

bool is_ours(const Error& error) {
  return error.code() == ErrorCode::failed || error.code() == ErrorCode::usage;
}

constexpr std::size_t kMaxCause = 300;  // bytes: it may hold what the client sent

void report(const HttpRequest& request, const std::exception& error) {
  const std::string cause(cut_utf8(error.what(), kMaxCause));
  log(LogLevel::error, "request_failed", {{"path", request.path}, {"cause", cause}});
}

}  // namespace

Step errors_as_answers(ErrorForm form) {
  return [form = std::move(form)](const HttpRequest& request, const HttpHandler& next) {
    try {
      return next(request);
    } catch (const Error& error) {
      if (is_ours(error)) report(request, error);
      return form(request, to_http_error(error));
    } catch (const std::exception& error) {
      report(request, error);
      return form(request, to_http_error(Error(error.what())));
    }
  };
}

}  // namespace blogsearch
