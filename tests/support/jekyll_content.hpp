// SPDX-License-Identifier: GPL-3.0-or-later
// Content that touches each of Jekyll's rules, for a test that has Jekyll itself read it.
#pragma once

#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

inline const std::vector<std::string> kJekyllNames = {"first",
                                                      "Second-Post",
                                                      "c++-tips & tricks",
                                                      "quote's-(paren)-[br]",
                                                      "größe-中文",
                                                      "dots...",
                                                      "under_s",
                                                      "2024-01-05-in",
                                                      "UPPER",
                                                      "a.b.c",
                                                      "x--y",
                                                      "percent-100%"};

// Between the marks; the last ones are broken in ways that Jekyll survives.
inline const std::vector<std::string> kJekyllFronts = {
    "",
    "date: 2023-12-31 23:30:00\n",
    "date: \"2023-12-31 23:30\"\n",
    "date: 2023-12-31 23:30:00 +0900\n",
    "date: 2023-07-01 23:30:00 -0700\n",
    "date: 2023-12-31T23:30:15Z\n",
    "date: '2023-03-12 02:30'\n",
    "date: 2023-11-05 01:30\n",
    "date: Dec 31, 2023 11:30pm\n",
    "date: 2024-02-30\n",
    "date: 20240105\n",
    "date: 2199-01-01\n",
    "categories: a b, C\n",
    "category: one\ncategories: [Two, three, 'a b']\n",
    "categories:\n",
    "categories: ''\n",
    "category: ~\n",
    "category: [a, B]\n",
    "category: 5\ncategories: x\n",
    "category: false\ncategories: [x, x, X]\n",
    "categories: [2024, a, yes]\n",
    "tags: x y\n",
    "tag: t 1\ntags: [u]\n",
    "tags: 2024\n",
    "tags: 2024-01-01\n",
    "tags: ~\n",
    "tags: true\n",
    "tags: {a: b}\n",
    "tags: [a, [b, [c]], ~, 5, 1.50, yes, 2024-1-2, 1_000, '08', 08, 017]\n",
    "tag: ~\ntags: q\n",
    "tag: 5\n",
    "slug: My Slug!\n",
    "slug: ''\n",
    "slug: ~\n",
    "slug: false\n",
    "slug: a/b\n",
    "slug: über uns\n",
    "title: 2024\n",
    "title: 1_000\n",
    "title: 017\n",
    "title: 2024-1-5\n",
    "title: yes\n",
    "title: false\n",
    "title: ~\n",
    "title: 1.10\n",
    "title: '007'\n",
    "title: \"tab\\there\"\n",
    "published: false\n",
    "published: ~\n",
    "published: off\n",
    "published: 'false'\n",
    "published: 0\n",
    "published: n\n",
    "title: Other\npublished: true\n",
    "permalink: /fixed page/:title:output_ext\n",
    "permalink: /:year/:month/:i_day/:title/x\n",
    "permalink: /p/:categories/:slug/\n",
    "permalink: rel/:title.html\n",
    "permalink: ~\n",
    "permalink: false\n",
    "a: &x [p, q]\ntags: *x\n",
    "b: &b {tags: [m], title: Merged}\n<<: *b\n",
    "tags: first\ntags: second\n",
    "title: \"open\ntags: [x]\n",
    "tags: [a, b\n",
    "title: a: b\n",
    "tags:\n\t- x\n",
    "title: @at\n",
    "x: !ruby/object:Foo {a: b}\n",
};
// Broken for documents only: a page like this ends the build, or is read.
inline const std::vector<std::string> kJekyllDocumentFronts = {
    "categories: false\n",      "categories: 7\n", "categories: {a: b}\n",
    "categories: 2024-01-01\n", "- a\n- b\n",      "just text\n"};

// Whole files: how front matter begins and ends.
inline const std::vector<std::string> kJekyllFiles = {
    "",
    "---\n",
    "---\n---\n",
    "---  \ntitle: Blanks\n---\t \nText.\n",
    "---\r\ntitle: Windows\r\ntags: [a]\r\n---\r\nText.\r\n",
    "---\ntitle: Dots\n...\nText.\n",
    "---\ntitle: Never closed\n\n# Text\n",
    "---\n\nA rule, and no front matter.\n",
    "\n---\ntitle: Too late\n---\nText.\n",
    "----\ntitle: Four\n----\n",
    " ---\ntitle: Indented\n---\n",
    "+++\ntitle = 'TOML'\n+++\n",
    "{ \"title\": \"JSON\" }\n",
    "---\ntitle: Blank lines\n---\n\n\n    code\n",
    "---\ntitle: |\n  Two\n  lines\n---\nText.\n",
};

// `number`: of the site. The first ones get all of the front matter, the others each a part of it.
inline void write_jekyll_content(const TempDir& dir, const std::string& site, std::size_t number) {
  constexpr std::size_t whole_sites = 3, parts = 4;
  const auto is_left_out = [&](std::size_t front) {
    return number >= whole_sites && front % parts != number % parts;
  };
  const auto put = [&](const std::string& path, const std::string& front) {
    dir.write(site + "/" + path, "---\n" + front + "---\nText.\n");
  };
  int day = 0;
  for (const std::string& name : kJekyllNames) {
    for (std::size_t i = 0; i < 4; ++i, ++day)
      put(fmt::format("_posts/20{:02}-{}-{:02}-{}.md", 10 + day % 15, day % 12 + 1, day % 28 + 1,
                      name),
          kJekyllFronts[static_cast<std::size_t>(day) % 14]);
  }
  std::vector<std::string> fronts = kJekyllFronts;
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    if (is_left_out(i)) continue;
    put(fmt::format("docs/Front/p{}.md", i), fronts[i]);
  }
  fronts.insert(fronts.end(), kJekyllDocumentFronts.begin(), kJekyllDocumentFronts.end());
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    if (is_left_out(i)) continue;
    put(fmt::format("Es/Notas/_posts/2021-02-03-n{}.markdown", i), fronts[i]);
    put(fmt::format("_posts/sub/deep/2020-12-31-s{}.md", i), fronts[i]);
    put(fmt::format("_recipes/dir/r{}.md", i), fronts[i]);
    put(fmt::format("_recipes/2022-03-04-d{}.html", i), fronts[i]);
    put(fmt::format("_notes/n{}.md", i), fronts[i]);
  }
  for (std::size_t i = 0; i < kJekyllFiles.size(); ++i) {
    dir.write(fmt::format("{}/_posts/2019-05-06-f{}.md", site, i), kJekyllFiles[i]);
    dir.write(fmt::format("{}/_recipes/f{}.md", site, i), kJekyllFiles[i]);
    dir.write(fmt::format("{}/files/f{}.md", site, i), kJekyllFiles[i]);
  }
  for (const std::string_view ending : {"mkd", "mkdn", "mkdown", "MD", "Markdown", "html", "htm",
                                        "HTML", "xhtml", "txt", "textile", "text"}) {
    put(fmt::format("_posts/2018-01-02-ending-{0}.{0}", ending), "");
    put(fmt::format("docs/ending-{0}.{0}", ending), "");
  }
  dir.write(site + "/_posts/2017-01-01-bom.md", "\xEF\xBB\xBF---\ntitle: Bom\n---\nText.\n");
  put("_posts/24-1-5-short.md", "");
  put("_posts/2024-02-30-over.md", "");
  put("_posts/_no/2024-02-03-hidden.md", "");
  put("_posts/.no/2024-02-03-hidden.md", "");
  put("_drafts/idea.md", "date: 2020-01-02\n");
  put("_drafts/2020-05-06-dated.md", "");
  put("about.md", "tags: [p]\n");
  put("docs/index.md", "");
  put("docs/My Page.html", "");
  put("docs/x.htm", "permalink: /:path/y/:basename/\n");
  put("docs/hidden.md", "published: false\n");
  put("docs/backup.md~", "");
  put("skip/me.md", "");
  put("skip/deep/me.md", "");
  put("_extra/page.md", "");
  put("_extra/_deep/page.md", "");
  put(".well-known/page.md", "");
  put("404.html", "permalink: /404.html\n");
}

// NOLINTBEGIN(bugprone-suspicious-missing-comma): long ones go over lines
inline const std::vector<std::string> kJekyllConfigurations = {
    "",
    "permalink: pretty\nurl: https://ex.org\nbaseurl: /blog\ntimezone: America/Los_Angeles\n",
    "permalink: ordinal\ntimezone: Asia/Tokyo\nfuture: true\nurl: https://ex.org/\nbaseurl: /\n",
    "permalink: none\nunpublished: true\nshow_drafts: true\nbaseurl: blog\n",
    "permalink: weekdate\ncollections: {recipes: {output: true}, notes: }\n",
    "permalink: /:categories/:short_year/:i_month/:i_day/:slug:output_ext\ncollections: {recipes: "
    "{output: true, permalink: '/r/:path/'}}\n",
    "permalink: /:year/:month_:day/:title\ncollections: {recipes: {output: true, permalink: "
    "'/:collection/:year/:name/:title/'}}\n",
    "permalink: /:slugified_categories/:long_month/:w_year/:week/:title/\nexclude: [skip, "
    "'*.htm']\ninclude: [_extra]\n",
    "defaults:\n- {scope: {path: ''}, values: {tags: [all]}}\n- {scope: {path: '', type: posts}, "
    "values: {permalink: '/p/:title/'}}\n"
    "- {scope: {path: 'Es'}, values: {categories: spanish}}\n- {scope: {path: 'docs', type: "
    "pages}, values: {permalink: '/d/:basename/'}}\n"
    "- {scope: {path: '_posts/*/deep'}, values: {published: false}}\n",
    "collections: {recipes: {output: true}}\ndefaults:\n- {scope: {path: '_recipes/dir'}, values: "
    "{category: cooked}}\n"
    "- {scope: {path: '', type: recipes}, values: {category: raw, permalink: "
    "'/food/:categories/:title/'}}\n",
    "collections_dir: Es\ncollections: {notes: {output: true}}\n",
    "markdown_ext: md,markdown,text\npermalink: date\ntimezone: Europe/Berlin\n",
    "limit_posts: 7\n",
    "limit_posts: 50\ntimezone: Asia/Tokyo\n",
    "limit_posts: 5000\n",
    "collections: [recipes, notes]\n",
    "collections: {recipes: {output: true, future: true, sort_by: title}, notes: {output: 'no'}}\n",
    "timezone: America/New_York\npermalink: /:year/:month/:day/:title\ncollections: {recipes: "
    "{output: true}}\n",
    "timezone: Nowhere/Land\npermalink: /:name/\n",
    "include: ['.well-known', '_extra/_deep']\nexclude: ['docs/', 'skip/*', '_posts/sub']\n",
    "include: ['skip/me.md']\nexclude: ['skip/', '*.html', 'docs/Front/p1*']\n",
    "defaults:\n- {scope: {path: '_posts/su*'}, values: {tags: [glob]}}\n- {scope: {type: draft}, "
    "values: {tags: [draft]}}\n- {scope: {path: 'docs/*.md', type: page}, values: {tags: [md]}}\n"
    "- {scope: {path: '_posts', type: post}, values: {title: Given, category: given, date: "
    "'2001-02-03'}}\nshow_drafts: true\n",
    "defaults:\n- {scope: {path: '_posts'}, values: {slug: same, categories: [a, b]}}\n- {scope: "
    "{path: '/_posts/sub/'}, values: {categories: c d, tag: one}}\npermalink: "
    "/:categories/:slug-:title/\n",
};
// NOLINTEND(bugprone-suspicious-missing-comma)

}  // namespace blogsearch
