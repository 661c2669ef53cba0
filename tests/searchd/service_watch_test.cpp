// SPDX-License-Identifier: GPL-3.0-or-later
// How answers are sent, watched and counted, and what happens when the settings change.
#include "tests/searchd/service_fixture.hpp"

#include <atomic>
#include <sstream>
#include <thread>

#include <zlib.h>

namespace blogsearch {
namespace {

using testing::HasSubstr;
using testing::Not;

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

TEST_F(ServiceTest, FeedsAndFiltersAreNotWhatReadersLookFor) {
  get("/search.atom?q=kettle");
  get("/search?q=teapot&tag=nosuch");
  service_->save(true);
  const auto days = list_query_days(stats_.path());
  ASSERT_EQ(days.size(), 1U);
  const QueryDay day = read_query_day(query_day_file(stats_.path(), days[0]));
  ASSERT_EQ(day.queries.size(), 1U);
  EXPECT_EQ(day.queries[0].query, "teapot");
  EXPECT_EQ(day.queries[0].nothing, 0U) << "posts have it: the filter keeps them away";
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

// For the thread sanitizer: some of Xapian's objects are one for all threads.
TEST_F(ServiceTest, AllThreadsMayAskEveryKindOfQuery) {
  config_.server.cache_bytes = 0;
  client();
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> readers;
    for (int t = 0; t < 3; ++t)
      readers.emplace_back([&] {
        TestClient asking(server_->address());
        for (int i = 0; i < 30; ++i)
          for (const char* query : {"", "-kettle", "water", "wat*", "%22hot+water%22", "watr",
                                    "-tag:x+OR+water", "kettle&sort=-date&facets=year"})
            if (asking.get(std::string("/search?q=") + query).status != 200) ++failed;
      });
  }
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

TEST_F(ServiceTest, AHeadThatIsRefusedIsAnsweredInTheFormOfItsPath) {
  for (const std::string headers :
       {"Content-Length: 99999999\r\n", "Transfer-Encoding: chunked\r\n",
        "Content-Length: 2\r\nContent-Encoding: gzip\r\n"}) {
    TestResponse meilisearch =
        send("POST", "/multi-search", "Origin: https://b.example\r\n" + headers);
    EXPECT_GE(meilisearch.status, 411);
    EXPECT_TRUE(json::parse(meilisearch.body)["message"].is_string()) << meilisearch.body;
    EXPECT_EQ(meilisearch.headers["access-control-allow-origin"], "*");
    TestResponse algolia = send("POST", "/1/indexes/*/queries", headers);
    EXPECT_EQ(json::parse(algolia.body)["status"], algolia.status);
  }
  EXPECT_EQ(metric(R"(blogsearch_requests_total{route="/multi-search",status="413"})"), "1");
}

}  // namespace
}  // namespace blogsearch
