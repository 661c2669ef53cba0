// SPDX-License-Identifier: GPL-3.0-or-later
// searchd's own service over HTTP: a real index, the real steps, a real socket. Clients are made by
// X-Forwarded-For, which this machine may send.
#include "searchd/service.hpp"

#include "common/visibility.hpp"
#include "searchd/api_keys.hpp"
#include "searchd/http_server.hpp"
#include "tests/searchd/test_client.hpp"
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <optional>
#include <sstream>
#include <thread>

#include <zlib.h>

namespace blogsearch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ServiceTest : public testing::Test {
 protected:
  ServiceTest() {
    config_.server.listen = "127.0.0.1:0";
    config_.server.workers = 2;
    config_.stats.folder = stats_.path().string();
    config_.log.requests = false;
    write({"kettle", "teapot"});
  }
  ~ServiceTest() override { server_.reset(); }

  // A new index of posts with these titles, all of which speak of water.
  void write(const std::vector<std::string>& titles) {
    std::vector<Post> posts;
    for (const std::string& title : titles)
      posts.push_back(
          make_post(title, "Of " + title + " and hot water, and so on at some length."));
    index_.write(posts);
  }

  TestClient client() {
    if (!server_) {
      service_.emplace(index_.site_dir().parent_path(), config_);
      server_.emplace(config_.server, service_->functions());
    }
    return TestClient(server_->address());
  }
  TestResponse get(const std::string& target, const std::string& headers = {}) {
    return client().get(target, headers);
  }
  TestResponse send(const std::string& method, const std::string& target,
                    const std::string& headers = {}) {
    TestClient asking = client();
    asking.send(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    return asking.read(method != "HEAD");
  }
  std::string metric(const std::string& line_begin) {
    const std::string text = get("/metrics").body;
    const std::size_t at = text.find("\n" + line_begin + " ");
    if (at == std::string::npos) return "none";
    const std::size_t value = at + line_begin.size() + 2;
    return text.substr(value, text.find('\n', value) - value);
  }

  Config config_;
  TempDir stats_;
  TestIndex index_;
  std::optional<Service> service_;
  std::optional<HttpServer> server_;
};

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
  posts[1].facts.visible_from = now_seconds() + 2;
  index_.write(posts);
  TestResponse before = get("/search?q=water");
  EXPECT_EQ(json::parse(before.body)["total"], 1);
  const std::string condition = "If-None-Match: " + before.headers["etag"] + "\r\n";
  EXPECT_EQ(get("/search?q=water", condition).status, 304);
  TestResponse after;
  for (int i = 0; i < 40 && after.status != 200; ++i) {
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

TEST_F(ServiceTest, HowLongItTookIsTrueOfKeptAnswersToo) {
  const double first = json::parse(get("/search?q=water").body)["took_ms"];
  const double again = json::parse(get("/search?q=water").body)["took_ms"];
  EXPECT_EQ(metric("blogsearch_cache_hits_total"), "1");
  EXPECT_LT(again, first);
}

// ---- Compression

std::string gunzip(const std::string& bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(1'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(whole ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

json without_time(const std::string& body) {
  json answer = json::parse(body);
  answer.erase("took_ms");
  return answer;
}

TEST_F(ServiceTest, LongAnswersComeCompressedWhereThatIsTaken) {
  write({"kettle", "teapot", "samovar", "urn", "flask", "jug"});
  TestResponse plain = get("/search?q=water");
  ASSERT_GT(plain.body.size(), 1'024U);
  EXPECT_EQ(plain.headers["vary"], "Accept-Encoding");
  EXPECT_EQ(plain.headers.count("content-encoding"), 0U);
  TestResponse packed = get("/search?q=water", "Accept-Encoding: br, gzip, deflate\r\n");
  EXPECT_EQ(packed.headers["content-encoding"], "gzip");
  EXPECT_EQ(packed.headers["vary"], "Accept-Encoding");
  EXPECT_EQ(packed.headers["etag"], plain.headers["etag"]);
  EXPECT_LT(packed.body.size(), plain.body.size());
  EXPECT_EQ(without_time(gunzip(packed.body)), without_time(plain.body));
  EXPECT_EQ(
      get("/search?q=water", "Accept-Encoding: gzip;q=0\r\n").headers.count("content-encoding"),
      0U);
}

TEST_F(ServiceTest, ShortOnesDoNot) {
  TestResponse response = get("/healthz", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(response.headers.count("content-encoding"), 0U);
  EXPECT_EQ(response.headers["vary"], "Accept-Encoding");
}

TEST_F(ServiceTest, HeadSaysWhatGetWouldSay) {
  for (const std::string encoding : {"", "Accept-Encoding: gzip\r\n"}) {
    TestResponse whole = get("/suggest?q=kettle", encoding);
    TestResponse head = send("HEAD", "/suggest?q=kettle", encoding);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.body, "");
    whole.headers.erase("date");
    head.headers.erase("date");
    EXPECT_EQ(head.headers, whole.headers);
  }
}

// ---- To be watched

TEST_F(ServiceTest, MetricsAreWhatPrometheusReads) {
  get("/search?q=water");
  get("/search?q=water");
  get("/search?limit=x");
  get("/nothing/\"\n");
  EXPECT_EQ(metric(R"(blogsearch_requests_total{route="/search",status="200"})"), "2");
  EXPECT_EQ(metric(R"(blogsearch_requests_total{route="/search",status="400"})"), "1");
  EXPECT_EQ(metric(R"(blogsearch_request_seconds_count{route="/search"})"), "3");
  EXPECT_EQ(metric(R"(blogsearch_request_seconds_bucket{route="/search",le="+Inf"})"), "3");
  EXPECT_EQ(metric(R"(blogsearch_index_posts{site="blog"})"), "2");
  EXPECT_EQ(metric("blogsearch_workers"), "2");
  EXPECT_EQ(metric("blogsearch_workers_busy"), "1");
  EXPECT_EQ(metric("blogsearch_queue_length"), "0");
  EXPECT_GT(std::stod(metric("process_resident_memory_bytes")), 1e6);
  EXPECT_GT(std::stod(metric("process_start_time_seconds")), 1.7e9);
  EXPECT_GT(std::stod(metric("process_open_fds")), 5);
}

// Every line is a comment or a sample of the family that the comment before it names.
TEST_F(ServiceTest, MetricsAreWellFormed) {
  get("/search?q=water");
  TestResponse response = get("/metrics");
  EXPECT_EQ(response.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
  std::istringstream lines(response.body);
  std::string family;
  int samples = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
    } else if (line.starts_with("# TYPE ")) {
      EXPECT_THAT(line, testing::MatchesRegex("# TYPE " + family + " (counter|gauge|histogram)"));
    } else {
      EXPECT_THAT(
          line, testing::MatchesRegex(family + "(_bucket|_sum|_count)?(\\{[^{}]*\\})? [-+0-9.e]+"));
      ++samples;
    }
  }
  EXPECT_GT(samples, 20);
}

TEST_F(ServiceTest, MetricsAreNotForEverybody) {
  EXPECT_EQ(get("/metrics").status, 200);
  TestResponse response = get("/metrics", "X-Forwarded-For: 198.51.100.1\r\n");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(json::parse(response.body)["error"]["code"], "forbidden");
  EXPECT_EQ(get("/healthz", "X-Forwarded-For: 198.51.100.1\r\n").status, 200);
}

TEST_F(ServiceTest, ALineForEachRequestTellsNeitherWhoNorWhat) {
  config_.log.requests = true;
  client();
  testing::internal::CaptureStderr();
  get("/search?q=water", "X-Forwarded-For: 198.51.100.1\r\n");
  get("/no%0athing?q=tea");
  client().send("rubbish\r\n\r\n");
  TestClient(server_->address()).get("/healthz");
  const std::string lines = testing::internal::GetCapturedStderr();
  EXPECT_THAT(lines, HasSubstr("info request method=GET path=/search status=200 bytes="));
  EXPECT_THAT(lines, HasSubstr("path=\"/no\\u{a}thing\" status=404"));
  EXPECT_THAT(lines, HasSubstr("method=\"\" path=\"\" status=400"));
  EXPECT_THAT(lines, Not(HasSubstr("198.51.100.1")));
  EXPECT_THAT(lines, Not(HasSubstr("water")));
  EXPECT_THAT(lines, Not(HasSubstr("client=")));
}

TEST_F(ServiceTest, UnlessAskedTo) {
  config_.log = {"text", true, true, true};
  client();
  testing::internal::CaptureStderr();
  get("/search?q=hot+water", "X-Forwarded-For: 198.51.100.1\r\n");
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              HasSubstr("query=\"q=hot+water\" client=198.51.100.1\n"));
}

TEST_F(ServiceTest, WhatCannotBeReadHasNothingOfTheRequestBefore) {
  config_.log = {"text", true, true, true};
  TestClient asking = client();
  testing::internal::CaptureStderr();
  asking.get("/search?q=water", "X-Forwarded-For: 198.51.100.1\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  asking.send("rubbish\r\n\r\n");
  EXPECT_EQ(asking.read().status, 400);
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::ContainsRegex("method=\"\" path=\"\" status=400 bytes=[0-9]+ ms=0.0 "
                                     "query=\"\" client=127.0.0.1\n"));
}

TEST_F(ServiceTest, QueriesAreCountedWhoeverAnswersThem) {
  get("/search?q=Water");
  get("/search?q=water");  // from the cache
  get("/search?q=xyzzyplugh");
  service_->save(true);
  const auto days = list_query_days(stats_.path());
  ASSERT_EQ(days.size(), 1U);
  const QueryDay day = read_query_day(query_day_file(stats_.path(), days[0]));
  ASSERT_EQ(day.queries.size(), 2U);
  EXPECT_EQ(day.queries[0].query, "water");
  EXPECT_EQ(day.queries[0].asked, 2U);
  EXPECT_EQ(day.queries[0].site, "blog");
  EXPECT_EQ(day.queries[1].nothing, 1U);
}

// ---- New settings

TEST_F(ServiceTest, NewSettingsHoldFromTheNextRequest) {
  TestResponse before = get("/search?q=water");
  Config changed = config_;
  changed.server.cors_origins = {};
  changed.server.max_age = 5;
  changed.server.rate_limit = 0.1;
  changed.server.rate_burst = 1;
  changed.search.synonyms = {{{"agua", "water"}, {}}};
  changed.server.workers = 7;
  EXPECT_EQ(service_->reload(changed), std::vector<std::string>{"server.workers"});
  TestResponse after = get("/search?q=agua", "Origin: https://example.org\r\n");
  EXPECT_EQ(json::parse(after.body)["total"], 2);
  EXPECT_EQ(after.headers.count("access-control-allow-origin"), 0U);
  EXPECT_EQ(after.headers["cache-control"], "public, max-age=5");
  EXPECT_EQ(get("/search?q=water", "If-None-Match: " + before.headers["etag"] + "\r\n").status,
            200);
  EXPECT_EQ(get("/", "X-Forwarded-For: 198.51.100.9\r\n").status, 200);
  EXPECT_EQ(get("/", "X-Forwarded-For: 198.51.100.9\r\n").status, 429);
}

TEST_F(ServiceTest, UnderLoadNoRequestFailsWhileSettingsChange) {
  client();
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::vector<std::jthread> readers;
  readers.reserve(3);
  for (int t = 0; t < 3; ++t)
    readers.emplace_back([&] {
      TestClient asking(server_->address());
      while (!stop)
        if (asking.get("/search?q=water").status != 200) ++failed;
    });
  for (int i = 0; i < 50; ++i) {
    Config changed = config_;
    changed.server.cache_bytes = i % 3 * 10'000;
    changed.stats.days = i % 2;
    service_->reload(changed);
    service_->save();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  stop = true;
  readers.clear();
  EXPECT_EQ(failed, 0);
}

// ---- dialects

TEST_F(ServiceTest, WhatIsRefusedBeforeAHandlerHasTheDialectsFormToo) {
  config_.server.api_keys = {"secret"};
  TestResponse missing = send("GET", "/indexes/blog/search?q=water");
  EXPECT_EQ(missing.status, 401);
  EXPECT_THAT(missing.body, HasSubstr("\"code\":\"missing_authorization_header\""));
  TestResponse wrong = send("GET", "/indexes/blog/search", "Authorization: Bearer wrong\r\n");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_THAT(wrong.body, HasSubstr("\"code\":\"invalid_api_key\""));
  TestResponse right =
      send("GET", "/indexes/blog/search?q=water", "Authorization: Bearer secret\r\n");
  EXPECT_EQ(right.status, 200) << right.body;
  TestResponse algolia = send("POST", "/1/indexes/*/queries", "Content-Length: 0\r\n");
  EXPECT_EQ(algolia.status, 401);
  EXPECT_THAT(algolia.body, HasSubstr("\"status\":401"));
  EXPECT_EQ(send("GET", "/version").status, 200);
  EXPECT_EQ(send("GET", "/search.atom?q=water").status, 401);
  EXPECT_EQ(send("GET", "/search.atom?q=water&x-algolia-api-key=secret").status, 200);
  EXPECT_EQ(send("GET", "/pagefind/pagefind.js").status, 200);
}

}  // namespace
}  // namespace blogsearch
