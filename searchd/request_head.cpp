// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request_head.hpp"

#include "common/text.hpp"
#include "searchd/query_string.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace blogsearch {
namespace {

constexpr std::array<std::string_view, 9> kMethods = {
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"};

// What the headers say about the request's frame.
struct Frame {
  std::string_view method, target;
  bool http_1_0 = false;
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t length = 0;
  bool transfer_encoding = false;
  bool encoded = false;  // the body is compressed
  bool expects_continue = false;
  bool says_close = false;
  bool says_keep_alive = false;
};

using Verdict = std::optional<HttpError>;  // absent: nothing wrong

HttpError bad_request(std::string message) {
  return {HttpProblem::bad_request, std::move(message)};
}

// A character of a method or a header's name (RFC 9110, 5.6.2).
bool is_token_char(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         marks.find(c) != std::string_view::npos;
}

bool is_token(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, is_token_char);
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::string_view trim_blanks(std::string_view value) {
  const std::size_t begin = value.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return value.substr(begin, value.find_last_not_of(" \t") - begin + 1);
}

// Is `word` (lower case) one of the comma-separated words of `list`?
bool lists(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (lower_ascii(trim_blanks(list.substr(0, comma))) == word) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

bool is_target(std::string_view target, std::string_view method) {
  if (target == "*") return method == "OPTIONS";
  const bool begins_well =
      target.starts_with('/') || target.starts_with("http://") || target.starts_with("https://");
  return begins_well &&
         std::ranges::none_of(target, [](char c) { return is_control(c) || c == ' '; });
}

Verdict read_version(std::string_view version, Frame& frame) {
  frame.http_1_0 = version == "HTTP/1.0";
  if (frame.http_1_0 || version == "HTTP/1.1") return {};
  if (!version.starts_with("HTTP/")) return bad_request("the request line is not one of HTTP");
  return HttpError{HttpProblem::bad_version, "HTTP/1.1 and HTTP/1.0 are spoken here"};
}

Verdict read_request_line(std::string_view line, Frame& frame) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last)
    return bad_request("the request line must be: method, blank, target, blank, HTTP/1.1");
  frame.method = line.substr(0, first);
  if (auto problem = read_version(line.substr(last + 1), frame)) return problem;
  if (!is_token(frame.method)) return bad_request("the request's method is not a word");
  if (std::ranges::find(kMethods, frame.method) == kMethods.end())
    return HttpError{HttpProblem::not_implemented,
                     "the method " + std::string(frame.method) + " is unknown here"};
  frame.target = line.substr(first + 1, last - first - 1);
  if (!is_target(frame.target, frame.method))
    return bad_request("the request's target must be a path, without blanks or control characters");
  return {};
}

Verdict read_length(std::string_view value, Frame& frame) {
  ++frame.lengths;
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), frame.length);
  if (error == std::errc::result_out_of_range) {
    frame.length = static_cast<std::size_t>(-1);
    return {};
  }
  if (value.empty() || error != std::errc() || end != value.data() + value.size())
    return bad_request("Content-Length must be a whole number");
  return {};
}

Verdict read_expectation(std::string_view value, Frame& frame) {
  frame.expects_continue = lower_ascii(value) == "100-continue";
  if (frame.expects_continue) return {};
  return HttpError{HttpProblem::expectation_failed, "only Expect: 100-continue is understood"};
}

// `name` in lower case.
Verdict read_header(std::string_view name, std::string_view value, Frame& frame) {
  if (name == "host") ++frame.hosts;
  if (name == "transfer-encoding") frame.transfer_encoding = true;
  if (name == "content-encoding") frame.encoded = lower_ascii(value) != "identity";
  if (name == "content-length") return read_length(value, frame);
  if (name == "expect") return read_expectation(value, frame);
  if (name == "connection") {
    frame.says_close = frame.says_close || lists(value, "close");
    frame.says_keep_alive = frame.says_keep_alive || lists(value, "keep-alive");
  }
  return {};
}

Verdict read_header_line(std::string_view line, Frame& frame, std::vector<HttpHeader>& headers) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return bad_request("a header line must be: name, colon, value");
  const std::string_view value = trim_blanks(line.substr(colon + 1));
  if (std::ranges::any_of(value, [](char c) { return is_control(c) && c != '\t'; }))
    return bad_request("a header's value has control characters");
  const std::string_view name = line.substr(0, colon);
  headers.push_back({std::string(name), std::string(value)});
  return read_header(lower_ascii(name), value, frame);
}

Verdict check_frame(const Frame& frame, const ServerLimits& limits) {
  if (frame.hosts > 1 || (frame.hosts == 0 && !frame.http_1_0))
    return bad_request("a request must have one Host header");
  if (frame.lengths > 1) return bad_request("Content-Length is given more than once");
  if (frame.transfer_encoding && (frame.lengths > 0 || frame.http_1_0))
    return bad_request("Transfer-Encoding does not go with Content-Length or HTTP/1.0");
  if (frame.method != "POST") return {};
  if (frame.transfer_encoding)
    return HttpError{HttpProblem::length_required,
                     "a body must come with Content-Length, not with Transfer-Encoding"};
  if (frame.encoded)  // a few bytes may become gigabytes
    return HttpError{HttpProblem::unsupported_encoding, "a body must come uncompressed"};
  if (frame.length > limits.body)
    return HttpError{HttpProblem::body_too_large,
                     "a body may have at most " + std::to_string(limits.body) + " bytes"};
  return {};
}

// Only a POST's body is read. Another's stays unread, so nothing that follows can be made sense of.
void apply_frame(const Frame& frame, RequestHead& head) {
  const bool reads_body = frame.method == "POST";
  const bool has_body = frame.length > 0 || frame.transfer_encoding;
  head.http_1_0 = frame.http_1_0;
  head.body_bytes = reads_body ? frame.length : 0;
  head.expects_continue = frame.expects_continue && head.body_bytes > 0;
  head.keep_alive =
      !frame.says_close && (!frame.http_1_0 || frame.says_keep_alive) && (reads_body || !has_body);
}

// "http://host/path" is as good as "/path" (RFC 9112, 3.2.2).
std::string_view without_origin(std::string_view target) {
  if (target.starts_with('/') || target == "*") return target;
  target.remove_prefix(target.find("//") + 2);
  target.remove_prefix(std::min(target.find_first_of("/?#"), target.size()));
  return target;
}

void apply_target(const Frame& frame, RequestHead& head) {
  const std::string_view target = without_origin(frame.target);
  const std::string_view before_fragment = target.substr(0, target.find('#'));
  const std::string_view path = before_fragment.substr(0, before_fragment.find('?'));
  head.request.method = frame.method;
  head.request.path = path.empty() ? "/" : percent_decode(path, false);
  head.request.query = before_fragment.substr(std::min(path.size() + 1, before_fragment.size()));
}

HttpError line_too_long(bool is_request_line, const ServerLimits& limits) {
  if (is_request_line)
    return {HttpProblem::uri_too_long,
            "the request line may have at most " + std::to_string(limits.line) + " bytes"};
  return {HttpProblem::head_too_large,
          "a header line may have at most " + std::to_string(limits.line) + " bytes"};
}

HttpError head_too_large(const ServerLimits& limits) {
  return {HttpProblem::head_too_large, "the headers may be at most " +
                                           std::to_string(limits.headers) + " lines and " +
                                           std::to_string(limits.head) + " bytes"};
}

// Takes the next line off `rest`; absent: it does not end in CR LF.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return {};
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  return line;
}

Verdict read_line(std::string_view line, std::size_t number, const ServerLimits& limits,
                  Frame& frame, RequestHead& head) {
  if (line.size() + 2 > limits.line) return line_too_long(number == 0, limits);
  if (number > limits.headers) return head_too_large(limits);
  if (number > 0) return read_header_line(line, frame, head.request.headers);
  if (auto problem = read_request_line(line, frame)) return problem;
  apply_target(frame, head);
  return {};
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t& searched) {
  for (std::size_t at = bytes.find('\n', searched); at != std::string_view::npos;
       at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  searched =
      bytes.size() - std::min<std::size_t>(bytes.size(), 2);  // the blank line may be half here
  return {};
}

std::optional<HttpError> early_problem(std::string_view bytes, const ServerLimits& limits) {
  if (!bytes.empty() && bytes != "\r" && !is_token_char(bytes.front()))
    return bad_request("this is not HTTP");  // TLS, most likely
  if (bytes.size() >= limits.line &&
      bytes.substr(0, limits.line).find('\n') == std::string_view::npos)
    return line_too_long(true, limits);
  if (bytes.size() >= limits.head) return head_too_large(limits);
  return {};
}

std::optional<HttpError> parse_head(std::string_view bytes, const ServerLimits& limits,
                                    RequestHead& head) {
  if (bytes.size() > limits.head) return head_too_large(limits);
  Frame frame;
  std::size_t number = 0;
  for (std::string_view rest = bytes; !rest.empty(); ++number) {
    const auto line = take_line(rest);
    if (!line) return bad_request("every line of a request must end in CR LF");
    if (line->empty()) break;
    if (auto problem = read_line(*line, number, limits, frame, head)) return problem;
  }
  if (auto problem = check_frame(frame, limits)) return problem;
  apply_frame(frame, head);
  head.held_bytes = bytes.size() + head.request.headers.capacity() * sizeof(HttpHeader);
  return {};
}

}  // namespace blogsearch
