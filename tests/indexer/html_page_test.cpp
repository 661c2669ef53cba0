// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pages as generators and themes build them: what is read of them, and which are no posts.
#include "indexer/html.hpp"
#include "indexer/post.hpp"
#include "tests/support/site_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

HtmlPage page(std::string_view html) {
  return read_html(html, {.page = true});
}

std::string text(const std::string& body) {
  return page("<html><body>" + body + "</body></html>").body.text;
}

TEST(HtmlPage, OnlyTheContentIsRead) {
  const std::pair<const char*, const char*> cases[] = {
      {"<nav>N</nav><main><p>A</p></main><footer>F</footer>", "A\n"},
      {"<div role=main><p>A</p></div><div role=complementary>C</div>", "A\n"},
      {"<main><article><p>A long enough text.</p></article><h2>More</h2><p>x</p></main>",
       "A long enough text.\n"},
      {"<main><article>A</article><article>B</article></main>", "A\nB\n"},
      {"<article><p>A</p><aside>A note.</aside></article>", "A\nA note.\n"},
      {"<main><p>A</p><aside>Sidebar</aside></main>", "A\n"},
      {"<div data-pagefind-body><p>A</p><p data-pagefind-ignore>B</p></div><main>M</main>", "A\n"},
      {"<main data-pagefind-body>A</main><div data-pagefind-body>B</div>", "A\nB\n"},
      {"<main><div data-pagefind-ignore=all>B</div><p>A</p></main>", "A\n"},
      {"<a class='skip-link' href='#c'>Skip</a><p>A</p>", "A\n"},
      {"<p>A</p><div hidden>H</div><div style='display: none'>D</div>", "A\n"},
      {"<ul id=markdown-toc><li>T</ul><p>A</p>", "A\n"},
      {"<p>A</p><form><label>L</label><button>B</button></form><script>s</script>", "A\n"},
      {"<div class='breadcrumbs'>x</div><p>A</p><ul class=pagination><li>1</ul>", "A\n"},
  };
  for (const auto& [html, expected] : cases) EXPECT_EQ(text(html), expected) << html;
}

TEST(HtmlPage, HeadingsWithoutTheirAnchors) {
  const Body body = page(
                        "<main><h2 id=a>One <a class=headerlink href='#a'>¶</a></h2>x"
                        "<h2 id=b><a href='#b' aria-hidden=true>#</a> Two</h2>"
                        "<h3 id=c>Three<a class=hash-link href='#c' title='Direct link'></a></h3>"
                        "</main>")
                        .body;
  ASSERT_EQ(body.sections.size(), 3U);
  EXPECT_EQ(body.sections[0].heading, "One");
  EXPECT_EQ(body.sections[1].heading, "Two");
  EXPECT_EQ(body.sections[2].heading, "Three");
  EXPECT_EQ(body.sections[2].id, "c");
}

TEST(HtmlPage, WhatThePageSaysOfItself) {
  const HtmlFacts facts =
      page(
          "<html lang=pt-BR><head><title>A post | My site</title>"
          "<meta name=description content=' D  d '><link rel=canonical href='https://ex.org/a/'>"
          "<meta property=article:published_time content='2024-01-05T10:00:00Z'>"
          "<meta property=article:tag content=x><meta property=article:tag content='y z'>"
          "<meta name=author content=Ann></head><body><header><h1>My site</h1></header>"
          "<main><h1>A post <a href='#'>#</a></h1><p>t</p></main></body></html>")
          .facts;
  EXPECT_EQ(facts.title, "A post");
  EXPECT_EQ(facts.description, "D d");
  EXPECT_EQ(facts.language, "pt-BR");
  EXPECT_EQ(facts.canonical, "https://ex.org/a/");
  EXPECT_EQ(facts.date, "2024-01-05T10:00:00Z");
  EXPECT_THAT(facts.tags, ElementsAre("x", "y z"));
  EXPECT_THAT(facts.authors, ElementsAre("Ann"));
}

TEST(HtmlPage, TitlesAreFoundInManyPlaces) {
  const std::pair<const char*, const char*> cases[] = {
      {"<title>T</title><p>x", "T"},
      {"<title>T - Site</title><h1>T</h1>", "T"},
      {"<title>S</title><meta property=og:title content=O><main><h1>H</h1></main>", "O"},
      {"<title>S</title><article><header><h1>H</h1></header>x</article>", "H"},
      {"<title>S</title><h1>Site</h1><p data-pagefind-meta=title>P</p>", "P"},
      {"<title>S</title><p data-pagefind-meta='title:P, and more'>x</p>", "P, and more"},
      {"<h1>H <button>Copy</button></h1>", "H"},
  };
  for (const auto& [html, title] : cases) EXPECT_EQ(page(html).facts.title, title) << html;
}

TEST(HtmlPage, PagefindsMarks) {
  const HtmlFacts facts =
      page(
          "<main data-pagefind-body><span data-pagefind-filter=tag>red</span>"
          "<span data-pagefind-filter='tag:blue'></span>"
          "<time datetime=2024-01-05 data-pagefind-meta='date[datetime]'>today</time>"
          "<b data-pagefind-filter=author>Ann</b><img data-pagefind-meta='image[src]' src=a.png>"
          "<div data-pagefind-ignore=all><i data-pagefind-filter=tag>no</i></div></main>")
          .facts;
  EXPECT_THAT(facts.tags, ElementsAre("red", "blue"));
  EXPECT_THAT(facts.authors, ElementsAre("Ann"));
  EXPECT_EQ(facts.date, "2024-01-05");
  EXPECT_TRUE(facts.has_pagefind_body);
}

struct Built {
  SiteFixture site;
  std::unique_ptr<const Site> opened = site.open();

  [[nodiscard]] PostFacts facts(const std::string& path) const {
    return load_post(*opened, path, read_file(site.dir.path(), path)).facts;
  }
  [[nodiscard]] std::string hidden(const std::string& path) const {
    return facts(path).hidden_because;
  }
};

TEST(HtmlPage, WhichAreNoPosts) {
  const Built built{{{"a.html", "<main><p>A post.</p></main>"},
                     {"index.html", "<main><a href=a>A post</a> <a href=b>Another</a></main>"},
                     {"docs/index.html", "<main><p>Text with <a href=a>a link</a>.</p></main>"},
                     {"old.html", "<meta http-equiv=Refresh content='0;URL=/a'><p>Moved"},
                     {"r.html", "<meta name=robots content='NoIndex, follow'><p>x"},
                     {"404.html", "<p>Not found"},
                     {"tags/x/index.html", "<p>x"},
                     {"page/2/index.html", "<p>x"}}};
  EXPECT_EQ(built.hidden("a.html"), "");
  EXPECT_EQ(built.hidden("docs/index.html"), "");
  EXPECT_THAT(built.hidden("index.html"), HasSubstr("list"));
  EXPECT_THAT(built.hidden("old.html"), HasSubstr("leads on"));
  EXPECT_EQ(built.hidden("r.html"), "noindex");
  EXPECT_EQ(built.hidden("404.html"), "an error page");
  EXPECT_THAT(built.hidden("tags/x/index.html"), HasSubstr("list"));
  EXPECT_THAT(built.hidden("page/2/index.html"), HasSubstr("list"));
}

TEST(HtmlPage, WherePagefindIsUsedOnlyItsPages) {
  const Built built{
      {{"a.html", "<main data-pagefind-body>A</main>"}, {"b.html", "<main>B</main>"}}};
  EXPECT_EQ(built.hidden("a.html"), "");
  EXPECT_THAT(built.hidden("b.html"), HasSubstr("data-pagefind-body"));
}

TEST(HtmlPage, TheSitesNameIsNoPartOfATitle) {
  const Built built{{{"a.html", "<title>A - b | Site &amp; more</title><p>x"},
                     {"b.html", "<title>B | Site &amp; more</title><p>x"},
                     {"c.html", "<title>C</title><p>x"}}};
  EXPECT_EQ(built.facts("a.html").title, "A - b");
  EXPECT_EQ(built.facts("b.html").title, "B");
  EXPECT_EQ(built.facts("c.html").title, "C");
}

TEST(HtmlPage, FactsOfAPost) {
  const Built built{{{"blog/a/index.html",
                      "<html lang=de><head><title>A</title><link rel=canonical "
                      "href='https://ex.org/base/blog/a/'></head><main><time "
                      "datetime='2024-01-05T10:00:00+01:00'>x</time><p>t</p></main></html>"},
                     {"b.html", "<link rel=canonical href='https://ex.org/'><p>x"}}};
  const PostFacts facts = built.facts("blog/a/index.html");
  EXPECT_EQ(facts.url, "https://ex.org/base/blog/a/");
  EXPECT_EQ(facts.language, "de");
  EXPECT_EQ(iso_day(*facts.date), "2024-01-05");
  EXPECT_EQ(built.facts("b.html").url, "/b.html");  // no address of this page
}

}  // namespace
}  // namespace blogsearch
