// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/hugo.hpp"

#include "tests/support/site_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Hugo, IsKnownByItsConfiguration) {
  EXPECT_EQ(SiteFixture({{"hugo.toml", ""}}).open()->generator(), "hugo");
  EXPECT_EQ(SiteFixture({{"config.yaml", "baseURL: /\n"}}).open()->generator(), "hugo");
  EXPECT_EQ(SiteFixture({{"config.json", "{\"title\": \"x\"}"}, {"content/a.md", ""}})
                .open()
                ->generator(),
            "hugo");
  EXPECT_EQ(SiteFixture({{"config/_default/params.toml", ""}}).open()->generator(), "hugo");
  EXPECT_EQ(
      SiteFixture({{"config.toml", "base_url = 'https://zola.example'\n"}, {"content/a.md", ""}})
          .open()
          ->generator(),
      "folder");
  EXPECT_EQ(SiteFixture({{"config.toml", "[tool]\nx = 1\n"}, {"a.md", ""}}).open()->generator(),
            "folder");
}

TEST(Hugo, ReadsConfigurationFolders) {
  const SiteFixture site = {
      {"hugo.toml", "baseURL = 'https://first.example/'\ntitle = 'First'\n"},
      {"config/_default/hugo.yaml", "baseURL: https://second.example/\n"},
      {"config/_default/languages.toml",
       "[en]\nweight = 1\ntitle = 'English'\n[fr]\nweight = 2\ncontentDir = 'content/fr'\n"},
      {"config/_default/languages.de.toml", "weight = 3\nlocale = 'de-AT'\n"},
      {"config/_default/permalinks.yaml", "posts: /:year/:slug/\n"},
      {"config/production/hugo.toml", "baseURL = 'https://third.example/'\n"},
      {"config/staging/hugo.toml", "baseURL = 'https://no.example/'\n"},
      {"content/posts/a.md", "---\ntitle: A\ndate: 2024-01-05\n---\n"},
      {"content/posts/a.de.md", "---\ntitle: A\ndate: 2024-01-05\n---\n"},
      {"content/fr/posts/b.md", "---\ntitle: B\ndate: 2024-01-05\n---\n"}};
  EXPECT_EQ(site.open()->title(), "English");
  EXPECT_EQ(site.describe("content/posts/a.md").url, "https://third.example/2024/a/");
  EXPECT_EQ(site.describe("content/fr/posts/b.md").url, "https://third.example/fr/2024/b/");
  EXPECT_EQ(site.describe("content/posts/a.de.md").url, "https://third.example/de/2024/a/");
  EXPECT_EQ(site.describe("content/posts/a.de.md").language, "de-at");
}

TEST(Hugo, WantsContentOnly) {
  const SiteFixture site = {{"hugo.toml", "ignoreFiles = ['_cache$', 'no\\.md$', '(']\n"},
                            {"content/a.md", ""},
                            {"content/no.md", ""},
                            {"content/x_cache/b.md", ""},
                            {"content/.git/c.md", ""},
                            {"content/#d.md", ""},
                            {"content/i.png", ""},
                            {"layouts/index.html", ""},
                            {"themes/t/content/e.md", ""},
                            {"public/index.html", ""},
                            {"README.md", ""}};
  EXPECT_THAT(SiteFixture::wanted(*site.open()), ElementsAre("content/a.md"));
}

TEST(Hugo, TellsWhyAFileIsHidden) {
  const SiteFixture site = {{"hugo.toml", "disableKinds = ['term']\n"},
                            {"content/draft.md", "---\ndraft: true\n---\n"},
                            {"content/b/index.md", ""},
                            {"content/b/other.md", ""},
                            {"content/h/index.md", "---\nheadless: true\n---\n"},
                            {"content/n.md", "---\nbuild: {render: never}\n---\n"},
                            {"content/tags/x/_index.md", ""},
                            {"content/s/_index.md", "---\ndraft: true\n---\n"},
                            {"content/s/a.md", ""},
                            {"content/raw.html", "<p>x"}};
  const std::pair<const char*, const char*> cases[] = {
      {"content/draft.md", "draft: true"},          {"content/b/other.md", "bundle 'b'"},
      {"content/h/index.md", "headless"},           {"content/n.md", "render"},
      {"content/tags/x/_index.md", "disableKinds"}, {"content/s/a.md", "draft: true"},
      {"content/raw.html", "static file"},
  };
  for (const auto& [path, reason] : cases) {
    const PostFacts facts = site.describe(path);
    EXPECT_FALSE(facts.published) << path;
    EXPECT_THAT(facts.hidden_because, HasSubstr(reason));
  }
  EXPECT_TRUE(site.describe("content/b/index.md").published);
}

TEST(Hugo, PagesComeAndGoAtTheirMoments) {
  const SiteFixture site = {
      {"hugo.yaml", "timeZone: Europe/Oslo\n"},
      {"content/s/_index.md", "---\nexpiryDate: 2190-01-01\n---\n"},
      {"content/s/a.md", "---\npublishDate: 2150-06-01\nexpiryDate: 2199-01-01\n---\n"}};
  const PostFacts facts = site.describe("content/s/a.md");
  ASSERT_TRUE(facts.visible_from && facts.visible_until);
  EXPECT_EQ(*facts.visible_until,
            TimeZone("Europe/Oslo").local({2190, 1, 1}).time);  // the section's is earlier
  EXPECT_FALSE(SiteFixture::is_shown(facts, *facts.visible_from - 1));
  EXPECT_TRUE(SiteFixture::is_shown(facts, *facts.visible_from));
  EXPECT_FALSE(SiteFixture::is_shown(facts, *facts.visible_until));
}

TEST(Hugo, FactsOfAPost) {
  const SiteFixture site = {{"hugo.toml",
                             "languageCode = 'pt-br'\n[taxonomies]\ntag = 'tags'\ncategory = "
                             "'categories'\nseries = 'series'\n"
                             "[params.authors.ann]\nname = 'Ann Ode'\n"},
                            {"content/posts/a.md",
                             "---\ntitle: 1.10\ntags: [a, b]\nseries: S\ncategories: [C]\nauthors: "
                             "[ann, Bob]\nsummary: Sum\n"
                             "aliases: [/old, rel]\nparams: {language: en}\n---\n"},
                            {"content/posts/b.md",
                             "---\ntitle: {a: b}\ntags: {x: y}\nauthor: [[z]]\naliases: {}\nslug: "
                             "[q]\nurl: [q]\ndate: {}\n---\n"}};
  const PostFacts facts = site.describe("content/posts/a.md");
  EXPECT_EQ(facts.title, "1.1");
  EXPECT_THAT(facts.tags, ElementsAre("a", "b", "S"));
  EXPECT_THAT(facts.categories, ElementsAre("C"));
  EXPECT_THAT(facts.authors, ElementsAre("Ann Ode", "Bob"));
  EXPECT_EQ(facts.description, "Sum");
  EXPECT_THAT(facts.aliases, ElementsAre("/old/", "/posts/rel/"));
  EXPECT_EQ(facts.language, "en");
  const PostFacts odd = site.describe("content/posts/b.md");
  EXPECT_EQ(odd.url, "/posts/b/");
  EXPECT_EQ(odd.language, "pt-br");
}

TEST(Hugo, NewerPermalinkForms) {
  const SiteFixture site = {
      {"hugo.yaml",
       "permalinks:\n  page: {posts: '/a/:sections[1:]/:slugorcontentbasename/', docs: "
       "'/x\\:y/:sections[last]'}\n"
       "  section: {posts: '/all/'}\n"},
      {"content/posts/_index.md", ""},
      {"content/posts/deep/_index.md", ""},
      {"content/posts/deep/My Name.md", "---\ntitle: T\n---\n"},
      {"content/docs/p.md", "---\ntitle: T\n---\n"}};
  EXPECT_EQ(site.describe("content/posts/deep/My Name.md").url, "/a/deep/my-name/");
  EXPECT_EQ(site.describe("content/posts/_index.md").url, "/all/");
  const SiteFixture list = {
      {"hugo.yaml", "permalinks:\n- {target: {path: '/posts/**'}, pattern: '/p/:slug/'}\n"},
      {"content/posts/a.md", "---\ntitle: My T\n---\n"}};
  EXPECT_EQ(list.describe("content/posts/a.md").url, "/p/my-t/");
}

TEST(Hugo, PlaceholdersInAUrlAreExpanded) {
  const SiteFixture site = {
      {"hugo.yaml", ""},
      {"content/a.md", "---\ntitle: My T\ndate: 2024-05-06\nurl: /:year/x-:slug/\n---\n"},
      {"content/b.md", "---\nurl: /at/12:30/a:b/\n---\n"}};
  EXPECT_EQ(site.describe("content/a.md").url, "/2024/x-my-t/");
  EXPECT_EQ(site.describe("content/b.md").url, "/at/12:30/a:b/");
}

TEST(Hugo, OtherMarkupIsReported) {
  const SiteFixture site = {{"hugo.yaml", ""},
                            {"content/a.org", "#+TITLE: A\n"},
                            {"content/b.adoc", "---\ntitle: B\n---\n"},
                            {"content/c.rst", "C\n"},
                            {"content/d.pandoc", "---\ntitle: D\n---\n"},
                            {"content/bundle/index.md", ""},
                            {"content/bundle/e.org", ""}};
  for (const char* path : {"content/a.org", "content/b.adoc", "content/c.rst"})
    EXPECT_THROW((void)site.describe(path), Error) << path;
  EXPECT_EQ(site.describe("content/d.pandoc").url, "/d/");
  EXPECT_FALSE(site.describe("content/bundle/e.org").published);
}

TEST(Hugo, WhatHugoRefusesIsAnError) {
  const SiteFixture site = {{"hugo.yaml", "permalinks: {bad: '/:author/'}\n"},
                            {"content/bad/a.md", ""},
                            {"content/u.md", "---\nurl: https://ex.org/x\n---\n"},
                            {"content/v.md", "---\naliases: [https://ex.org/x]\n---\n"}};
  for (const char* path : {"content/bad/a.md", "content/u.md", "content/v.md"})
    EXPECT_THROW((void)site.describe(path), Error) << path;
  EXPECT_THROW((void)SiteFixture({{"hugo.toml", "timeZone = 'Mars/Base'\n"}}).open(), Error);
  EXPECT_THROW((void)SiteFixture({{"hugo.toml", "a = \n"}}).open(), Error);
}

// A new bundle beside others must not make every post be read again; one that swallows pages must.
TEST(Hugo, FingerprintFollowsWhatDecidesOtherPages) {
  const SiteFixture site = {
      {"hugo.yaml", ""}, {"content/posts/a/index.md", ""}, {"content/posts/b/x.md", ""}};
  const std::string before = site.open()->fingerprint();
  site.dir.write("content/posts/c/index.md", "");
  EXPECT_EQ(site.open()->fingerprint(), before);
  site.dir.write("content/posts/b/index.md", "");
  EXPECT_NE(site.open()->fingerprint(), before);
}

}  // namespace
}  // namespace blogsearch
