// SPDX-License-Identifier: GPL-3.0-or-later
// What one client sees of the server, well-behaved or not.
#include "searchd/http_server.hpp"

#include "tests/searchd/test_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace blogsearch {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(HttpServer, AnswersWithTheseHeadersAndNoOthers) {
  const TestServer server;
  const TestResponse response = server.client().get("/hello");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "GET /hello [] ");
  std::vector<std::string> names;
  for (const auto& [name, value] : response.headers) names.push_back(name);
  EXPECT_THAT(names, ElementsAre("cache-control", "content-length", "content-type", "date"));
  EXPECT_EQ(response.headers.at("content-type"), "text/plain; charset=utf-8");
  EXPECT_THAT(response.headers.at("date"), testing::MatchesRegex("..., .. ... .... ..:..:.. GMT"));
}

struct TargetCase {
  std::string target, seen;
};

TEST(HttpServer, Targets) {
  const TestServer server;
  TestClient client = server.client();
  const TargetCase cases[] = {
      {"/a%20b", "/a b [] "},
      {"/a+b", "/a+b [] "},
      {"/?q=a+b%2Bc&x=%C3%A9", "/ [] q=a b+c;x=\xc3\xa9;"},
      {"/?q=caf\xc3\xa9", "/ [] q=caf\xc3\xa9;"},
      {"/?q=100%", "/ [] q=100%;"},
      {"/?q=%zz%4", "/ [] q=%zz%4;"},
      {"/?q=%00", std::string("/ [] q=\0;", 9)},
      {"/?q=%ff", "/ [] q=\xff;"},
      {"/?q=a=b", "/ [] q=a=b;"},
      {"/?q", "/ [] q=;"},
      {"/?q=", "/ [] q=;"},
      {"/?q=a&q=b", "/ [] q=a;q=b;"},
      {"/?", "/ [] "},
      {"/?q=a?b", "/ [] q=a?b;"},
      {"/?q=a#top", "/ [] q=a;"},
      {"http://example.org/x?q=a", "/x [] q=a;"},
      {"http://example.org", "/ [] "},
      {"http://example.org?q=a", "/ [] q=a;"},
      {"/#?q=a", "/ [] "},
      {"/a%3Fb", "/a?b [] "},
      {"/../../etc/passwd", "/../../etc/passwd [] "},
      {"//x", "//x [] "},
  };
  for (const auto& [target, seen] : cases)
    EXPECT_EQ(client.get(target).body, "GET " + seen) << target;
}

TEST(HttpServer, AHandlerSeesTheHeadersAsTheyWereSent) {
  const TestServer server;
  TestClient client = server.client();
  const std::string headers = "X-Key:  a%41\tb \r\nRange: bytes=0-\r\nx-key: c\r\n";
  EXPECT_EQ(client.get("/header?name=X-KEY", headers).body, "a%41\tb, c");
  EXPECT_EQ(client.get("/header?name=range", headers).body, "bytes=0-");
  EXPECT_EQ(client.get("/header?name=x-key").body, "");
}

TEST(HttpServer, TheLongestTargetThatIsAllowed) {
  const TestServer server;
  const std::string value(8'192 - 30, 'a');
  EXPECT_EQ(server.client().get("/?q=" + value).body, "GET / [] q=" + value + ";");
}

TEST(HttpServer, HeadHasLengthAndNoBody) {
  const TestServer server;
  TestClient client = server.client();
  for (int i = 0; i < 2; ++i) {
    client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    const TestResponse response = client.read(false);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers.at("content-length"), "15");
    EXPECT_EQ(response.headers.count("accept-ranges"), 0U);
  }
  EXPECT_EQ(client.get("/hello").body, "GET /hello [] ");
}

TEST(HttpServer, NoContentHasNoLength) {
  const TestServer server;
  TestClient client = server.client();
  client.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
  const TestResponse response = client.read(false);
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.headers.count("content-length"), 0U);
  EXPECT_EQ(client.get("/hello").status, 200);
}

TEST(HttpServer, AConnectionServesManyRequestsWithoutDelay) {
  const TestServer server;
  TestClient client = server.client();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) ASSERT_EQ(client.get("/?i=" + std::to_string(i)).status, 200);
  // With Nagle's algorithm each would take 40 ms.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(4'000));
}

TEST(HttpServer, ClosesWhenAskedTo) {
  struct Case {
    const char* version;
    const char* connection;
    bool closes;
    const char* header;  // Connection in the answer; empty: none
  };
  const Case cases[] = {
      {"1.1", "keep-alive", false, ""},
      {"1.1", "close", true, "close"},
      {"1.1", "Close", true, "close"},
      {"1.0", "x", true, "close"},
      {"1.0", "Keep-Alive", false, "keep-alive"},
  };
  const TestServer server;
  for (const auto& [version, connection, closes, header] : cases) {
    TestClient client = server.client();
    client.send(std::string("GET / HTTP/") + version + "\r\nHost: a\r\nConnection: " + connection +
                "\r\n\r\n");
    TestResponse response = client.read();
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.headers["connection"], header) << version << connection;
    EXPECT_EQ(client.ends(milliseconds(closes ? 5'000 : 50)), closes) << version << connection;
  }
}

TEST(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  const TestServer server;
  TestClient client = server.client();
  std::string requests;
  for (int i = 0; i < 100; ++i) {
    requests += "GET /?i=" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    requests +=
        "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nbody" + std::to_string(i % 10);
  }
  client.send(requests);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(client.read().body, "GET / [] i=" + std::to_string(i) + ";");
    EXPECT_EQ(client.read().body, "POST /p [body" + std::to_string(i % 10) + "] ");
  }
}

TEST(HttpServer, BytesMayComeInAnyPieces) {
  const TestServer server;
  TestClient client = server.client();
  const std::string request =
      "\r\nPOST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12345"
      "\r\nGET /g HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const char byte : request) client.send(std::string(1, byte));
  EXPECT_EQ(client.read().body, "POST /p [12345] ");
  EXPECT_EQ(client.read().body, "GET /g [] ");
}

TEST(HttpServer, TheLargestBodyArrives) {
  const TestServer server;
  TestClient client = server.client();
  const std::string body(65'536, 'b');
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n" + body);
  EXPECT_EQ(client.read().body, "POST / [" + body + "] ");
}

TEST(HttpServer, ExpectContinue) {
  const TestServer server;
  TestClient client = server.client();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read(false).status, 100);
  client.send("hi");
  EXPECT_EQ(client.read().body, "POST / [hi] ");
  client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 413);
}

TEST(HttpServer, ErrorsAreJsonAndTellNothingInside) {
  const TestServer server;
  TestClient client = server.client();
  TestResponse late = client.get("/late");
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(late.body,
            "{\"error\":{\"code\":\"time_limit\",\"message\":\"the search took too long\"}}\n");
  TestResponse failed = client.get("/fail");
  EXPECT_EQ(failed.status, 500);
  EXPECT_EQ(failed.headers["content-type"], "application/json; charset=utf-8");
  EXPECT_THAT(failed.body, HasSubstr("\"internal_error\""));
  EXPECT_THAT(failed.body, Not(HasSubstr("secret")));
  EXPECT_EQ(failed.headers.count("exception_what"), 0U);
  EXPECT_EQ(client.get("/").status, 200);
}

struct RefusedCase {
  const char* name;
  std::string bytes;
  int status;
};

// Each is answered and then closed: nothing after such a request can be trusted.
TEST(HttpServer, Refusals) {
  const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n";
  const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
  const RefusedCase cases[] = {
      {"TLS", std::string("\x16\x03\x01\x02\x00\x01", 6), 400},
      {"rubbish", "hello\r\n\r\n", 400},
      {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400},
      {"two empty lines", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", get + "Host: b\r\n\r\n", 400},
      {"folded header", get + "X: a\r\n b\r\n\r\n", 400},
      {"blank before colon", get + "Content-Length : 3\r\n\r\nabc", 400},
      {"NUL in header", get + std::string("X: \0\r\n\r\n", 8), 400},
      {"bad length", post + "Content-Length: abc\r\n\r\n", 400},
      {"two lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"length and encoding",
       post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 411},
      {"large body", post + "Content-Length: 65537\r\n\r\n" + std::string(65'537, 'x'), 413},
      {"long target", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"target without end", "GET /" + std::string(100'000, 'a'), 414},
      {"large head",
       get + "X: " + std::string(8'000, 'a') + "\r\nX: " + std::string(8'000, 'a') +
           "\r\nX: " + std::string(8'000, 'a') + "\r\n\r\n",
       431},
      {"head without end", get + "X: " + std::string(100'000, 'a'), 431},
      {"unknown expectation", get + "Expect: x\r\n\r\n", 417},
      {"unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
  };
  const TestServer server;
  for (const auto& [name, bytes, status] : cases) {
    TestClient client = server.client();
    client.send(bytes);
    TestResponse response = client.read();
    EXPECT_EQ(response.status, status) << name;
    EXPECT_EQ(response.headers["connection"], "close") << name;
    EXPECT_EQ(response.headers["content-type"], "application/json; charset=utf-8") << name;
    EXPECT_THAT(response.body, StartsWith("{\"error\":{\"code\":\"")) << name;
    EXPECT_TRUE(client.ends()) << name;
  }
}

TEST(HttpServer, AnEmptyLineBeforeARequestIsNothing) {
  const TestServer server;
  TestClient client = server.client();
  for (int i = 0; i < 2; ++i) {
    client.send("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read().status, 200);
  }
}

TEST(HttpServer, ABodyThatIsNotReadIsNeverARequest) {
  const TestServer server;
  const std::string inner = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string length = "Content-Length: " + std::to_string(inner.size()) + "\r\n\r\n" + inner;
  for (const std::string method : {"GET", "PUT", "DELETE"}) {
    TestClient client = server.client();
    client.send(method + " /outer HTTP/1.1\r\nHost: a\r\n" + length);
    TestResponse response = client.read();
    EXPECT_EQ(response.body, method + " /outer [] ");
    EXPECT_EQ(response.headers["connection"], "close");
    EXPECT_TRUE(client.ends());
  }
}

TEST(HttpServer, RangesAndEncodingsAreNotMadeOnTheFly) {
  const TestServer server;
  TestClient client = server.client();
  std::string ranges = "Range: bytes=0-";
  for (int i = 0; i < 1'300; ++i) ranges += ",0-";
  TestResponse response =
      client.get("/big?bytes=1000000", ranges + "\r\nAccept-Encoding: gzip, deflate, br\r\n");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body.size(), 1'000'000U);
  EXPECT_EQ(response.headers.count("content-encoding"), 0U);
  EXPECT_EQ(client.get("/", "Range: rubbish\r\n").status, 200);
}

TEST(HttpServer, AClientThatHasFinishedSendingGetsItsAnswer) {
  TestServer server;
  TestClient client = server.client();
  client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  client.finish_sending();
  server.gate.wait_for(1);
  server.gate.open();
  EXPECT_EQ(client.read().status, 200);
  EXPECT_TRUE(client.ends());
}

TEST(HttpServer, AClientThatGoesAwayHarmsNobody) {
  TestServer server;
  for (const std::string sent : {"", "GET", "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n",
                                 "GET /big?bytes=9000000 HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    for (const bool reset : {false, true}) {
      TestClient client = server.client();
      client.send(sent);
      const linger hard{reset ? 1 : 0, 0};
      ::setsockopt(client.descriptor(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
      client.close();
    }
  }
  server.gate.open();
  EXPECT_EQ(server.client().get("/").status, 200);
}

}  // namespace
}  // namespace blogsearch
