// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/request_head.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

const ServerLimits kLimits;

int status_of(const HttpError& error) {
  return error_response(error).status;
}

// 0: accepted.
int refusal(const std::string& head) {
  RequestHead read;
  const auto error = parse_head(head, kLimits, read);
  return error ? status_of(*error) : 0;
}

RequestHead accepted(const std::string& head) {
  RequestHead read;
  if (const auto error = parse_head(head, kLimits, read))
    ADD_FAILURE() << head << ": " << error->message;
  return read;
}

std::string get_with(const std::string& headers) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

std::string post_with(const std::string& headers) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

struct LineCase {
  const char* line;
  int status;
};

TEST(RequestHead, RequestLines) {
  const LineCase cases[] = {
      {"GET / HTTP/1.1", 0},
      {"GET /search?q=caf\xc3\xa9 HTTP/1.1", 0},
      {"GET /search?q=\xff HTTP/1.1", 0},
      {"GET http://example.org/search?q=a HTTP/1.1", 0},
      {"OPTIONS * HTTP/1.1", 0},
      {"GET * HTTP/1.1", 400},
      {"GET search HTTP/1.1", 400},
      {"GET /a b HTTP/1.1", 400},
      {"GET  / HTTP/1.1", 400},
      {"GET /\t HTTP/1.1", 400},
      {"GET /\x7f HTTP/1.1", 400},
      {"GET /", 400},
      {"GET", 400},
      {" GET / HTTP/1.1", 400},
      {"GET / http/1.1", 400},
      {"GET / HTTP/1.1 ", 400},
      {"GET / HTTP/2.0", 505},
      {"PRI * HTTP/2.0", 505},
      {"BREW /pot HTTP/1.1", 501},
      {"get / HTTP/1.1", 501},
      {"G@T / HTTP/1.1", 400},
  };
  for (const auto& [line, status] : cases)
    EXPECT_EQ(refusal(std::string(line) + "\r\nHost: a\r\n\r\n"), status) << line;
}

TEST(RequestHead, HeaderLines) {
  const LineCase cases[] = {
      {"X: y", 0},
      {"X:y", 0},
      {"X:", 0},
      {"X: a\tb", 0},
      {"X: caf\xc3\xa9", 0},
      {"X : y", 400},  // read by some as X, by others as "X "
      {" X: y", 400},  // a continued line, as it was once allowed
      {"X", 400},
      {": y", 400},
      {"X: a\rb", 400},
      {"X: a\nY: b", 400},  // a bare LF
      {"X: a\x01", 400},
      {"Host: b", 400},          // the second
      {"Content-Length: 5", 0},  // unread, but not wrong
      {"Content-Length: abc", 400},
      {"Content-Length: -1", 400},
      {"Content-Length: +1", 400},
      {"Content-Length: 0x10", 400},
      {"Content-Length: 1, 1", 400},
      {"Content-Length:", 400},
      {"Content-Length: 1\r\nContent-Length: 1", 400},
      {"Content-Length: 1\r\nTransfer-Encoding: chunked", 400},
      {"Transfer-Encoding: chunked\r\nContent-Length: 1", 400},
      {"Expect: 100-Continue", 0},
      {"Expect: the-spanish-inquisition", 417},
  };
  for (const auto& [line, status] : cases)
    EXPECT_EQ(refusal(get_with(std::string(line) + "\r\n")), status) << line;
  EXPECT_EQ(refusal(get_with(std::string("X: a\0b\r\n", 8))), 400);
}

TEST(RequestHead, HostIsNeededSinceHttp11) {
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.0\r\n\r\n"), 0);
}

TEST(RequestHead, BodiesOfPosts) {
  EXPECT_EQ(accepted(post_with("Content-Length: 12\r\n")).body_bytes, 12U);
  EXPECT_EQ(accepted(post_with("")).body_bytes, 0U);
  EXPECT_EQ(accepted(post_with("Content-Length: 65536\r\n")).body_bytes, 65'536U);
  EXPECT_EQ(refusal(post_with("Content-Length: 65537\r\n")), 413);
  EXPECT_EQ(refusal(post_with("Content-Length: 99999999999999999999999\r\n")), 413);
  EXPECT_EQ(refusal(post_with("Transfer-Encoding: chunked\r\n")), 411);
  EXPECT_EQ(refusal(post_with("Content-Encoding: gzip\r\nContent-Length: 12\r\n")), 415);
  EXPECT_EQ(refusal(post_with("Content-Encoding: Identity\r\nContent-Length: 12\r\n")), 0);
  EXPECT_EQ(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"), 400);
  EXPECT_TRUE(
      accepted(post_with("Content-Length: 12\r\nExpect: 100-continue\r\n")).expects_continue);
  EXPECT_FALSE(accepted(post_with("Expect: 100-continue\r\n")).expects_continue);
}

TEST(RequestHead, OtherBodiesStayUnreadAndEndTheConnection) {
  for (const std::string method : {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"}) {
    const std::string line = method + " / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_TRUE(accepted(line + "Content-Length: 0\r\n\r\n").keep_alive) << method;
    for (const std::string body :
         {"Content-Length: 5\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"}) {
      EXPECT_FALSE(accepted(line + body).keep_alive) << method << body;
      EXPECT_EQ(accepted(line + body).body_bytes, 0U) << method << body;
    }
  }
}

TEST(RequestHead, KeepAlive) {
  struct Case {
    const char* version;
    const char* connection;
    bool keep_alive;
  };
  const Case cases[] = {
      {"1.1", "", true},
      {"1.1", "close", false},
      {"1.1", "Close", false},
      {"1.1", "foo, CLOSE", false},
      {"1.1", "closed", true},
      {"1.1", "keep-alive", true},
      {"1.0", "", false},
      {"1.0", "Keep-Alive", true},
      {"1.0", "keep-alive, close", false},
  };
  for (const auto& [version, connection, keep_alive] : cases) {
    const std::string head = std::string("GET / HTTP/") + version +
                             "\r\nHost: a\r\nConnection: " + connection + "\r\n\r\n";
    EXPECT_EQ(accepted(head).keep_alive, keep_alive) << head;
  }
}

TEST(RequestHead, WhatIsAskedAndHow) {
  const HttpRequest request =
      accepted(
          "GET /a%20b?q=x+y%21#top HTTP/1.1\r\nHost: a\r\nX-Thing:  one %41 \r\n"
          "Accept: text/html\r\nx-thing: two\r\n\r\n")
          .request;
  EXPECT_EQ(request.method, "GET");
  EXPECT_EQ(request.path, "/a b");
  EXPECT_EQ(request.query, "q=x+y%21");
  EXPECT_EQ(request.header("accept"), "text/html");
  EXPECT_EQ(request.header("X-THING"), "one %41, two");
  EXPECT_EQ(request.header("x-thin"), "");
}

TEST(RequestHead, Limits) {
  EXPECT_EQ(refusal("GET /" + std::string(8'192 - 16, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 0);
  EXPECT_EQ(refusal("GET /" + std::string(8'192 - 15, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
  EXPECT_EQ(refusal(get_with("X: " + std::string(8'192 - 5, 'a') + "\r\n")), 0);
  EXPECT_EQ(refusal(get_with("X: " + std::string(8'192 - 4, 'a') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 99; ++i) many += "X: y\r\n";
  EXPECT_EQ(refusal(get_with(many)), 0);
  EXPECT_EQ(refusal(get_with(many + "X: y\r\n")), 431);
  const std::string long_line = "X: " + std::string(5'500, 'a') + "\r\n";
  EXPECT_EQ(refusal(get_with(long_line + long_line)), 0);
  EXPECT_EQ(refusal(get_with(long_line + long_line + long_line)), 431);
}

TEST(RequestHead, TheEndIsFoundHoweverTheBytesCome) {
  const std::string head = get_with("X: y\r\n");
  for (const std::string& bytes :
       {head, head + "GET /next", std::string("\n\n"), std::string("a\n\r\nb")}) {
    std::size_t searched = 0;
    const auto whole = find_head_end(bytes, searched);
    ASSERT_TRUE(whole) << bytes;
    searched = 0;
    for (std::size_t size = 0; size < *whole; ++size)
      EXPECT_FALSE(find_head_end(std::string_view(bytes).substr(0, size), searched)) << size;
    EXPECT_EQ(find_head_end(std::string_view(bytes).substr(0, *whole), searched), whole);
  }
}

TEST(RequestHead, SomeProblemsShowEarly) {
  EXPECT_FALSE(early_problem("", kLimits));
  EXPECT_FALSE(early_problem("\r", kLimits));
  EXPECT_FALSE(early_problem("GET / HT", kLimits));
  EXPECT_EQ(status_of(early_problem("\x16\x03\x01\x02", kLimits).value()), 400);  // TLS
  EXPECT_EQ(status_of(early_problem("\n", kLimits).value()), 400);
  EXPECT_EQ(status_of(early_problem(std::string(8'192, 'a'), kLimits).value()), 414);
  EXPECT_FALSE(early_problem("GET / HTTP/1.1\r\n" + std::string(8'192, 'a'), kLimits));
  EXPECT_EQ(
      status_of(early_problem("GET / HTTP/1.1\r\n" + std::string(16'384, 'a'), kLimits).value()),
      431);
}

}  // namespace
}  // namespace blogsearch
