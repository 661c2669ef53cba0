// SPDX-License-Identifier: GPL-3.0-or-later
// The small decisions of the steps around the routes; service_test.cpp has them in a whole server.
#include "searchd/api_keys.hpp"
#include "searchd/conditional.hpp"
#include "searchd/gzip.hpp"
#include "searchd/pipeline.hpp"
#include "searchd/rate_limiter.hpp"
#include "searchd/responder.hpp"
#include "searchd/safe_headers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

using std::chrono::milliseconds;

TEST(Pipeline, TheFirstStepIsTheOutermost) {
  const auto around = [](const std::string& name) {
    return [name](const HttpRequest& request, const HttpHandler& next) {
      HttpResponse response = next(request);
      response.body = name + "(" + response.body.text() + ")";
      return response;
    };
  };
  const HttpHandler handler = chain({around("a"), around("b")}, [](const HttpRequest& request) {
    return HttpResponse{200, "text/plain", request.path};
  });
  EXPECT_EQ(handler({"GET", "/x", {}, ""}).body.text(), "a(b(/x))");
  EXPECT_EQ(handler({"GET", "/y", {}, ""}).body.text(), "a(b(/y))");
}

TEST(Pipeline, Headers) {
  HttpResponse response;
  set_header(response, "A", "1");
  set_header(response, "A", "2");
  add_to_header(response, "Vary", "Origin");
  add_to_header(response, "Vary", "Accept-Encoding");
  EXPECT_EQ(header_of(response, "A"), "2");
  EXPECT_EQ(header_of(response, "Vary"), "Origin, Accept-Encoding");
  EXPECT_EQ(header_of(response, "B"), "");
  EXPECT_EQ(response.headers.size(), 2U);
}

TEST(Gzip, WhoTakesIt) {
  const std::pair<const char*, bool> cases[] = {
      {"", false},
      {"gzip", true},
      {"x-gzip", true},
      {"GZip", true},
      {"deflate, gzip;q=1.0, *;q=0.5", true},
      {"br, zstd", false},
      {"*", true},
      {"*;q=0", false},
      {"gzip;q=0", false},
      {"gzip; q=0.0", false},
      {"gzip;q=0, *", false},
      {"gzip;q=0.001", true},
      {"gzip;q=x", false},
      {"identity", false},
      {"identity;q=1, gzip;q=0.5", false},
      {"identity;q=0.5, gzip;q=0.5", true},
      {"identity;q=0, *", true},
      {"gzipped", false},
      {",,gzip,", true},
  };
  for (const auto& [header, accepted] : cases) EXPECT_EQ(accepts_gzip(header), accepted) << header;
}

TEST(Conditional, ComparesTagsWeakly) {
  EXPECT_TRUE(names_etag("W/\"a\"", "W/\"a\""));
  EXPECT_TRUE(names_etag("\"a\"", "W/\"a\""));
  EXPECT_TRUE(names_etag("\"x\", W/\"a\"", "W/\"a\""));
  EXPECT_FALSE(names_etag("", "W/\"a\""));
  EXPECT_FALSE(names_etag("a", "W/\"a\""));
  EXPECT_FALSE(names_etag("*", "W/\"a\""));
  EXPECT_FALSE(names_etag("\"b\"", "W/\"a\""));
}

TEST(ApiKeys, EachByteCounts) {
  const std::vector<std::string> keys = {"secret", "other"};
  const auto given = [&](const std::string& key) {
    HttpRequest request;
    request.headers = {{"authorization", "bearer " + key}};
    return has_key(request, keys);
  };
  for (const std::string right : {"secret", "other"}) EXPECT_TRUE(given(right));
  for (const std::string wrong :
       {"", "s", "secre", "secrets", "Secret", "secretsecret", "othex", "secret, other"})
    EXPECT_FALSE(given(wrong)) << wrong;
}

TEST(SafeHeaders, AHandlersPolicyStays) {
  const auto policy = [](HttpResponse made) {
    const HttpHandler handler =
        chain({add_safe_headers()}, [&](const HttpRequest&) { return made; });
    return std::string(header_of(handler({}), "Content-Security-Policy"));
  };
  EXPECT_EQ(policy({200, "application/json", ""}), "default-src 'none'; frame-ancestors 'none'");
  EXPECT_NE(policy({200, "text/html; charset=utf-8", ""}).find("script-src 'self'"),
            std::string::npos);
  EXPECT_EQ(policy({200, "text/html", "", {{"Content-Security-Policy", "sandbox"}}}), "sandbox");
}

TEST(WriteResponse, EachHeaderOnceAndNoBodyForHead) {
  const HttpResponse response{
      429,
      "text/plain",
      "wait",
      {{"X-Content-Type-Options", "nosniff"}, {"Cache-Control", "no-store"}}};
  const std::string bytes = write_response(response, {});
  EXPECT_TRUE(bytes.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
  EXPECT_TRUE(bytes.ends_with("\r\n\r\nwait"));
  for (const std::string header :
       {"X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n",
        "Content-Length: 4\r\n", "Connection: close\r\n"}) {
    const std::size_t at = bytes.find(header);
    EXPECT_NE(at, std::string::npos) << header;
    EXPECT_EQ(bytes.find(header.substr(0, header.find(':')), at + 1), std::string::npos) << header;
  }
  const std::string head = write_response(response, {.head_only = true});
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  EXPECT_THAT(head, testing::HasSubstr("Content-Length: 4\r\n"));
}

TEST(Responder, ALineBreakInAHeaderIsOurFault) {
  for (const HttpResponse& response : {HttpResponse{200, "text/plain", "", {{"A", "b\r\nC: d"}}},
                                       HttpResponse{200, "text/plain\n", ""}}) {
    const Responder responder([&](const HttpRequest&) { return response; });
    const std::string answer = responder.respond({}, "");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 ")) << answer;
    EXPECT_EQ(answer.find("C: d"), std::string::npos) << answer;
  }
}

const RateLimiter::Time kStart = std::chrono::steady_clock::now();

TEST(RateLimiter, ABurstAndThenAtItsPace) {
  RateLimiter limiter(10, 3, 1);
  const IpAddress client = parse_ip_address("192.0.2.1").value();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take(client, kStart), 0) << i;
  EXPECT_NEAR(limiter.take(client, kStart), 0.1, 1e-6);
  EXPECT_NEAR(limiter.take(client, kStart), 0.1, 1e-6);  // to be refused costs nothing
  EXPECT_GT(limiter.take(client, kStart + milliseconds(90)), 0);
  EXPECT_EQ(limiter.take(client, kStart + milliseconds(101)), 0);
  EXPECT_GT(limiter.take(client, kStart + milliseconds(102)), 0);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take(client, kStart + milliseconds(9'000)), 0) << i;
  EXPECT_GT(limiter.take(client, kStart + milliseconds(9'000)), 0);
}

TEST(RateLimiter, ClientsAreApart) {
  RateLimiter limiter(1, 1, 2);
  const auto take = [&](const char* address) {
    return limiter.take(parse_ip_address(address).value(), kStart) == 0;
  };
  EXPECT_TRUE(take("192.0.2.1"));
  EXPECT_FALSE(take("192.0.2.1"));
  EXPECT_TRUE(take("192.0.2.2"));
  EXPECT_TRUE(take("2001:db8:0:1::1"));
  EXPECT_FALSE(take("2001:db8:0:1:ffff::2"));  // the same /64
  EXPECT_TRUE(take("2001:db8:0:2::1"));
}

TEST(RateLimiter, ZeroIsNoLimit) {
  RateLimiter limiter(0, 1, 3);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(limiter.take(IpAddress(), kStart), 0);
}

TEST(RateLimiter, ManyClientsTakeNoMoreMemoryAndTheBusyOneIsRemembered) {
  RateLimiter limiter(0.001, 2, 4);
  IpAddress busy = parse_ip_address("192.0.2.1").value();
  limiter.take(busy, kStart);
  limiter.take(busy, kStart);
  IpAddress other = parse_ip_address("10.0.0.0").value();
  for (int i = 0; i < 200'000; ++i) {
    other.bytes[13] = static_cast<std::uint8_t>(i >> 16);
    other.bytes[14] = static_cast<std::uint8_t>(i >> 8);
    other.bytes[15] = static_cast<std::uint8_t>(i);
    EXPECT_EQ(limiter.take(other, kStart), 0);
  }
  EXPECT_GT(limiter.take(busy, kStart), 0);
}

}  // namespace
}  // namespace blogsearch
