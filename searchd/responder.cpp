// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/responder.hpp"

#include "common/error.hpp"
#include "searchd/error_answers.hpp"
#include "searchd/query_string.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>

#include <ctime>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

HttpResponse own_form(const HttpRequest&, const HttpError& error) {
  return error_response(error);
}

// As it was made at the last second that this thread saw.
const std::string& http_date() {
  thread_local std::time_t made_at = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != made_at) text = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
  made_at = now;
  return text;
}

// What httplib reads in place of the request, and where it writes the answer.
class MemoryStream : public httplib::Stream {
 public:
  explicit MemoryStream(std::string_view input) : input_(input) {}
  std::string take_output() { return std::move(output_); }

  [[nodiscard]] bool is_readable() const override { return !input_.empty(); }
  [[nodiscard]] bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override {
    const std::size_t count = input_.copy(to, size);
    input_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }
  ssize_t write(const char* from, std::size_t size) override {
    output_.append(from, size);
    return static_cast<ssize_t>(size);
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  [[nodiscard]] socket_t socket() const override { return INVALID_SOCKET; }

 private:
  std::string_view input_;
  std::string output_;
};

void require_one_line(std::string_view text) {
  if (text.find_first_of("\r\n") != text.npos)
    throw Error("a header of an answer has a line break in it");
}

// What a handler took from a post or a request must not become a header of its own.
HttpResponse with_sound_headers(const HttpRequest& request, const HttpHandler& next) {
  HttpResponse response = next(request);
  require_one_line(response.content_type);
  for (const HttpHeader& header : response.headers) {
    require_one_line(header.name);
    require_one_line(header.value);
  }
  return response;
}

// httplib's writer alone: it sees no more of the request than what decides the answer's form.
class Writer : public httplib::Server {
 public:
  Writer() {
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& out) {
      fill(out);
      return HandlerResponse::Handled;
    });
    set_post_routing_handler(finish);
  }

  std::string write(const HttpResponse& response, const AnswerForm& form) {
    response_ = &response;
    const std::string line = fmt::format("{} / HTTP/{}\r\n\r\n", form.head_only ? "HEAD" : "GET",
                                         form.http_1_0 ? "1.0" : "1.1");
    MemoryStream stream(line);
    bool ignored = false;
    process_request(stream, !form.keep_alive, ignored, [](httplib::Request&) {});
    return stream.take_output();
  }

 private:
  void fill(httplib::Response& out) const {
    out.status = response_->status;
    out.set_header("Date", http_date());
    if (header_of(*response_, "Cache-Control").empty()) out.set_header("Cache-Control", "no-cache");
    for (const HttpHeader& header : response_->headers) out.set_header(header.name, header.value);
    if (!response_->content_type.empty()) out.set_header("Content-Type", response_->content_type);
    out.body = response_->body.text();
  }

  // Takes back what httplib says of itself and is not true here.
  static void finish(const httplib::Request& request, httplib::Response& out) {
    out.headers.erase("Accept-Ranges");
    const bool stays_open = out.headers.erase("Keep-Alive") > 0;
    if (stays_open && request.version == "HTTP/1.0") out.set_header("Connection", "keep-alive");
    if (out.status == 204 || out.status == 304)
      out.headers.erase("Content-Length");  // RFC 9110, 8.6
  }

  const HttpResponse* response_ = nullptr;  // the one being written
};

}  // namespace

std::string write_response(const HttpResponse& response, const AnswerForm& form) {
  thread_local Writer writer;
  return writer.write(response, form);
}

Responder::Responder(HttpHandler handler)
    : handler_(chain({errors_as_answers(own_form), with_sound_headers}, std::move(handler))) {}

std::string Responder::respond(RequestHead head, std::string body) const {
  HttpRequest& request = head.request;
  request.parameters = parse_query_string(request.query);
  request.body = std::move(body);
  return write_response(handler_(request),
                        {request.method == "HEAD", head.http_1_0, head.keep_alive});
}

}  // namespace blogsearch
