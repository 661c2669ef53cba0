// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/responder.hpp"

#include "common/error.hpp"
#include "searchd/error_answers.hpp"
#include "searchd/query_string.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

HttpResponse own_form(const HttpRequest&, const HttpError& error) {
  return error_response(error);
}

// As it was made at the last second that this thread saw.
std::string_view http_date() {
  thread_local std::time_t made_at = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != made_at) text = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
  made_at = now;
  return text;
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  if (name.find_first_of("\r\n") != name.npos || value.find_first_of("\r\n") != value.npos)
    throw Error("a header of an answer has a line break in it");
  out.append(name).append(": ").append(value).append("\r\n");
}

// RFC 9110, 8.6: these end with the head.
bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

std::string write_response(const HttpResponse& response, const AnswerForm& form) {
  constexpr std::size_t usual_head = 1'024;
  const std::string& body = response.body.text();
  std::string out;
  out.reserve(usual_head + body.size());
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  append_header(out, "Date", http_date());
  if (header_of(response, "Cache-Control").empty()) append_header(out, "Cache-Control", "no-cache");
  for (const HttpHeader& header : response.headers) append_header(out, header.name, header.value);
  if (!response.content_type.empty()) append_header(out, "Content-Type", response.content_type);
  if (!has_no_body(response.status))
    append_header(out, "Content-Length", fmt::format_int(body.size()).c_str());
  if (!form.keep_alive) append_header(out, "Connection", "close");
  if (form.keep_alive && form.http_1_0) append_header(out, "Connection", "keep-alive");
  out.append("\r\n");
  if (!form.head_only && !has_no_body(response.status)) out.append(body);
  return out;
}

Responder::Responder(HttpHandler handler)
    : handler_(chain({errors_as_answers(own_form)}, std::move(handler))) {}

std::string Responder::respond(RequestHead head, std::string body) const {
  HttpRequest& request = head.request;
  request.parameters = parse_query_string(request.query);
  request.body = std::move(body);
  return write_response(handler_(request),
                        {request.method == "HEAD", head.http_1_0, head.keep_alive});
}

}  // namespace blogsearch
