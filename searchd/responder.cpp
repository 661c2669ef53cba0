// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/responder.hpp"

#include "searchd/error_answers.hpp"
#include "searchd/query_string.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <ctime>

namespace blogsearch {
namespace {

// The request in memory, the answer into memory.
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

std::string http_date() {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time(nullptr)));
}

// What every answer carries.
std::vector<HttpHeader> common_headers() {
  return {
      {"Date", http_date()}, {"Cache-Control", "no-cache"}, {"X-Content-Type-Options", "nosniff"}};
}

void fill(httplib::Response& out, HttpResponse&& response) {
  out.status = response.status;
  for (const HttpHeader& header : response.headers) out.set_header(header.name, header.value);
  if (!response.content_type.empty()) out.set_header("Content-Type", response.content_type);
  out.body = std::move(response.body);
}

HttpResponse own_form(const HttpRequest&, const HttpError& error) {
  return error_response(error);
}

}  // namespace

class Responder::Server : public httplib::Server {
 public:
  explicit Server(HttpHandler handler)
      : handler_(chain({errors_as_answers(own_form)}, std::move(handler))) {
    set_pre_routing_handler([this](const httplib::Request&, httplib::Response& response) {
      fill(response, handler_(request_));
      return HandlerResponse::Handled;
    });
    // Reached with an empty body only where httplib refuses a request that our parse_head let pass.
    set_error_handler(HandlerWithResponse([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty())
        fill(response, error_response({HttpProblem::bad_request, "the request cannot be read"}));
      return HandlerResponse::Handled;
    }));
    set_post_routing_handler(finish);
  }

  // httplib sees no more of the request than what decides the answer's form.
  std::string respond(RequestHead&& head, std::string&& body) {
    request_ = std::move(head.request);
    request_.parameters = parse_query_string(request_.query);
    request_.body = std::move(body);
    const std::string line =
        request_.method + (head.http_1_0 ? " / HTTP/1.0\r\n\r\n" : " / HTTP/1.1\r\n\r\n");
    MemoryStream stream(line);
    bool ignored = false;
    process_request(stream, !head.keep_alive, ignored, [](httplib::Request&) {});
    return stream.take_output();
  }

 private:
  // Takes back what httplib says of itself and is not true here.
  static void finish(const httplib::Request& request, httplib::Response& response) {
    response.headers.erase("Accept-Ranges");
    const bool stays_open = response.headers.erase("Keep-Alive") > 0;
    if (stays_open && request.version == "HTTP/1.0")
      response.set_header("Connection", "keep-alive");
    if (response.status == 204 || response.status == 304)
      response.headers.erase("Content-Length");  // RFC 9110, 8.6
    for (const HttpHeader& header : common_headers())
      if (!response.has_header(header.name)) response.set_header(header.name, header.value);
  }

  HttpHandler handler_;
  HttpRequest request_;  // the one being answered
};

Responder::Responder(HttpHandler handler) : server_(std::make_unique<Server>(std::move(handler))) {}
Responder::~Responder() = default;
Responder::Responder(Responder&&) noexcept = default;
Responder& Responder::operator=(Responder&&) noexcept = default;

std::string Responder::respond(RequestHead head, std::string body) {
  return server_->respond(std::move(head), std::move(body));
}

std::string write_refusal(const HttpResponse& response, std::string_view method) {
  std::vector<HttpHeader> headers = response.headers;
  for (HttpHeader& header : common_headers())
    if (header_of(response, header.name).empty()) headers.push_back(std::move(header));
  headers.push_back({"Content-Type", response.content_type});
  headers.push_back({"Content-Length", std::to_string(response.body.size())});
  headers.push_back({"Connection", "close"});
  std::string out =
      fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  for (const HttpHeader& header : headers) out += header.name + ": " + header.value + "\r\n";
  out += "\r\n";
  return method == "HEAD" ? out : out + response.body;
}

}  // namespace blogsearch
