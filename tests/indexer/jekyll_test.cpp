// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/jekyll.hpp"

#include "indexer/jekyll_url.hpp"
#include "indexer/post.hpp"
#include "tests/support/site_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

JekyllUrlParts example() {
  JekyllUrlParts parts;
  parts.collection = "posts";
  parts.path = "/2024-01-05-c++-tips";
  parts.name = "2024-01-05-c++-tips";
  parts.slug = "C++-tips";
  parts.output_ext = ".html";
  parts.categories = {"Web Dev", "web dev", "C"};
  parts.date = TimeZone().local({2024, 1, 5, 6, 7, 8});
  return parts;
}

TEST(JekyllUrl, EveryPlaceholder) {
  const std::pair<const char*, const char*> cases[] = {
      {"/:categories/:year/:month/:day/:title:output_ext", "/web%20dev/c/2024/01/05/C++-tips.html"},
      {":slugified_categories/:slug", "/web-dev/c/c-tips"},
      {"/:collection/:path/:name", "/posts/2024-01-05-c++-tips/2024-01-05-c-tips"},
      {"/:short_year/:i_month/:short_month/:long_month", "/24/1/Jan/January"},
      {"/:i_day/:y_day/:week/:w_year/:w_day/:short_day/:long_day", "/5/005/01/2024/5/Fri/Friday"},
      {"/:hour/:minute/:second", "/06/07/08"},
      {"/:month_:day/x:y_day", "/01_05/x005"},
      {"/a b/:title", "/a b/C++-tips"},
      {"no-slash", "/no-slash"},
      {"/100%:", "/100%:"},
  };
  for (const auto& [permalink, url] : cases)
    EXPECT_EQ(jekyll_document_url(permalink, example()), url) << permalink;
}

TEST(JekyllUrl, UnknownPlaceholderIsAnError) {
  EXPECT_THROW(jekyll_document_url("/:author/:title", example()), Error);
}

TEST(JekyllUrl, Pages) {
  struct Case {
    const char *path, *permalink, *global, *url;
  };
  const Case cases[] = {
      {"about.md", "", "date", "/about.html"},
      {"about.md", "", "pretty", "/about/"},
      {"about.md", "", "/:title/", "/about/"},
      {"about.md", "", "/:title", "/about"},
      {"about.md", "", "weekdate", "/about"},
      {"sub/My Page.md", "", "none", "/sub/My%20Page.html"},
      {"sub/index.md", "", "date", "/sub/"},
      {"a.md", "/p/:title/:basename:output_ext", "date", "/p/:title/a.html"},
      {"end..md", "", "pretty", "/end/"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(jekyll_page_url(c.path, ".html", c.permalink, c.global), c.url) << c.path;
}

TEST(Jekyll, WantsWhatJekyllReads) {
  const SiteFixture site = {{"_config.yml",
                             "collections: {recipes: {output: true}, notes: }\nexclude: [secret, "
                             "'*.txt.md']\ninclude: [_pages]\n"},
                            {"_posts/2024-01-05-a.md", "x"},
                            {"_posts/not-dated.md", "x"},
                            {"_posts/2024-01-05-style.css", "x"},
                            {"_posts/_hidden/2024-01-05-b.md", "x"},
                            {"es/_posts/2024-01-05-c.md", "x"},
                            {"_drafts/d.md", "x"},
                            {"_recipes/pie.md", "x"},
                            {"_notes/n.md", "x"},
                            {"_unknown/n.md", "x"},
                            {"_pages/p.md", "x"},
                            {"_includes/i.html", "x"},
                            {"_site/2024/x.html", "x"},
                            {"secret/s.md", "x"},
                            {"secrets.md", "x"},
                            {"a.txt.md", "x"},
                            {"node_modules/x/readme.md", "x"},
                            {".git/x.md", "x"},
                            {"about.md", "x"},
                            {"page.html", "x"},
                            {"feed.xml", "x"},
                            {"backup.md~", "x"}};
  EXPECT_THAT(SiteFixture::wanted(*site.open()),
              ElementsAre("_drafts/d.md", "_notes/n.md", "_pages/p.md", "_posts/2024-01-05-a.md",
                          "_recipes/pie.md", "about.md", "es/_posts/2024-01-05-c.md", "page.html"));
}

TEST(Jekyll, AdaptsToSourceAndCollectionsDir) {
  const SiteFixture site = {
      {"_config.yml",
       "source: src\ncollections_dir: content\ncollections: {recipes: {output: true}}\n"},
      {"src/content/_posts/2024-01-05-a.md", "x"},
      {"src/_posts/2024-01-05-no.md", "x"},
      {"src/content/es/_posts/2024-01-05-b.md", "x"},
      {"src/content/_recipes/pie.md", "---\n---\n"},
      {"src/about.md", "---\n---\n"},
      {"other/x.md", "---\n---\n"}};
  EXPECT_THAT(SiteFixture::wanted(*site.open()),
              ElementsAre("src/about.md", "src/content/_posts/2024-01-05-a.md",
                          "src/content/_recipes/pie.md", "src/content/es/_posts/2024-01-05-b.md"));
  EXPECT_EQ(site.describe("src/content/es/_posts/2024-01-05-b.md").url, "/es/2024/01/05/b.html");
  EXPECT_EQ(site.describe("src/content/_recipes/pie.md").url, "/recipes/pie.html");
}

TEST(Jekyll, TellsWhyAFileIsHidden) {
  const SiteFixture site = {{"_config.yml", "collections: [notes]\n"},
                            {"_posts/2024-01-05-a.md", "---\npublished: false\n---\n"},
                            {"_posts/2024-01-05-b.md", "---\ndraft: true\n---\n"},
                            {"_drafts/d.md", "---\ndate: never\n---\n"},
                            {"_notes/n.md", "---\n---\n"},
                            {"README.md", "# Hello"}};
  EXPECT_EQ(site.describe("_posts/2024-01-05-a.md").hidden_because, "published: false");
  EXPECT_TRUE(site.describe("_posts/2024-01-05-b.md").published);  // Jekyll has no draft: key
  EXPECT_THAT(site.describe("_drafts/d.md").hidden_because, HasSubstr("draft"));
  EXPECT_THAT(site.describe("_notes/n.md").hidden_because, HasSubstr("output"));
  EXPECT_EQ(site.describe("README.md").hidden_because, "no front matter, so a static file");
}

TEST(Jekyll, FuturePostsAppearAtTheirMoment) {
  const SiteFixture site = {{"_config.yml", "timezone: Asia/Tokyo\n"},
                            {"_posts/2199-01-01-later.md", "x"}};
  const PostFacts facts = site.describe("_posts/2199-01-01-later.md");
  EXPECT_TRUE(facts.published);
  ASSERT_TRUE(facts.visible_from);
  EXPECT_FALSE(SiteFixture::is_shown(facts, *facts.visible_from - 1));
  EXPECT_TRUE(SiteFixture::is_shown(facts, *facts.visible_from));
  EXPECT_EQ(*facts.visible_from, 7226550000);  // 15:00 UTC of the day before
  const SiteFixture all = {{"_config.yml", "future: true\n"}, {"_posts/2199-01-01-later.md", "x"}};
  EXPECT_FALSE(all.describe("_posts/2199-01-01-later.md").visible_from);
}

TEST(Jekyll, FactsOfAPost) {
  const SiteFixture site = {
      {"_config.yml",
       "url: https://ex.org/\nbaseurl: /blog/\ntitle: T\nlang: en_US\nauthors: {ann: {name: Ann "
       "Ode}}\n"
       "defaults:\n- scope: {path: ''}\n  values: {tags: [base], description: D}\n"
       "- scope: {path: _posts/fr, type: posts}\n  values: {lang: fr}\n"},
      {"_posts/fr/2024-01-05-mon-premier.md",
       "---\nauthor: [ann, Bob]\ncategories: a b\ncategory: c d\nredirect_from: [/old, "
       "new/]\n---\n"},
      {"_posts/2024-01-06-x.md", "---\ntitle: 1.10\ntags: one two, three\nslug: My Slug\n---\n"}};
  const PostFacts fr = site.describe("_posts/fr/2024-01-05-mon-premier.md");
  EXPECT_EQ(fr.url, "https://ex.org/blog/a/b/c%20d/2024/01/05/mon-premier.html");
  EXPECT_EQ(fr.title, "Mon Premier");
  EXPECT_EQ(fr.language, "fr");
  EXPECT_EQ(fr.description, "D");
  EXPECT_THAT(fr.authors, ElementsAre("Ann Ode", "Bob"));
  EXPECT_THAT(fr.categories, ElementsAre("a", "b", "c d"));
  EXPECT_THAT(fr.tags, ElementsAre("base"));
  EXPECT_THAT(fr.aliases, ElementsAre("/old", "/new/"));
  const PostFacts second = site.describe("_posts/2024-01-06-x.md");
  EXPECT_EQ(second.title, "1.1");
  EXPECT_EQ(second.language, "en-us");
  EXPECT_THAT(second.tags, ElementsAre("one", "two,", "three"));
  EXPECT_THAT(second.url, HasSubstr("/My-Slug.html"));
}

TEST(Jekyll, PagesThatOnlyLeadOn) {
  const SiteFixture site = {
      {"_config.yml", "plugins: [jekyll-redirect-from]\n"},
      {"gone.md", "---\nredirect_to: https://ex.org/\n---\n"},
      {"_posts/2024-01-05-moved.md", "---\nredirect_to: [/new/]\n---\nText.\n"},
      {"_posts/2024-01-06-here.md", "---\nredirect_to: ''\n---\nText.\n"}};
  for (const char* path : {"gone.md", "_posts/2024-01-05-moved.md"})
    EXPECT_EQ(site.describe(path).hidden_because, "redirect_to: only leads on to another page");
  EXPECT_TRUE(site.describe("_posts/2024-01-06-here.md").published);
}

TEST(Jekyll, OddTypesAreErrorsOnlyWhereJekyllFails) {
  const SiteFixture site = {
      {"_config.yml", ""},
      {"_posts/2024-01-05-a.md", "---\nslug: 7\n---\n"},
      {"_posts/2024-01-05-b.md", "---\ndate: soon\n---\n"},
      {"_posts/2024-13-05-c.md", "---\n---\n"},
      {"_posts/2024-01-05-d.md", "---\npermalink: 7\n---\n"},
      {"_posts/2024-01-05-e.md", "---\ntags: {a: b}\ntitle: [x, y]\nauthor: {name: N}\n---\n"},
      {"_posts/2024-01-05-f.md", "---\npermalink: /:nonsense/\n---\n"}};
  for (const char* name : {"a", "b", "d", "f"})
    EXPECT_THROW((void)site.describe(std::string("_posts/2024-01-05-") + name + ".md"), Error)
        << name;
  EXPECT_THROW((void)site.describe("_posts/2024-13-05-c.md"), Error);
  const PostFacts facts = site.describe("_posts/2024-01-05-e.md");
  EXPECT_THAT(facts.tags, IsEmpty());
  EXPECT_EQ(facts.title, "x, y");
  EXPECT_THAT(facts.authors, ElementsAre("N"));
}

// Document#read says what is wrong and goes on without the front matter.
TEST(Jekyll, PublishesWhatItCannotRead) {
  struct Case {
    const char *path, *source, *url, *text, *problem;
    int line;
  };
  const Case cases[] = {
      {"_posts/2024-01-05-a.md", "---\ntitle: \"open\n---\nSaid.\n", "-01-05-a.html", "Said.\n",
       "a quote is not closed", 2},
      {"_posts/2024-01-05-b.md", "---\ntitle: B\ncategories: 7\n---\nSaid.\n", "-01-05-b.html",
       "Said.\n", "categories is neither", 3},
      {"_posts/2024-01-05-c.md", "---\ntitle: Open\n\nSaid.\n", "/2024/c.html",
       "title: Open\nSaid.\n", "never closed", 1},
      {"p.md", "---\ntitle: [\n---\nSaid.\n", "/p", "Said.\n", "not closed", 2},
      {"_posts/2024-01-05-d.md", "---\ntags: !ruby/object:Set {}\n---\nSaid.\n", "-01-05-d.html",
       "Said.\n", "!ruby/", 2},
  };
  const SiteFixture site = {{"_config.yml", "permalink: /:year/:title.html\n"}};
  const SiteFixture strict = {{"_config.yml", "strict_front_matter: true\n"}};
  for (const Case& c : cases) {
    const Post post = load_post(*site.open(), c.path, c.source);
    EXPECT_THAT(post.facts.url, ::testing::EndsWith(c.url));
    EXPECT_EQ(post.body.text, c.text);
    ASSERT_EQ(post.warnings.size(), 1U) << c.source;
    EXPECT_THAT(post.warnings[0].text, HasSubstr(c.problem));
    EXPECT_EQ(post.warnings[0].line, c.line) << c.source;
  }
  EXPECT_THROW(load_post(*strict.open(), cases[0].path, cases[0].source), Error);
  EXPECT_THROW(load_post(*strict.open(), cases[1].path, cases[1].source), Error);
  const std::string deep = "---\nx: " + std::string(99, '[') + std::string(99, ']') + "\n---\n";
  EXPECT_THROW(load_post(*site.open(), "_posts/2024-01-05-e.md", deep), Error)
      << "it may say published: false";
}

TEST(Jekyll, LimitsPostsToTheNewest) {
  const SiteFixture site = {{"_config.yml", "limit_posts: 2\n"},
                            {"_posts/2024-01-01-a.md", "x"},
                            {"_posts/2024-01-02-b.md", "x"},
                            {"_posts/2024-01-03-c.md", "---\ndate: 2023-01-01\n---\n"},
                            {"_posts/2199-01-01-future.md", "x"},
                            {"about.md", "---\n---\n"}};
  const auto first = site.open();
  EXPECT_TRUE(site.describe("_posts/2024-01-01-a.md").published);
  EXPECT_EQ(site.describe("_posts/2024-01-03-c.md").hidden_because, "limit_posts: 2");
  EXPECT_TRUE(site.describe("about.md").published);
  site.dir.write("_posts/2024-02-01-d.md", "x");
  EXPECT_FALSE(site.describe("_posts/2024-01-01-a.md").published);
  EXPECT_NE(site.open()->fingerprint(), first->fingerprint());
}

TEST(Jekyll, FingerprintFollowsTheSettings) {
  const SiteFixture site = {{"_config.yml", "permalink: pretty\n"}};
  const std::string before = site.open()->fingerprint();
  EXPECT_EQ(site.open()->fingerprint(), before);
  EXPECT_NE(site.open({"https://other.org", ""})->fingerprint(), before);
  site.dir.write("_config.yml", "permalink: none\n");
  EXPECT_NE(site.open()->fingerprint(), before);
}

TEST(Jekyll, BrokenConfigurationNamesFileAndLine) {
  const SiteFixture site = {{"_config.yml", "title: a\nurl: [\n"}};
  try {
    (void)site.open();
    FAIL() << "opened";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("_config.yml"));
    EXPECT_GT(error.line(), 1);
  }
}

}  // namespace
}  // namespace blogsearch
