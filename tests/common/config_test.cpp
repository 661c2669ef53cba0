// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config.hpp"

#include "common/error.hpp"
#include "common/value.hpp"
#include "common/yaml.hpp"
#include "tests/support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <vector>

#include <unistd.h>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kReference =
    fs::path(BLOGSEARCH_TEST_DATA "/../../config/blogsearch.yaml").lexically_normal();

// "ranking.title" for every value in the tree.
void add_keys(const Value& map, const std::string& prefix, std::vector<std::string>& keys) {
  for (const auto& [name, value] : map.entries) {
    if (value.is_map()) {
      add_keys(value, prefix + name + ".", keys);
    } else {
      keys.push_back(prefix + name);
    }
  }
}

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(Config, TheReferenceHoldsTheDefaults) {
  EXPECT_EQ(describe(read_config(kReference)), describe(Config{}));
}

TEST(Config, TheReferenceNamesEveryKey) {
  std::vector<std::string> written;
  add_keys(parse_yaml(content(kReference)), "", written);
  std::vector<std::string> known;
  std::istringstream lines(describe(Config{}));
  for (std::string line; std::getline(lines, line);)
    known.push_back(line.substr(0, line.find(" = ")));
  EXPECT_EQ(written, known);
}

TEST(Config, TheReferenceExplainsEveryKey) {
  std::istringstream lines(content(kReference));
  std::string before;
  for (std::string line; std::getline(lines, line); before = line) {
    const bool is_key = line.find(": ") != std::string::npos && line.find('#') == std::string::npos;
    if (is_key) {
      EXPECT_THAT(before, HasSubstr("# ")) << line;
    }
  }
}

TEST(Config, ReadsValues) {
  const TempDir dir;
  const fs::path file =
      dir.write("s.yaml",
                "\xEF\xBB\xBF"
                "index: /srv/index\r\nranking: {title: 6.5, recency_half_life_days: 30}\r\n"
                "site:\r\n  name: 2024\r\nserver:\r\n  listen: '[::1]:80'\r\n"
                "  public_url: https://example.org/find//\r\nsearch:\r\n");
  const Config config = read_config(file);
  EXPECT_EQ(config.index, "/srv/index");
  EXPECT_EQ(config.ranking.title, 6.5);
  EXPECT_EQ(config.ranking.headings, 2.0);
  EXPECT_EQ(config.ranking.recency_half_life_days, 30);
  EXPECT_EQ(config.site.name, "2024");
  EXPECT_EQ(config.server.listen, "[::1]:80");
  EXPECT_EQ(config.server.public_url, "https://example.org/find");
  EXPECT_THAT(describe(config), HasSubstr("ranking.title = 6.5\n"));
}

TEST(Config, ReadsListsAndSwitches) {
  const TempDir dir;
  const Config config = read_config(dir.write(
      "s.yaml",
      "server:\n  trusted_proxies: []\n  cors_origins: [https://example.org, 'http://a:1']\n"
      "  metrics_clients: [10.1.2.3/8]\nlog: {requests: no, format: json}\n"));
  EXPECT_TRUE(config.server.trusted_proxies.empty());
  EXPECT_EQ(config.server.cors_origins,
            (std::vector<std::string>{"https://example.org", "http://a:1"}));
  EXPECT_FALSE(config.log.requests);
  EXPECT_THAT(describe(config),
              HasSubstr("server.cors_origins = https://example.org, http://a:1\n"));
  EXPECT_THAT(describe(config), HasSubstr("server.metrics_clients = 10.0.0.0/8\n"));
  EXPECT_THAT(describe(config), HasSubstr("log.format = json\n"));
}

TEST(Config, ReadsRules) {
  const TempDir dir;
  const Config config =
      read_config(dir.write("s.yaml",
                            "search:\n  synonyms: ['js,  javascript ', 'k8s => kubernetes, kube']\n"
                            "  pinned:\n  - install, set up => /docs/install/\n"));
  EXPECT_THAT(describe(config),
              HasSubstr("search.synonyms = js, javascript; k8s => kubernetes, kube\n"));
  EXPECT_THAT(describe(config), HasSubstr("search.pinned = install, set up => /docs/install/\n"));
}

TEST(Config, AnEmptyFileIsTheDefaults) {
  const TempDir dir;
  EXPECT_EQ(describe(read_config(dir.write("s.yaml", "# nothing\n"))), describe(Config{}));
}

TEST(Config, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, const char*> cases[] = {
      {"index: x\nrankng:\n  title: 3\n",
       "s.yaml:3: unknown key 'rankng.title'; did you mean 'ranking.title'?"},
      {"server: {lisen: x}\n",
       "s.yaml:1: unknown key 'server.lisen'; did you mean 'server.listen'?"},
      {"\nzebra: 1\n", "s.yaml:2: unknown key 'zebra'"},
      {"serve:\n", "s.yaml:1: unknown key 'serve'"},
      {"ranking:\n  title: much\n",
       "s.yaml:2: ranking.title: 'much' is not a number from 0 to 1000"},
      {"ranking:\n  title: -1\n", "'-1' is not a number from 0 to 1000"},
      {"ranking:\n  title: nan\n", "'nan' is not a number from 0 to 1000"},
      {"server:\n  queue: 1.5\n",
       "s.yaml:2: server.queue: '1.5' is not a whole number from 0 to 100000"},
      {"server: {queue: [1]}\n", "s.yaml:1: server.queue takes one value"},
      {"server: 7700\n", "s.yaml:1: 'server' takes keys below it, not a value"},
      {"search:\n  synonyms:\n  - js, javascript\n  - alone\n",
       "s.yaml:4: search.synonyms: 'alone' is no rule"},
      {"search: {synonyms: [a => ]}\n", "search.synonyms: 'a =>' is no rule"},
      {"search: {pinned: [\"a, b\"]}\n", "search.pinned: 'a, b' is no rule"},
      {"search: {pinned: yes}\n", "s.yaml:1: search.pinned takes a list of lines"},
      {"server:\n  trusted_proxies:\n  - 10.0.0.0/8\n  - 10.0.0.0/40\n",
       "s.yaml:4: server.trusted_proxies: '10.0.0.0/40' is no network"},
      {"server: {public_url: example.org}\n",
       "s.yaml:1: server.public_url: 'example.org' is no web address"},
      {"server: {public_url: 'https://a/\"onload='}\n",
       "s.yaml:1: server.public_url: 'https://a/\"onload=' is no web address"},
      {"server: {escape: maybe}\n",
       "s.yaml:1: server.escape: 'maybe' is none of auto, always, never"},
      {"server: {trusted_proxies: ::1}\n", "s.yaml:1: server.trusted_proxies takes a list"},
      {"log: {requests: maybe}\n", "s.yaml:1: log.requests: 'maybe' is neither true nor false"},
      {"log: {requests: \"true\"}\n", "log.requests: 'true' is neither true nor false"},
      {"log: {format: xml}\n", "s.yaml:1: log.format: 'xml' is none of text, json"},
      {"server: {api_keys: secret}\n", "s.yaml:1: server.api_keys takes a list"},
      {"server: {api_keys: [a, '']}\n", "server.api_keys: '' is none"},
      {"server: {api_keys: [a b]}\n", "server.api_keys: 'a b' is none"},
      {"server: {cors_origins: [\"https://example.org/\"]}\n",
       "server.cors_origins: 'https://example.org/' is none"},
      {"server: {cors_origins: [example.org]}\n", "'example.org' is none"},
      {"server: {cors_origins: [\"https://Example.org\"]}\n", "'https://Example.org' is none"},
      {"server: {cors_origins: [\"https://example.org:443\"]}\n", "is none"},
      {"server: {cors_origins: [\"https://\"]}\n", "'https://' is none"},
      {"server: {cors_origins: [\"://a\"]}\n", "'://a' is none"},
      {"server: {cors_origins: [[a]]}\n", "server.cors_origins takes a list"},
      {"server: {rate_burst: 0}\n", "'0' is not a whole number from 1 to"},
      {"- a\n", "s.yaml:1: no 'key: value' lines"},
      {"index: x\nindex: [\n", "s.yaml:2: a '[' is not closed"},
  };
  const TempDir dir;
  for (const auto& [text, what] : cases) {
    try {
      read_config(dir.write("s.yaml", text));
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage);
      EXPECT_THAT(error.what(), HasSubstr(what)) << text;
    }
  }
}

TEST(Config, NeedsTheFileNamed) {
  const TempDir dir;
  for (const fs::path& file : {dir.path() / "none.yaml", dir.path()}) {
    try {
      read_config(file);
      ADD_FAILURE() << file;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("cannot read the settings")) << file;
    }
  }
}

// Sets variables of the environment for one test.
// NOLINTBEGIN(concurrency-mt-unsafe): a test program has one thread
class Environment {
 public:
  Environment(std::initializer_list<std::pair<const char*, const char*>> values) {
    for (const auto& [name, value] : values) {
      const char* old = std::getenv(name);
      old_.emplace_back(name, old == nullptr ? std::nullopt : std::optional<std::string>(old));
      set(name, value);
    }
  }
  ~Environment() {
    for (const auto& [name, value] : old_) set(name, value ? value->c_str() : nullptr);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  static void set(const char* name, const char* value) {
    if (value == nullptr) {
      ::unsetenv(name);
    } else {
      ::setenv(name, value, 1);
    }
  }
  std::vector<std::pair<const char*, std::optional<std::string>>> old_;
};
// NOLINTEND(concurrency-mt-unsafe)

TEST(IndexDir, HasAnOrder) {
  Config config;
  config.index = "/configured";
  const Environment env(
      {{"BLOGSEARCH_INDEX", "/named"}, {"XDG_DATA_HOME", "/data"}, {"HOME", "/home/ada"}});
  EXPECT_EQ(index_dir("given", config), "given");
  EXPECT_EQ(index_dir("", config), "/configured");
  EXPECT_EQ(index_dir("", Config{}), "/named");
}

TEST(IndexDir, DependsOnTheUser) {
  const bool root = ::geteuid() == 0;
  {
    const Environment env(
        {{"BLOGSEARCH_INDEX", nullptr}, {"XDG_DATA_HOME", "/data"}, {"HOME", "/home/ada"}});
    EXPECT_EQ(index_dir("", Config{}), root ? "/var/lib/blogsearch" : "/data/blogsearch");
  }
  const Environment env(
      {{"BLOGSEARCH_INDEX", ""}, {"XDG_DATA_HOME", "relative"}, {"HOME", "/home/ada"}});
  EXPECT_EQ(index_dir("", Config{}),
            root ? "/var/lib/blogsearch" : "/home/ada/.local/share/blogsearch");
}

TEST(DefaultConfigFile, CanBeNamed) {
  const Environment env({{"BLOGSEARCH_CONFIG", "/some/file.yaml"}});
  EXPECT_EQ(default_config_file(), "/some/file.yaml");
}

}  // namespace
}  // namespace blogsearch
