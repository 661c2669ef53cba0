// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/check.hpp"

#include "indexer/built_page.hpp"
#include "indexer/built_site.hpp"
#include "tests/support/site_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr UnixTime kNow = 1'800'000'000;

CheckReport check(const SiteFixture& site, const std::string& built = "") {
  return check_site(*site.open(), built, kNow);
}

TEST(Check, AddressesAreComparedAsTheServerSeesThem) {
  EXPECT_EQ(address_key("https://ex.org/blog/a/", "https://ex.org/blog"), "/a");
  EXPECT_EQ(address_key("https://ex.org/blog", "https://ex.org/blog"), "/");
  EXPECT_EQ(address_key("https://ex.org/blogs/a", "https://ex.org/blog"), "/blogs/a");
  EXPECT_EQ(address_key("/a/index.html", ""), "/a");
  EXPECT_EQ(address_key("/gr%C3%B6%C3%9Fe+1/", ""), "/größe+1");
  EXPECT_EQ(address_key("/100%/", ""), "/100%");
  EXPECT_EQ(built_key("a/index.html"), "/a");
  EXPECT_EQ(built_key("index.html"), "/");
  EXPECT_EQ(built_key("a.html"), "/a.html");
}

TEST(Check, ListsAreKnownByTheirAddress) {
  for (const char* list : {"/tags", "/tags/c++", "/blog/categories/x", "/page/2", "/tags/x/page/3",
                           "/2024", "/2024/05", "/page2", "/archive"})
    EXPECT_TRUE(is_list_address(list)) << list;
  for (const char* page :
       {"/", "/tag-soup", "/2024/05/a", "/page/one", "/tags/a/b/c", "/pages", "/a"})
    EXPECT_FALSE(is_list_address(page)) << page;
  EXPECT_TRUE(is_error_address("/404.html"));
  EXPECT_TRUE(is_error_address("/en/404"));
  EXPECT_FALSE(is_error_address("/404-days"));
  EXPECT_FALSE(is_error_address("/"));
}

TEST(Check, NamesEachDifference) {
  const SiteFixture site = {
      {"_config.yml", "url: https://ex.org\nbaseurl: /b\n"},
      {"_posts/2024-01-05-same.md", "---\n---\n## One & two\n\nText.\n"},
      {"_posts/2024-01-06-ids.md", "---\n---\n## Alpha\n\nText.\n"},
      {"_posts/2024-01-07-gone.md", "---\n---\nText.\n"},
      {"_posts/2199-01-01-later.md", "---\n---\nText.\n"},
      {"blank.md", "---\n---\n{% include list.html %}\n"},
      {"copied.html", "<p>as it is"},
      {"_site/2024/01/05/same.html", "<h1>T</h1><h2 id=one--two>One</h2><h2 id=related>R</h2>"},
      {"_site/2024/01/06/ids.html", "<h2 id=ALPHA>Alpha</h2><h2 id=related>R</h2>"},
      {"_site/blank.html", "<main><p>Filled in by the layout.</main>"},
      {"_site/more/index.html", "<main><p>Nobody knows of this one.</main>"},
      {"_site/old.html", "<meta http-equiv=refresh content='0; url=/b/'>"},
      {"_site/private.html", "<meta name=robots content=noindex>"},
      {"_site/tags/x/index.html", "<p>x"},
      {"_site/copied.html", "<p>as it is"}};
  const CheckReport report = check(site);
  EXPECT_THAT(
      report.differences,
      ElementsAre(HasSubstr("not built   https://ex.org/b/2024/01/07/gone.html   from _posts/"),
                  "not indexed /more   in more/index.html", HasSubstr("but #ALPHA")));
  EXPECT_EQ(report.posts, 3U);
  EXPECT_EQ(report.not_built, 1U);
  EXPECT_EQ(report.not_ours, 1U);
  EXPECT_EQ(report.other_ids, 1U);
  EXPECT_EQ(report.redirects, 1U);
  EXPECT_EQ(report.hidden, 1U);
  EXPECT_EQ(report.lists, 1U);
  EXPECT_EQ(report.copied, 1U);
}

TEST(Check, ASitemapHasAddressesOnly) {
  const SiteFixture site = {
      {"_config.yml", "url: https://ex.org\n"},
      {"_posts/2024-01-05-a&b.md", "---\n---\n## One\n"},
      {"sitemap.xml",
       "<sitemapindex><sitemap><loc>https://ex.org/posts.xml</loc></sitemap></sitemapindex>"},
      {"posts.xml",
       "<urlset><url><loc> https://ex.org/2024/01/05/a&amp;b.html </loc></url>"
       "<url><loc>https://ex.org/other/</loc></url><url><loc>https://ex.org/tags/x/</loc></url>"}};
  const CheckReport report = check(site);
  EXPECT_THAT(report.differences, ElementsAre("not indexed /other   in sitemap.xml"));
  EXPECT_FALSE(report.has_ids);
  EXPECT_EQ(check(site, (site.dir.path() / "posts.xml").string()).not_ours, 1U);
}

TEST(Check, SaysWhereItLooked) {
  const SiteFixture site = {{"_config.yml", "destination: out\n"}, {"a.md", "---\n---\n"}};
  EXPECT_THROW(check(site), Error);
  EXPECT_THROW(check(site, "/no/such/folder"), Error);
  site.dir.write("out/a.html", "<p>x");
  EXPECT_THAT(check(site).differences, IsEmpty());
}

// The sample sites, as the generators themselves build them.
class Built : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Built, NothingDiffers) {
  const auto& [sample, command] = GetParam();
  const std::string program = std::string(command).substr(0, std::string(command).find(' '));
  if (std::system(
          (program + " --version >/dev/null 2>&1 || " + program + " version >/dev/null 2>&1")
              .c_str()) != 0)
    GTEST_SKIP() << program << " is not installed";
  const TempDir dir;
  const auto root = dir.path() / sample;
  std::filesystem::copy(std::filesystem::path(BLOGSEARCH_TEST_DATA) / sample, root,
                        std::filesystem::copy_options::recursive);
  const std::string run =
      "cd " + root.string() + " && LANG=C.UTF-8 " + command + " >/dev/null 2>&1";
  ASSERT_EQ(std::system(run.c_str()), 0);
  const CheckReport report = check_site(*open_site(root, {}), "", std::time(nullptr));
  EXPECT_THAT(report.differences, IsEmpty());
  EXPECT_GT(report.posts, 5U);
}

INSTANTIATE_TEST_SUITE_P(Samples, Built,
                         ::testing::Values(std::pair{"blog", "jekyll build --disable-disk-cache"},
                                           std::pair{"hugo", "hugo"}),
                         [](const auto& sample) { return std::string(sample.param.first); });

}  // namespace
}  // namespace blogsearch
