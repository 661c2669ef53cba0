// SPDX-License-Identifier: GPL-3.0-or-later
// searchd as it is installed: indexer beside it, signals, a real index.
#include "searchd/listener.hpp"
#include "tests/searchd/test_client.hpp"
#include "tests/searchd/test_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <deque>
#include <filesystem>
#include <fstream>
#include <thread>

namespace blogsearch {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

class Searchd : public testing::Test {
 protected:
  void index() const {
    TestProgram indexer({BLOGSEARCH_INDEXER, "--index", index_dir(), site_.path().string()});
    indexer.wait_for("found");
    EXPECT_EQ(indexer.exit_code(), 0);
  }
  void write(const std::string& name, const std::string& text) const {
    site_.write(name + ".md", "---\ntitle: " + name + "\n---\n" + text + "\n");
  }
  [[nodiscard]] std::vector<std::string> command() const {
    return {BLOGSEARCH_SEARCHD, "--index", index_dir(), "--listen", "127.0.0.1:0"};
  }
  [[nodiscard]] std::string index_dir() const { return (index_.path() / "index").string(); }

  TempDir site_, index_;
};

// A socket for NOTIFY_SOCKET, and the next thing that is said to it.
FileDescriptor notify_socket(const std::string& path) {
  FileDescriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  path.copy(name.sun_path, sizeof name.sun_path - 1);
  EXPECT_EQ(::bind(socket.get(), reinterpret_cast<sockaddr*>(&name), sizeof name), 0);
  return socket;
}
std::string received(const FileDescriptor& socket) {
  pollfd waiting{socket.get(), POLLIN, 0};
  std::string message(1'000, '\0');
  if (::poll(&waiting, 1, 10'000) <= 0) return {};
  const ssize_t size = ::recv(socket.get(), message.data(), message.size(), 0);
  message.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return message;
}

json search(const std::string& address, const std::string& query) {
  TestResponse response = TestClient(address).get("/search?q=" + query);
  EXPECT_EQ(response.status, 200) << response.body;
  return json::parse(response.body, nullptr, false);
}

TEST_F(Searchd, FindsWhatTheIndexerHasRead) {
  write("Kettles", "Water boils at a hundred degrees.");
  index();
  TestProgram searchd(command());
  const std::string address = searchd.value_of("address=");
  const json answer = search(address, "boils");
  EXPECT_EQ(answer["total"], 1);
  EXPECT_EQ(answer["hits"][0]["title"], "Kettles");
  EXPECT_THAT(answer["hits"][0]["snippet_html"], HasSubstr("<mark>boils</mark>"));
  const json health = json::parse(TestClient(address).get("/healthz").body);
  EXPECT_EQ(health["status"], "ok");
  EXPECT_EQ(health["sites"][0]["posts"], 1);
  searchd.send(SIGTERM);
  EXPECT_EQ(searchd.exit_code(), 0);
}

TEST_F(Searchd, WithoutAnIndexSaysSoAndServesItOnceItIsThere) {
  TestProgram searchd(command());
  const std::string address = searchd.value_of("address=");
  TestResponse response = TestClient(address).get("/search?q=a");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(json::parse(response.body)["error"]["code"], "unavailable");
  EXPECT_EQ(TestClient(address).get("/healthz").status, 503);
  write("Kettles", "Water boils.");
  index();
  EXPECT_EQ(search(address, "water")["total"], 1);
  EXPECT_EQ(TestClient(address).get("/healthz").status, 200);
}

TEST_F(Searchd, ANewIndexIsServedWithoutAFailedRequest) {
  write("First", "alpha");
  index();
  TestProgram searchd(command());
  const std::string address = searchd.value_of("address=");
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::atomic<int> answered = 0;
  std::thread reader([&] {
    TestClient client(address);
    while (!stop) ++(client.get("/search?q=alpha").status == 200 ? answered : failed);
  });
  for (int i = 0; i < 10; ++i) {
    write("Post" + std::to_string(i), "alpha and beta");
    index();
    EXPECT_EQ(search(address, "beta")["total"], i + 1);
  }
  stop = true;
  reader.join();
  EXPECT_EQ(failed, 0);
  EXPECT_GT(answered, 0);
}

TEST_F(Searchd, ATerminationSignalEndsItFromTheFirstMoment) {
  for (int i = 0; i < 20; ++i) {
    TestProgram searchd(command());
    searchd.value_of("address=");
    searchd.send(i % 2 == 0 ? SIGTERM : SIGINT);
    EXPECT_EQ(searchd.exit_code(), 0);
  }
}

TEST_F(Searchd, AHangupHasItReadItsSettingsAgain) {
  write("Kettles", "Water boils.");
  index();
  const std::string file =
      site_.write("s.yaml", "search: {synonyms: [\"tea, coffee\"]}\n").string();
  std::vector<std::string> with_settings = command();
  with_settings.insert(with_settings.end(), {"--config", file});
  TestProgram searchd(with_settings);
  const std::string address = searchd.value_of("address=");
  EXPECT_EQ(search(address, "agua")["total"], 0);
  site_.write("s.yaml", "search: {synonyms: [\"agua, water\"]}\nserver: {queue: 7}\n");
  searchd.send(SIGHUP);
  EXPECT_THAT(searchd.wait_for("setting=server.queue"), HasSubstr("restart_needed"));
  EXPECT_EQ(search(address, "agua")["total"], 1);
  site_.write("s.yaml", "serch: {}\n");
  searchd.send(SIGHUP);
  EXPECT_THAT(searchd.wait_for("settings_kept"), HasSubstr("settings_kept"));
  EXPECT_THAT(searchd.wait_for("unknown key 'serch'"), HasSubstr("s.yaml:1: unknown key 'serch'"));
  EXPECT_EQ(search(address, "agua")["total"], 1);
  searchd.send(SIGTERM);
  EXPECT_EQ(searchd.exit_code(), 0);
}

// Under a shell, since LISTEN_PID must name the very process that searchd becomes.
TEST_F(Searchd, ListensOnASocketThatWasPassedAndSaysHowItGoes) {
  const Listener listener("127.0.0.1:0");
  const std::string notify = (index_.path() / "notify").string();
  const FileDescriptor manager = notify_socket(notify);
  TestProgram searchd({"/bin/sh", "-c",
                       "export LISTEN_PID=$$ LISTEN_FDS=1 NOTIFY_SOCKET=" + notify + "; exec " +
                           BLOGSEARCH_SEARCHD + " --index " + index_dir()},
                      listener.descriptor());
  EXPECT_EQ(searchd.value_of("address="), listener.address());
  EXPECT_THAT(received(manager), HasSubstr("READY=1"));
  EXPECT_EQ(TestClient(listener.address()).get("/version").status, 200);
  searchd.send(SIGHUP);
  EXPECT_THAT(received(manager), HasSubstr("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_EQ(received(manager), "READY=1");
  EXPECT_EQ(received(manager), "WATCHDOG=1");
  searchd.send(SIGTERM);
  EXPECT_EQ(received(manager), "STOPPING=1");
  EXPECT_EQ(searchd.exit_code(), 0);
  const TestClient waits(listener.address());  // for the next searchd: the socket is still open
}

TEST_F(Searchd, WhatIsNoListeningSocketIsNotTaken) {
  const FileDescriptor other(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  TestProgram searchd(
      {"/bin/sh", "-c",
       "export LISTEN_PID=$$ LISTEN_FDS=1; exec " BLOGSEARCH_SEARCHD " --index " + index_dir()},
      other.get());
  EXPECT_THAT(searchd.wait_for("\n"), HasSubstr("no socket that listens"));
  EXPECT_EQ(searchd.exit_code(), 2);
}

TEST_F(Searchd, WhatReadersLookForSurvivesItsDeath) {
  write("Kettles", "Water boils.");
  index();
  for (int run = 0; run < 2; ++run) {
    TestProgram searchd(command());
    const std::string address = searchd.value_of("address=");
    search(address, "water");
    search(address, "samovar");
    searchd.send(SIGHUP);  // saves, as a while would
    searchd.wait_for("settings_reloaded");
    search(address, "wa&prefix=1");
    const auto saved = [&] {
      TestProgram report({BLOGSEARCH_SEARCH, "--index", index_dir(), "--report", "--json"});
      return report.wait_for("}\n").find("\"asked\":" + std::to_string(2 * run + 2)) !=
             std::string::npos;
    };
    for (int i = 0; i < 100 && !saved(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    EXPECT_TRUE(saved());
    searchd.send(SIGKILL);
    searchd.exit_code();
  }
  TestProgram searchd(command());
  search(searchd.value_of("address="), "wa&prefix=1");
  searchd.send(SIGTERM);
  EXPECT_EQ(searchd.exit_code(), 0);
  TestProgram report({BLOGSEARCH_SEARCH, "--index", index_dir(), "--report"});
  EXPECT_THAT(report.wait_for("      1  wa\n"),
              AllOf(HasSubstr(": 5 searches, 2 found nothing"), HasSubstr("      2  samovar\n"),
                    HasSubstr("      1  wa\n")));
}

// The most that a process has ever had, in bytes.
std::size_t peak_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::stoul(line.substr(6)) * 1'024;
  return 0;
}

TEST_F(Searchd, WhateverIsSentMemoryStaysBounded) {
  write("Kettles", "Water boils.");
  index();
  TestProgram searchd(command());
  const std::string address = searchd.value_of("address=");
  const std::string get = "GET /search?q=water HTTP/1.1\r\nHost: a\r\n";
  const std::string post = "POST /search HTTP/1.1\r\nHost: a\r\n";
  const std::string much(1 << 20, 'x');
  std::string headers;
  while (headers.size() < much.size()) headers += "X: y\r\n";
  std::string pipelined;
  while (pipelined.size() < much.size()) pipelined += get + "\r\n";
  std::string parameters = "GET /search?";
  while (parameters.size() < 8'000) parameters += "a&";
  const std::string bombs[] = {
      "GET /" + much,                                                          // a request line
      get + "X: " + much,                                                      // a header line
      get + headers,                                                           // headers
      post + "Transfer-Encoding: chunked\r\n\r\n100000\r\n" + much,            // chunks
      post + "Content-Length: 1000000000\r\n\r\n" + much,                      // a body
      post + "Content-Encoding: gzip\r\nContent-Length: 1000\r\n\r\n" + much,  // one that grows
      post + "Content-Length: 65536\r\n\r\n" + much.substr(0, 65'000),  // one that never ends
      get + "Range: bytes=0-" + std::string(3'000, ',') + "\r\n\r\n",
      parameters + " HTTP/1.1\r\nHost: a\r\n\r\n",
      pipelined,  // and no answer read
  };
  std::deque<TestClient> crowd;
  for (int round = 0; round < 20; ++round)
    for (const std::string& bomb : bombs) {
      crowd.emplace_back(address);
      crowd.back().send_some(bomb);
    }
  EXPECT_EQ(search(address, "water")["total"], 1);
  EXPECT_LT(peak_memory(searchd.id()), std::size_t{256} << 20U);
}

TEST_F(Searchd, ASecondOneOnTheSameAddressEndsWithAMessage) {
  TestProgram first(command());
  TestProgram second(
      {BLOGSEARCH_SEARCHD, "--index", index_dir(), "--listen", first.value_of("address=")});
  EXPECT_EQ(second.exit_code(), 2);
  EXPECT_THAT(second.wait_for("\n"), HasSubstr("another program listens there"));
}

TEST_F(Searchd, WrongArguments) {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--listen", "nowhere"},
                                                    {"--port", "80"},
                                                    {"--listen", ""},
                                                    {"--config", "/no/such/file"}}) {
    std::vector<std::string> command = {BLOGSEARCH_SEARCHD};
    command.insert(command.end(), arguments.begin(), arguments.end());
    TestProgram searchd(command);
    EXPECT_EQ(searchd.exit_code(), 2) << arguments.front();
  }
  TestProgram help({BLOGSEARCH_SEARCHD, "--help"});
  EXPECT_THAT(help.wait_for("--listen"), HasSubstr("--listen"));
  EXPECT_EQ(help.exit_code(), 0);
}

}  // namespace
}  // namespace blogsearch
