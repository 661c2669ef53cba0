// SPDX-License-Identifier: GPL-3.0-or-later
// Who is answered, and for how long an answer holds.
#include "common/visibility.hpp"
#include "searchd/api_keys.hpp"
#include "tests/searchd/service_fixture.hpp"

namespace blogsearch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// ---- CORS and safe headers

TEST_F(ServiceTest, AnyPageMayReadAnswersAndErrors) {
  for (const char* target : {"/search?q=water", "/search?limit=x", "/nothing", "/healthz"}) {
    TestResponse response = get(target, "Origin: https://example.org\r\n");
    EXPECT_EQ(response.headers["access-control-allow-origin"], "*") << target;
    EXPECT_EQ(response.headers["access-control-expose-headers"], "ETag, Retry-After") << target;
    EXPECT_EQ(response.headers.count("access-control-allow-credentials"), 0U) << target;
    EXPECT_EQ(response.headers["cross-origin-resource-policy"], "cross-origin") << target;
    EXPECT_THAT(response.headers["vary"], Not(HasSubstr("Origin"))) << target;
  }
}

TEST_F(ServiceTest, OrThoseThatAreNamed) {
  config_.server.cors_origins = {"https://example.org", "http://localhost:4000"};
  const std::pair<std::string, std::string> cases[] = {
      {"https://example.org", "https://example.org"},
      {"http://localhost:4000", "http://localhost:4000"},
      {"https://example.org.evil.example", ""},
      {"http://example.org", ""},
      {"null", ""},
      {"*", ""},
      {"", ""},
  };
  for (const auto& [origin, allowed] : cases) {
    TestResponse response =
        get("/search?q=water", origin.empty() ? "" : "Origin: " + origin + "\r\n");
    EXPECT_EQ(response.headers["access-control-allow-origin"], allowed) << origin;
    EXPECT_THAT(response.headers["vary"], HasSubstr("Origin")) << origin;
  }
}

TEST_F(ServiceTest, OrNone) {
  config_.server.cors_origins = {};
  TestResponse response = get("/search?q=water", "Origin: https://example.org\r\n");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.count("access-control-allow-origin"), 0U);
}

TEST_F(ServiceTest, PreflightsOfEveryRoute) {
  const std::string asked =
      "Origin: https://example.org\r\nAccess-Control-Request-Method: POST\r\n"
      "Access-Control-Request-Headers: content-type,x-algolia-usertoken , x-evil,x-algolia-\"\r\n";
  for (const std::string_view path : route_paths()) {
    TestResponse response = send("OPTIONS", std::string(path), asked);
    EXPECT_EQ(response.status, 204) << path;
    EXPECT_EQ(response.headers["access-control-allow-origin"], "*") << path;
    EXPECT_THAT(response.headers["access-control-allow-methods"], HasSubstr("OPTIONS")) << path;
    EXPECT_THAT(response.headers["access-control-allow-headers"],
                AllOf(HasSubstr("authorization"), HasSubstr("content-type"),
                      HasSubstr("x-meilisearch-client"), HasSubstr("x-algolia-usertoken"),
                      Not(HasSubstr("evil")), Not(HasSubstr("\""))))
        << path;
    EXPECT_EQ(response.headers["access-control-max-age"], "86400") << path;
  }
  TestResponse nowhere = send("OPTIONS", "/nowhere", asked);
  EXPECT_EQ(nowhere.status, 404);
  EXPECT_EQ(nowhere.headers.count("access-control-allow-methods"), 0U);
}

TEST_F(ServiceTest, SafeHeadersOnEveryAnswer) {
  for (const char* target : {"/", "/search?q=water", "/nothing"}) {
    TestResponse response = get(target);
    EXPECT_EQ(response.headers["x-content-type-options"], "nosniff") << target;
    EXPECT_EQ(response.headers["referrer-policy"], "strict-origin-when-cross-origin") << target;
    EXPECT_THAT(response.headers["content-security-policy"], HasSubstr("frame-ancestors"))
        << target;
  }
  TestClient rude = client();
  rude.send("GET / HTTP/2\r\n\r\n");
  EXPECT_EQ(rude.read().headers["x-content-type-options"], "nosniff");
}

// ---- Keys

TEST_F(ServiceTest, WithKeysOnlyWhoHasOneIsAnswered) {
  config_.server.api_keys = {"first-key", "second"};
  for (const char* right :
       {"Authorization: Bearer second\r\n", "authorization: bearer  first-key\r\n",
        "X-Meili-API-Key: second\r\n", "X-Algolia-API-Key: second\r\n"})
    EXPECT_EQ(get("/search?q=water", right).status, 200) << right;
  HttpRequest algolia;
  algolia.parameters = {{"x-algolia-application-id", "A"}, {"X-Algolia-API-Key", "second"}};
  EXPECT_TRUE(has_key(algolia, config_.server.api_keys));
  TestResponse missing = get("/search?q=water", "Authorization: Basic second\r\n");
  EXPECT_EQ(missing.status, 401);
  EXPECT_EQ(missing.headers["www-authenticate"], "Bearer");
  EXPECT_EQ(missing.headers["access-control-allow-origin"], "*");
  EXPECT_EQ(json::parse(missing.body)["error"]["code"], "missing_key");
  TestResponse invalid = get("/search?q=water", "Authorization: Bearer third\r\n");
  EXPECT_EQ(invalid.status, 403);
  EXPECT_EQ(json::parse(invalid.body)["error"]["code"], "invalid_key");
}

TEST_F(ServiceTest, AKeyIsTakenInEveryWayThatIsDescribed) {
  config_.server.api_keys = {"secret"};
  const json description = json::parse(get("/openapi.json").body);
  EXPECT_EQ(description["security"].size(), 5U);
  for (const json& way : description["security"]) {
    std::string target = "/search?q=water";
    std::string headers;
    for (const auto& [name, scopes] : way.items()) {
      const json& scheme = description["components"]["securitySchemes"][name];
      const std::string where = scheme.value("in", "");
      if (scheme["type"] == "http") headers = "Authorization: Bearer secret\r\n";
      if (where == "header") headers = scheme["name"].get<std::string>() + ": secret\r\n";
      if (where == "query") target += "&" + scheme["name"].get<std::string>() + "=secret";
    }
    EXPECT_EQ(get(target, headers).status, way.empty() ? 401 : 200) << way;
  }
}

TEST_F(ServiceTest, WhatHasNoPostsNeedsNoKey) {
  config_.server.api_keys = {"secret"};
  for (const char* target : {"/healthz", "/metrics"}) EXPECT_EQ(get(target).status, 200) << target;
  EXPECT_EQ(get("/nothing").status, 404);
  EXPECT_EQ(send("OPTIONS", "/search").status, 204);
}

TEST_F(ServiceTest, WhatNeedsAKeyIsForNoSharedCache) {
  config_.server.api_keys = {"secret"};
  EXPECT_EQ(get("/search?q=water", "Authorization: Bearer secret\r\n").headers["cache-control"],
            "private, max-age=60");
}

// ---- Rate limit

TEST_F(ServiceTest, WhoAsksTooMuchWaits) {
  config_.server.rate_limit = 0.1;
  config_.server.rate_burst = 3;
  const std::string busy = "X-Forwarded-For: 198.51.100.1\r\n";
  TestClient asking = client();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(asking.get("/search?q=water", busy).status, 200);
  TestResponse refused = asking.get("/search?q=water", busy + "Origin: https://example.org\r\n");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.headers["retry-after"], "10");
  EXPECT_EQ(refused.headers["access-control-allow-origin"], "*");
  EXPECT_EQ(json::parse(refused.body)["error"]["code"], "too_many_requests");
  EXPECT_EQ(get("/search?q=water", "X-Forwarded-For: 198.51.100.2\r\n").status, 200);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get("/search?q=water").status, 200);
  EXPECT_EQ(metric(R"(blogsearch_requests_total{route="/search",status="429"})"), "1");
}

// ---- Kept answers

TEST_F(ServiceTest, AnAnswerHoldsUntilTheIndexChanges) {
  TestResponse first = get("/search?q=water");
  const std::string tag = first.headers["etag"];
  EXPECT_THAT(tag, StartsWith("W/\""));
  EXPECT_EQ(first.headers["cache-control"], "public, max-age=60");
  const std::string condition = "If-None-Match: \"x\", " + tag + "\r\n";
  for (const std::string method : {"GET", "HEAD"}) {
    TestResponse same = send(method, "/search?q=water", condition);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(same.headers["etag"], tag);
    EXPECT_EQ(same.headers["cache-control"], "public, max-age=60");
    EXPECT_EQ(same.headers["vary"], "Accept-Encoding");
    EXPECT_EQ(same.headers.count("content-length"), 0U);
    EXPECT_EQ(same.headers.count("content-type"), 0U);
  }
  EXPECT_EQ(get("/search?q=tea", condition).status, 200);
  EXPECT_EQ(get("/search?q=tea", "If-None-Match: *\r\n").status, 304);
  EXPECT_EQ(get("/search?limit=x", "If-None-Match: *\r\n").status, 400);
  EXPECT_NE(get("/suggest?q=water").headers["etag"], tag);
  write({"kettle", "teapot", "samovar"});
  TestResponse fresh = get("/search?q=water", condition);
  EXPECT_EQ(fresh.status, 200);
  EXPECT_NE(fresh.headers["etag"], tag);
  EXPECT_EQ(json::parse(fresh.body)["total"], 3);
}

TEST_F(ServiceTest, A304NeedsNoSearchAndAConnectionGoesOnAfterIt) {
  TestClient asking = client();
  TestResponse first = asking.get("/search?q=water");
  const std::string misses = metric("blogsearch_cache_misses_total");
  EXPECT_EQ(misses, "1");
  asking.send("GET /search?q=water HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + first.headers["etag"] +
              "\r\n\r\n");
  EXPECT_EQ(asking.read(false).status, 304);
  EXPECT_EQ(asking.get("/search?q=water").status, 200);
  EXPECT_EQ(metric("blogsearch_cache_misses_total"), misses);
  EXPECT_EQ(metric("blogsearch_cache_hits_total"), "1");
}

TEST_F(ServiceTest, AnAnswerHoldsUntilAScheduledPostAppears) {
  std::vector<Post> posts = {make_post("kettle", "Hot water."), make_post("samovar", "Hot water.")};
  posts[1].facts.visible_from = now_seconds() + 5;
  index_.write(posts);
  TestResponse before = get("/search?q=water");
  EXPECT_EQ(json::parse(before.body)["total"], 1);
  const std::string condition = "If-None-Match: " + before.headers["etag"] + "\r\n";
  EXPECT_EQ(get("/search?q=water", condition).status, 304);
  TestResponse after;
  for (int i = 0; i < 150 && after.status != 200; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    after = get("/search?q=water", condition);
  }
  ASSERT_EQ(after.status, 200);
  EXPECT_EQ(json::parse(after.body)["total"], 2);  // neither from the cache
}

TEST_F(ServiceTest, WhatIsNotKept) {
  const std::string any = "If-None-Match: *\r\n";
  for (const char* target : {"/healthz", "/metrics", "/search?limit=x", "/nothing"}) {
    TestResponse response = get(target, any);
    EXPECT_EQ(response.headers.count("etag"), 0U) << target;
    EXPECT_EQ(response.headers["cache-control"], "no-cache") << target;
  }
}

TEST_F(ServiceTest, MaxAgeIsASetting) {
  config_.server.max_age = 0;
  TestResponse response = get("/search?q=water");
  EXPECT_EQ(response.headers["cache-control"], "no-cache");
  EXPECT_EQ(get("/search?q=water", "If-None-Match: " + response.headers["etag"] + "\r\n").status,
            304);
}

TEST_F(ServiceTest, AKeptAnswerTookNoTimeAndIsTheSameOtherwise) {
  json first = json::parse(get("/search?q=water").body);
  json again = json::parse(get("/search?q=water").body);
  EXPECT_EQ(metric("blogsearch_cache_hits_total"), "1");
  EXPECT_GT(first["took_ms"], 0);
  EXPECT_EQ(again["took_ms"], 0);
  first.erase("took_ms");
  again.erase("took_ms");
  EXPECT_EQ(first, again);
}

}  // namespace
}  // namespace blogsearch
