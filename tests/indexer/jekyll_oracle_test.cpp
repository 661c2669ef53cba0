// SPDX-License-Identifier: GPL-3.0-or-later
// Has the real Jekyll read sites and compares what it publishes: where, when and how. Skipped where
// it is not installed. tests/oracle/jekyll_sites.py does the same with whole blogs.
#include "indexer/post.hpp"
#include "tests/support/jekyll_content.hpp"
#include "tests/support/kramdown_bodies.hpp"
#include "tests/support/site_fixture.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

struct Oracle {
  std::set<std::string> posts;  // a line each
  std::set<std::string> ids;    // "path: ids of the headings"; where bodies were asked for
  std::string error;            // why the build ended
};

std::string line(const std::string& path, const std::string& url, std::optional<UnixTime> time,
                 const std::string& title, const std::vector<std::string>& tags,
                 const std::vector<std::string>& categories) {
  return fmt::format("{} | {} | {} | {} | {} | {}", path, url,
                     time ? std::to_string(*time) : std::string("-"), title, fmt::join(tags, ","),
                     fmt::join(categories, ","));
}

std::string line(const nlohmann::json& post) {
  const auto& time = post["time"];
  return line(post["path"], post["url"],
              time.is_null() ? std::nullopt : std::optional<UnixTime>(time.get<UnixTime>()),
              post["title"], post["tags"].get<std::vector<std::string>>(),
              post["categories"].get<std::vector<std::string>>());
}

std::string line(const std::string& path, const PostFacts& facts) {
  return line(path, facts.url,
              facts.date ? std::optional<UnixTime>(facts.date->time) : std::nullopt, facts.title,
              facts.tags, facts.categories);
}

std::string ids_line(const std::string& path, std::vector<std::string> ids) {
  std::erase(ids, "");
  return fmt::format("{}: {}", path, fmt::join(ids, " "));
}

bool has_jekyll() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread
  return std::system("ruby -e 'require \"jekyll\"' >/dev/null 2>&1") == 0;
}

// What Jekyll makes of the sites, by their folders.
std::map<std::string, Oracle> ask_jekyll(const TempDir& dir, const std::vector<std::string>& sites,
                                         bool with_bodies = false) {
  const fs::path script = fs::path(BLOGSEARCH_TEST_DATA) / "../oracle/jekyll_read.rb";
  const fs::path out = dir.path() / "out", log = dir.path() / "log";
  std::string command =
      std::string(with_bodies ? "" : "ORACLE_NO_BODY=1 ") + "ruby " + script.string();
  for (const std::string& site : sites) command += " " + (dir.path() / site).string();
  command += " >" + out.string() + " 2>" + log.string();
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  EXPECT_EQ(std::system(command.c_str()), 0) << std::ifstream(log).rdbuf();
  std::map<std::string, Oracle> answers;
  std::ifstream in(out);
  for (std::string text; std::getline(in, text);) {
    const auto post = nlohmann::json::parse(text);
    Oracle& answer = answers[fs::path(post["site"].get<std::string>()).filename().string()];
    post.contains("path") ? void(answer.posts.insert(line(post)))
                          : void(answer.error = post["error"]);
    if (post.contains("ids"))
      answer.ids.insert(ids_line(post["path"], post["ids"].get<std::vector<std::string>>()));
  }
  return answers;
}

std::set<std::string> our_lines(const Site& site) {
  std::set<std::string> lines;
  for (const std::string& path : SiteFixture::wanted(site)) {
    try {
      const PostFacts facts = SiteFixture::describe(site, path);
      if (SiteFixture::is_shown(facts)) lines.insert(line(path, facts));
    } catch (const Error& error) {
      lines.insert(path + " | error: " + error.what());
    }
  }
  return lines;
}

TEST(JekyllOracle, PublishesWhatJekyllPublishes) {
  if (!has_jekyll()) GTEST_SKIP() << "jekyll is not installed";
  const TempDir dir;
  std::vector<std::string> sites;
  for (const std::string& configuration : kJekyllConfigurations) {
    const std::size_t number = sites.size();
    sites.push_back(fmt::format("site{}", number));
    write_jekyll_content(dir, sites.back(), number);
    dir.write(sites.back() + "/_config.yml", configuration);
  }
  auto jekyll = ask_jekyll(dir, sites);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Oracle& answer = jekyll[sites[i]];
    EXPECT_EQ(answer.error, "") << kJekyllConfigurations[i];
    EXPECT_GT(answer.posts.size(), 10U);
    EXPECT_EQ(differences(answer.posts, our_lines(*open_site(dir.path() / sites[i], {}))), "")
        << "with\n"
        << kJekyllConfigurations[i];
  }
}

TEST(JekyllOracle, NamesHeadingsAsKramdownDoes) {
  if (!has_jekyll()) GTEST_SKIP() << "jekyll is not installed";
  const TempDir dir;
  std::vector<std::string> sites;
  for (const std::string& configuration : kKramdownConfigurations) {
    sites.push_back(fmt::format("site{}", sites.size()));
    dir.write(sites.back() + "/_config.yml", configuration);
    for (std::size_t i = 0; i < kKramdownBodies.size(); ++i)
      dir.write(fmt::format("{}/_posts/2024-01-02-b{}.md", sites.back(), i),
                "---\ntitle: T\n---\n" + kKramdownBodies[i]);
  }
  auto jekyll = ask_jekyll(dir, sites, true);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const auto site = open_site(dir.path() / sites[i], {});
    std::set<std::string> ours;
    for (const std::string& path : SiteFixture::wanted(*site)) {
      std::vector<std::string> ids;
      for (const Section& section :
           load_post(*site, path, read_file(site->root(), path)).body.sections)
        ids.push_back(section.id);
      ours.insert(ids_line(path, ids));
    }
    EXPECT_EQ(ours.size(), kKramdownBodies.size());
    EXPECT_EQ(differences(jekyll[sites[i]].ids, ours), "") << "with " << kKramdownConfigurations[i];
  }
}

// Where Jekyll gives up the whole build, we refuse the one post.
TEST(JekyllOracle, RefusesWhatEndsABuild) {
  if (!has_jekyll()) GTEST_SKIP() << "jekyll is not installed";
  const std::vector<std::string> fronts = {
      "date:\n",        "date: soon\n",  "date: false\n",
      "date: 2024\n",   "date: 10:30\n", "date: 2024-13-45\n",
      "permalink: 5\n", "slug: 5\n",     "permalink: /:nonsense/\n"};
  const TempDir dir;
  std::vector<std::string> sites;
  for (const std::string& front : fronts) {
    sites.push_back(fmt::format("site{}", sites.size()));
    dir.write(sites.back() + "/_posts/2024-01-02-a.md", "---\n" + front + "---\nText.\n");
  }
  auto jekyll = ask_jekyll(dir, sites);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    EXPECT_NE(jekyll[sites[i]].error, "") << fronts[i];
    const auto site = open_site(dir.path() / sites[i], {});
    EXPECT_THROW(SiteFixture::describe(*site, "_posts/2024-01-02-a.md"), Error) << fronts[i];
  }
}

}  // namespace
}  // namespace blogsearch
