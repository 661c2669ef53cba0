// SPDX-License-Identifier: GPL-3.0-or-later
// searchd as it is installed: indexer beside it, signals, a real index.
#include "tests/searchd/test_client.hpp"
#include "tests/searchd/test_program.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <filesystem>
#include <thread>

namespace blogsearch {
namespace {

using nlohmann::json;
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
  [[nodiscard]] std::string index_dir() const { return index_.path().string(); }

  TempDir site_, index_;
};

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

TEST_F(Searchd, AHangupIsHarmless) {
  TestProgram searchd(command());
  const std::string address = searchd.value_of("address=");
  searchd.send(SIGHUP);
  EXPECT_THAT(searchd.wait_for("hangup"), HasSubstr("hangup"));
  EXPECT_EQ(TestClient(address).get("/").status, 200);
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
