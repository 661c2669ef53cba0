// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/folder.hpp"

#include "tests/support/site_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Folder, UrlsOfPlainFiles) {
  const SiteFixture site = {{"a/post.md", ""},
                            {"a/index.md", ""},
                            {"index.md", ""},
                            {"a/Größe x.md", ""},
                            {"a/2024-01-05-dated.md", ""},
                            {"s.md", "---\nslug: my-slug\n---\n"},
                            {"a/s2.md", "---\nslug: Web/API\n---\n"},
                            {"p.md", "---\npermalink: /fixed/page.html\n---\n"},
                            {"t.md", "---\npermalink: '/x/{{ title }}/'\n---\n"},
                            {"u.md", "---\nurl: https://other.example/x\n---\n"},
                            {"q.md", "---\npath: 2024/01/05/q\n---\n"},
                            {"raw.html", "<p>x"},
                            {"a/index.html", "<p>x"}};
  const std::pair<const char*, const char*> cases[] = {
      {"a/post.md", "/a/post/"},
      {"a/index.md", "/a/"},
      {"index.md", "/"},
      {"a/Größe x.md", "/a/Gr%C3%B6%C3%9Fe%20x/"},
      {"a/2024-01-05-dated.md", "/a/2024-01-05-dated/"},
      {"s.md", "/my-slug/"},
      {"a/s2.md", "/Web/API/"},
      {"p.md", "/fixed/page.html"},
      {"t.md", "/t/"},
      {"u.md", "/u/"},
      {"q.md", "/2024/01/05/q/"},
      {"raw.html", "/raw.html"},
      {"a/index.html", "/a/"},
  };
  for (const auto& [path, url] : cases) EXPECT_EQ(site.describe(path).url, url) << path;
  EXPECT_TRUE(site.describe("raw.html").is_page);
  EXPECT_EQ(iso_day(*site.describe("a/2024-01-05-dated.md").date), "2024-01-05");
  EXPECT_EQ(iso_day(*site.describe("q.md").date), "2024-01-05");
  EXPECT_FALSE(site.describe("s.md").date);
}

TEST(Folder, UrlsBeginBelowTheSourceFolder) {
  const SiteFixture site = {{"README.md", ""},
                            {"src/content/blog/a.md", ""},
                            {"src/content/pages/b.md", ""},
                            {"other/c.md", ""}};
  EXPECT_EQ(site.describe("src/content/blog/a.md").url, "/blog/a/");
  EXPECT_EQ(site.describe("src/content/pages/b.md").url, "/pages/b/");
  EXPECT_EQ(site.describe("other/c.md").url, "/other/c/");
}

TEST(Folder, WhatIsNotOfTheSite) {
  const SiteFixture site = {{"README.md", ""},
                            {"LICENSE.md", ""},
                            {"post.md", ""},
                            {"sub/readme.md", ""},
                            {"node_modules/x/a.md", ""},
                            {"sub/node_modules/a.md", ""},
                            {"themes/a.md", ""},
                            {"sub/build/a.md", ""},
                            {".github/a.md", ""},
                            {"_includes/a.md", ""},
                            {"notes.txt", ""}};
  EXPECT_THAT(SiteFixture::wanted(*site.open()),
              ElementsAre("LICENSE.md", "README.md", "post.md", "sub/build/a.md", "sub/readme.md"));
  EXPECT_THAT(site.describe("README.md").hidden_because, HasSubstr("repository"));
  EXPECT_TRUE(site.describe("sub/readme.md").published);
  // It is all there is.
  EXPECT_TRUE(SiteFixture({{"README.md", ""}}).describe("README.md").published);
}

TEST(Folder, Drafts) {
  const SiteFixture site = {
      {"a.md", "---\ndraft: true\n---\n"},         {"b.md", "---\npublished: false\n---\n"},
      {"c.md", "---\npermalink: false\n---\n"},    {"d.md", "---\nstatus: draft\n---\n"},
      {"e.md", "---\ndraft: 'yes please'\n---\n"}, {"f.md", "---\npublished: 2024-01-05\n---\n"}};
  for (const char* path : {"a.md", "b.md", "c.md", "d.md"})
    EXPECT_FALSE(site.describe(path).published) << path;
  for (const char* path : {"e.md", "f.md"}) EXPECT_TRUE(site.describe(path).published) << path;
  EXPECT_TRUE(site.describe("f.md").date);
}

TEST(Folder, FactsInManySpellings) {
  const SiteFixture site = {
      {"a.md",
       "---\ntitle: T\npubDate: Feb 3 2024\ntags: one, two words\ncategory: C\nauthor_name: "
       "Ann\nexcerpt: E\nlocale: pt_BR\n"
       "redirect_from: [https://ex.org/old, rel]\n---\n"},
      {"b.md",
       "+++\ntitle = 'T'\ndate = 2024-01-05T10:00:00Z\n[taxonomies]\ntags = ['x']\n[extra]\nauthor "
       "= 'Bob'\n+++\n"},
      {"c.md", "---\ntitle: [x]\ndate: [2024]\ntags: {a: b}\nauthor: 7\n---\n"}};
  const PostFacts a = site.describe("a.md");
  EXPECT_EQ(iso_day(*a.date), "2024-02-03");
  EXPECT_THAT(a.tags, ElementsAre("one", "two words"));
  EXPECT_THAT(a.categories, ElementsAre("C"));
  EXPECT_THAT(a.authors, ElementsAre("Ann"));
  EXPECT_THAT(a.aliases, ElementsAre("/old", "/rel"));
  EXPECT_EQ(a.description, "E");
  EXPECT_EQ(a.language, "pt-br");
  const PostFacts b = site.describe("b.md");
  EXPECT_THAT(b.tags, ElementsAre("x"));
  EXPECT_THAT(b.authors, ElementsAre("Bob"));
  EXPECT_THAT(site.describe("c.md").authors, ElementsAre("7"));
}

TEST(Folder, LanguagesByFolder) {
  const SiteFixture two = {{"docs/en/a.md", ""}, {"docs/fr/it/a.md", ""}, {"docs/zh-CN/a.md", ""}};
  EXPECT_EQ(two.describe("docs/fr/it/a.md").language, "fr");
  EXPECT_EQ(two.describe("docs/zh-CN/a.md").language, "zh-cn");
  const SiteFixture years = {{"2024/11/a.md", ""}, {"2024/12/a.md", ""}};
  EXPECT_EQ(years.describe("2024/11/a.md").language, "");
  // One alone may be a word.
  EXPECT_EQ(SiteFixture({{"it/a.md", ""}, {"cats/a.md", ""}}).describe("it/a.md").language, "");
}

TEST(Folder, FoldersOfTopicsAreNoLanguages) {
  const auto language = [](const char* folder, const char* beside) {
    const std::string file = std::string(folder) + "/a.md";
    return SiteFixture({{file, "x"}, {std::string(beside) + "/b.md", "x"}}).describe(file).language;
  };
  for (const char* topic : {"js", "go", "db", "my-notes", "an-intro-to-cats", "to-do", "no-1"})
    EXPECT_EQ(language(topic, "ui"), "") << topic;
  EXPECT_EQ(language("cs", "ml"), "");
  EXPECT_EQ(language("en-us", "games"), "en-us");
  EXPECT_EQ(language("zh-Hans", "games"), "zh-hans");
  EXPECT_EQ(language("sr-latn-rs", "games"), "sr-latn-rs");
  EXPECT_EQ(language("es-419", "games"), "es-419");
  EXPECT_EQ(language("no", "en"), "no");
}

TEST(Folder, SlugsMayHaveColons) {
  const SiteFixture site = {
      {"css/_doublecolon_before/index.md", "---\nslug: Web/CSS/::before\n---\n"},
      {"a.md", "---\nslug: Web/CSS/:hover\n---\n"},
      {"b.md", "---\nslug: '{{ title | slug }}'\n---\n"},
      {"c.md", "---\npermalink: /:year/c/\n---\n"}};
  EXPECT_EQ(site.describe("a.md").url, "/Web/CSS/:hover/");
  EXPECT_EQ(site.describe("b.md").url, "/b/");
  EXPECT_EQ(site.describe("c.md").url, "/c/");
  EXPECT_EQ(site.describe("css/_doublecolon_before/index.md").url, "/Web/CSS/::before/");
}

TEST(Folder, PagesThatOnlyLeadOn) {
  const SiteFixture site = {{"a.md", "---\nredirect_to: https://ex.org/\n---\n"},
                            {"b.md", "---\nredirect_to:\n---\n"}};
  EXPECT_EQ(site.describe("a.md").hidden_because, "redirect_to: only leads on to another page");
  EXPECT_TRUE(site.describe("b.md").published);
}

struct PresetCase {
  const char *file, *text, *path, *front, *url;
};

// Each by the example of its generator's documentation.
TEST(Folder, Presets) {
  const char* zola = "base_url = 'https://z.example/'\ndefault_language = 'en'\n[languages.fr]\n";
  const char* hexo = "url: https://h.example\nroot: /blog/\nsource_dir: source\n";
  const char* docusaurus =
      "module.exports = {url: 'https://d.example', baseUrl: '/d/', title: 'D'}";
  const PresetCase cases[] = {
      {"config.toml", zola, "content/blog/2018-10-10-hello-world.md", "",
       "https://z.example/blog/hello-world/"},
      {"config.toml", zola, "content/My Blog/My_Post.md", "",
       "https://z.example/My%20Blog/my-post/"},
      {"config.toml", zola, "content/Größe & Maß.md", "", "https://z.example/grosse-mass/"},
      {"config.toml", zola, "content/blog/_index.md", "", "https://z.example/blog/"},
      {"config.toml", zola, "content/about/index.fr.md", "", "https://z.example/fr/about/"},
      {"config.toml", zola, "content/a.md", "path: x/v1.2\n", "https://z.example/x/v1.2/"},
      {"_config.yml", hexo, "source/_posts/lorem/hello.md", "date: 2013-07-14 17:01:34\n",
       "https://h.example/blog/2013/07/14/lorem/hello/"},
      {"_config.yml", hexo, "source/about/index.md", "", "https://h.example/blog/about/"},
      {"_config.yml", hexo, "source/x.md", "", "https://h.example/blog/x.html"},
      {"_config.yml", "source_dir: source\npermalink: ':category/:name.html'\n",
       "source/_posts/a/b.md", "categories: [foo, bar]\n", "/foo/bar/b.html"},
      {"mkdocs.yml", "site_url: https://m.example/\n", "docs/guide/README.md", "",
       "https://m.example/guide/"},
      {"mkdocs.yml", "site_url: https://m.example/\n", "docs/guide/a.md", "",
       "https://m.example/guide/a/"},
      {"mkdocs.yml", "docs_dir: text\nuse_directory_urls: false\n", "text/a.md", "", "/a.html"},
      {"docusaurus.config.js", docusaurus, "blog/2019-05-30-welcome.md", "",
       "https://d.example/d/blog/2019/05/30/welcome"},
      {"docusaurus.config.js", docusaurus, "blog/2019-05-30-welcome/index.md", "",
       "https://d.example/d/blog/2019/05/30/welcome"},
      {"docusaurus.config.js", docusaurus, "blog/2019-05-30-welcome.md", "slug: hi\n",
       "https://d.example/d/blog/hi"},
      {"docusaurus.config.js", docusaurus, "docs/01-intro/02-first.md", "",
       "https://d.example/d/docs/intro/first"},
      {"docusaurus.config.js", docusaurus, "docs/x.md", "slug: /start\n",
       "https://d.example/d/docs/start"},
      {"eleventy.config.js", "export default {dir: {input: 'src'}}", "src/about/about.md", "",
       "/about/"},
      {"eleventy.config.js", "", "subdir/template.md", "", "/subdir/template/"},
      {"eleventy.config.js", "", "2024-01-05-a.md", "slug: b\n", "/2024-01-05-a/"},
      {"eleventy.config.js", "", "2024-01-05-a.md", "permalink: '/b/{{ page.fileSlug }}/'\n",
       "/b/a/"},
      {"eleventy.config.js", "", "a.md", "title: My C++\npermalink: '/{{ title | slugify }}/'\n",
       "/my-c/"},
      {"eleventy.config.js", "", "a.html", "", "/a/"},
      {"eleventy.config.js", "", "_a.md", "", "/_a/"},
      {"_config.yml", hexo, "source/_posts/a.md", "slug: b\ndate: 2024-01-05\n",
       "https://h.example/blog/2024/01/05/a/"},
      {"_config.yml", hexo, "source/_posts/a.md", "permalink: x/y.html\n",
       "https://h.example/blog/x/y.html"},
      {"_config.yml", "source_dir: source\npermalink: ':category/:title/'\n", "source/_posts/a.md",
       "", "/uncategorized/a/"},
      {"mkdocs.yml", "", "docs/a.md", "slug: b\nurl: /c/\n", "/a/"},
      {"mkdocs.yml", "plugins: [search, blog]\n", "docs/blog/posts/a.md",
       "title: My Post\ndate: 2024-01-05\n", "/blog/2024/01/05/my-post/"},
      {"mkdocs.yml", "plugins:\n- blog:\n    post_url_format: '{slug}'\n", "docs/blog/posts/a.md",
       "slug: s\ndate: 2024-01-05\n", "/blog/s/"},
      {"docusaurus.config.js", docusaurus, "blog/2019/05-30-welcome.mdx", "",
       "https://d.example/d/blog/2019/05/30/welcome"},
      {"docusaurus.config.js", docusaurus, "blog/news/2019-5-30-welcome.md", "date: 2020-01-01\n",
       "https://d.example/d/blog/2019/5/30/news/welcome"},
      {"docusaurus.config.js", docusaurus, "blog/undated.md", "date: 2020-01-01\n",
       "https://d.example/d/blog/undated"},
      {"docusaurus.config.js", docusaurus, "docs/guide/Guide.md", "",
       "https://d.example/d/docs/guide/Guide"},
      {"docusaurus.config.js", docusaurus, "docs/8.0/2020-01-05-x.md", "",
       "https://d.example/d/docs/8.0/2020-01-05-x"},
      {"docusaurus.config.js", "docs: {sidebarPath: 'x', routeBasePath: '/'}, blog: {}",
       "docs/a.md", "", "/a"},
      {".vitepress/config.mts", "export default {base: '/b/', cleanUrls: true}", "guide/a.md", "",
       "/b/guide/a"},
      {"docs/.vitepress/config.js", "", "docs/a.md", "", "/a.html"},
      {"book.toml", "[book]\ntitle = 'B'\n", "src/part/README.md", "", "/part/"},
      {"book.toml", "[output.html]\nsite-url = '/b/'\n", "src/a.md", "", "/b/a.html"},
      {"_quarto.yml", "website:\n  site-url: https://q.example\n", "posts/a.qmd", "",
       "https://q.example/posts/a.html"},
      {"astro.config.mjs", "{trailingSlash: 'never'}", "src/content/blog/My Post.md", "",
       "/blog/my-post"},
      {"gatsby-config.js", "options: {path: `${__dirname}/content/blog`}",
       "content/blog/hello-world/index.md", "", "/hello-world/"},
      {"astro.config.mjs", "export default {site: \"https://a.example\", base: '/docs'}",
       "src/content/blog/a.md", "", "https://a.example/docs/blog/a/"},
      {"gatsby-config.js", "siteMetadata: {siteUrl: `https://g.example`}", "content/blog/a.md", "",
       "https://g.example/blog/a/"},
  };
  for (const PresetCase& c : cases) {
    const std::string text = std::string("---\n") + c.front + "---\n";
    const SiteFixture site = {{c.file, c.text}, {c.path, text}};
    EXPECT_EQ(site.open()->generator(), "folder");
    EXPECT_EQ(site.describe(c.path).url, c.url) << c.path;
    EXPECT_THAT(SiteFixture::wanted(*site.open()), ElementsAre(c.path));
  }
}

TEST(Folder, ATemplateInTheSettings) {
  const SiteFixture site = {
      {"posts/2024-01-05-a-b.md", "---\ntitle: C D\ncategories: [News & Views]\n---\n"},
      {"posts/x.md", "---\ndate: 2023-12-31\nslug: y\nkind: note\n---\n"},
      {"posts/none.md", ""},
      {"posts/own.md", "---\npermalink: /o/\n---\n"}};
  const auto url = [&](const char* path, const char* permalink) {
    return SiteFixture::describe(*site.open({"https://ex.org/", "", permalink}), path).url;
  };
  const char* dated = "/blog/:year/:month/:slug/";
  EXPECT_EQ(url("posts/2024-01-05-a-b.md", dated), "https://ex.org/blog/2024/01/a-b/");
  EXPECT_EQ(url("posts/x.md", dated), "https://ex.org/blog/2023/12/y/");
  EXPECT_EQ(url("posts/none.md", dated), "https://ex.org/posts/none/");  // no date to name
  EXPECT_EQ(url("posts/own.md", dated), "https://ex.org/o/");
  EXPECT_EQ(url("posts/2024-01-05-a-b.md", "/:path/:i_month-:i_day-:short_year/:title.html"),
            "https://ex.org/posts/1-5-24/c-d.html");
  EXPECT_EQ(url("posts/2024-01-05-a-b.md", "/:categories/:name"), "https://ex.org/News-Views/a-b");
  EXPECT_EQ(url("posts/x.md", "/:kind/:name/"), "https://ex.org/note/x/");
}

TEST(Folder, EleventysFolderData) {
  const SiteFixture site = {
      {"eleventy.config.js", "export default {dir: {input: 'src', output: 'out'}}"},
      {"src/blog/blog.json", R"({"permalink": "/b/{{ page.fileSlug }}/", "tags": ["posts", "x"]})"},
      {"src/blog/2024-01-05-a.md", "---\ntags: [y]\n---\n"},
      {"src/blog/own.md", "---\npermalink: /own/\n---\n"},
      {"src/b.md", ""}};
  EXPECT_EQ(site.describe("src/blog/2024-01-05-a.md").url, "/b/a/");
  EXPECT_THAT(site.describe("src/blog/2024-01-05-a.md").tags, ElementsAre("x", "y"));
  EXPECT_EQ(site.describe("src/blog/own.md").url, "/own/");
  EXPECT_EQ(site.describe("src/b.md").url, "/b/");
  EXPECT_EQ(site.open()->built_folder(), "out");
}

TEST(Folder, WhatAGeneratorLeavesOut) {
  const SiteFixture hexo = {{"_config.yml", "source_dir: source\n"},
                            {"source/_posts/a.md", ""},
                            {"source/_x/b.md", ""},
                            {"source/_drafts/c.md", ""},
                            {"source/_d.md", ""}};
  EXPECT_THAT(SiteFixture::wanted(*hexo.open()), ElementsAre("source/_posts/a.md"));
  const SiteFixture mkdocs = {{"mkdocs.yml", "exclude_docs: |\n  secret.md\n  /old/*\n"},
                              {"docs/_a.md", ""},
                              {"docs/x/secret.md", ""},
                              {"docs/old/b.md", ""},
                              {"docs/templates/c.md", ""},
                              {"docs/x/README.md", ""},
                              {"docs/x/index.md", ""}};
  EXPECT_THAT(SiteFixture::wanted(*mkdocs.open()),
              ElementsAre("docs/_a.md", "docs/x/README.md", "docs/x/index.md"));
  EXPECT_FALSE(mkdocs.describe("docs/x/README.md").published);
}

TEST(Folder, DocusaurusTranslations) {
  const SiteFixture site = {{"docusaurus.config.js", "i18n: {defaultLocale: 'en'}"},
                            {"docs/a.md", ""},
                            {"i18n/fr/docusaurus-plugin-content-docs/current/a.md", ""},
                            {"i18n/fr/docusaurus-plugin-content-blog/2024-01-05-b.md", ""},
                            {"i18n/fr/other/c.md", ""}};
  EXPECT_THAT(SiteFixture::wanted(*site.open()),
              ElementsAre("docs/a.md", "i18n/fr/docusaurus-plugin-content-blog/2024-01-05-b.md",
                          "i18n/fr/docusaurus-plugin-content-docs/current/a.md"));
  const PostFacts docs = site.describe("i18n/fr/docusaurus-plugin-content-docs/current/a.md");
  EXPECT_EQ(docs.url, "/fr/docs/a");
  EXPECT_EQ(docs.language, "fr");
  EXPECT_EQ(site.describe("i18n/fr/docusaurus-plugin-content-blog/2024-01-05-b.md").url,
            "/fr/blog/2024/01/05/b");
  EXPECT_EQ(site.describe("docs/a.md").language, "en");
}

TEST(Folder, AuthorsByTheirShortNames) {
  const SiteFixture site = {{"docusaurus.config.js", ""},
                            {"blog/authors.yml", "ann:\n  name: Ann Ash\n"},
                            {"blog/a.md", "---\nauthors: [ann, {name: Bo}]\n---\n"}};
  EXPECT_THAT(site.describe("blog/a.md").authors, ElementsAre("Ann Ash", "Bo"));
}

TEST(OpenSite, TakesTheOnlySiteBelow) {
  const SiteFixture site = {{"README.md", ""},
                            {"docs/_config.yml", "title: Docs\n"},
                            {"docs/a.md", "---\n---\n"},
                            {"tests/_config.yml", ""}};
  EXPECT_EQ(site.open()->generator(), "jekyll");
  EXPECT_EQ(site.open()->root().filename(), "docs");
  EXPECT_EQ(SiteFixture({{"post.md", ""}, {"docs/_config.yml", ""}}).open()->generator(), "folder");
  EXPECT_EQ(SiteFixture({{"a/_config.yml", ""}, {"b/hugo.toml", ""}}).open()->generator(),
            "folder");
  EXPECT_EQ(SiteFixture({{"mkdocs.yml", ""}, {"b/hugo.toml", ""}}).open()->generator(), "folder");
}

TEST(OpenSite, NoFolderIsAnError) {
  EXPECT_THROW((void)open_site("/nonexistent/blog", {}), Error);
}

}  // namespace
}  // namespace blogsearch
