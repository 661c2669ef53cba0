// SPDX-License-Identifier: GPL-3.0-or-later
// Builds sites with the real Hugo and compares what it publishes, where and when, and what the
// pages say. Skipped where it is not installed.
#include "tests/support/hugo_fixture.hpp"

#include <string>
#include <vector>

namespace blogsearch {
namespace {

const std::vector<SiteFile> kContent = {
    {"posts/plain.md", "---\ntitle: Plain\n---\n"},
    {"posts/My First  Post - it's & co.md", "---\ntitle: T\n---\n"},
    {"posts/Größe-中文.md", "---\ntitle: Größe & 中文!\ndate: 2024-01-05\n---\n"},
    {"posts/2024-02-03-dated.md", "---\ntitle: Dated\n---\n"},
    {"posts/2024-02-04-dated too.md", "---\ntitle: Dated\nslug: own\ndate: 2023-03-04\n---\n"},
    {"posts/dot.name.md", "---\ntitle: C++ #1: 100%\ndate: 2022-12-31T23:30:00-05:00\n---\n"},
    {"posts/slug.md", "---\nslug: My Slug_v1.0 & X\ntitle: S\ndate: 2021-01-02 03:04:05\n---\n"},
    {"posts/slug2.md", "---\nslug: -a/b-\n---\n"},
    {"posts/url.md", "---\nurl: /U P/X.html\n---\n"},
    {"posts/url2.md", "---\nurl: rel/y\n---\n"},
    {"posts/url3.md", "---\nurl: /v1.2/y\n---\n"},
    {"posts/url4.md", "---\nurl: /z/index.html\n---\n"},
    {"posts/tags.md", "---\nTags: [one, 2.50, true]\ncategories: [A b]\n---\n"},
    {"posts/toml.md", "+++\ntitle = 'Toml'\ndate = 2020-05-06T07:08:09Z\ntags = ['x']\n+++\n"},
    {"posts/json.md", "{\"title\": \"Json\", \"date\": \"2019-08-07\"}\n"},
    {"posts/none.md", "no front matter\n"},
    {"posts/lastmod.md", "---\nlastmod: 2018-01-01\n---\n"},
    {"posts/baddate.md", "---\ntitle: B\ndate: 2018/01/01\n---\n"},
    {"posts/draft.md", "---\ndraft: true\n---\n"},
    {"posts/draft2.md", "---\npublished: false\n---\n"},
    {"posts/future.md", "---\ndate: 2199-01-01\n---\n"},
    {"posts/published.md", "---\ndate: 2199-01-01\npublishDate: 2001-01-01\n---\n"},
    {"posts/expired.md", "---\nexpiryDate: 2001-01-01\n---\n"},
    {"posts/unrendered.md", "---\n_build: {render: never}\n---\n"},
    {"posts/_index.md", "---\ntitle: Posts\n---\n"},
    {"posts/fr.fr.md", "---\ntitle: Fr\nurl: relatif/x\n---\n"},
    {"posts/plain.fr.md", "---\ntitle: Simple\n---\n"},
    {"posts/html.html", "---\ntitle: H\n---\n<p>x\n"},
    {"posts/page.htm", "---\ntitle: H\n---\n<p>x\n"},
    {"posts/mark.markdown", "---\ntitle: M\n---\n"},
    {"posts/skip.Rmd", "---\ntitle: M\n---\n"},
    {"posts/.hidden.md", "---\ntitle: M\n---\n"},
    {"bundle/one/index.md", "---\ntitle: One\n---\n"},
    {"bundle/one/resource.md", "---\ntitle: R\n---\n"},
    {"bundle/one/deep/resource.md", "---\ntitle: R\n---\n"},
    {"bundle/Two Words/index.md", "---\ntitle: Two\nslug: zwei\n---\n"},
    {"bundle/2020-02-02-three/index.md", "---\ntitle: Three\n---\n"},
    {"bundle/headless/index.md", "---\nheadless: true\n---\n"},
    {"top.md", "---\ntitle: Top\n---\n"},
    {"leaf/index.md", "---\ntitle: Leaf\n---\n"},
    {"_index.md", "---\ntitle: Home\n---\n"},
    {"nested/a/_index.md", "---\ntitle: A\n---\n"},
    {"nested/a/b/page.md", "---\ntitle: In b\n---\n"},
    {"nested/c/page.md", "---\ntitle: In c\n---\n"},
    {"secret/_index.md", "---\ndraft: true\n---\n"},
    {"secret/page.md", "---\ntitle: S\n---\n"},
    {"secret/deeper/_index.md", "---\ntitle: D\n---\n"},
    {"handed/_index.md",
     "---\ncascade:\n  - {draft: true, _target: {path: '/handed/no/**'}}\n  - {tags: "
     "[down]}\n---\n"},
    {"handed/page.md", "---\ntitle: H\n---\n"},
    {"handed/own.md", "---\ntitle: H\ntags: [own]\n---\n"},
    {"handed/no/page.md", "---\ntitle: H\n---\n"},
    {"moved/_index.md", "---\nurl: /Else Where/\n---\n"},
    {"moved/page.md", "---\ntitle: M\n---\n"},
    {"tags/_index.md", "---\ntitle: All\n---\n"},
    {"tags/one/_index.md", "---\ntitle: One\n---\n"},
};

const std::vector<std::string> kConfigurations = {
    "baseURL: https://ex.org/\n",
    "baseURL: https://ex.org/sub/\nuglyURLs: true\nignoreFiles: ['plain\\.md$', '/c/']\n",
    "baseURL: https://ex.org\npermalinks: {posts: '/:year/:month/:day/:slug/', bundle: "
    "'/b/:filename', nested: '/:sections/:title/'}\n",
    "baseURL: https://ex.org\ntimeZone: Asia/Tokyo\npermalinks: {posts: "
    "'/:section/:2006/:monthname/:weekday/:yearday/:title', "
    "/: '/root/:filename/'}\n",
    "baseURL: https://ex.org\nfrontmatter: {date: [':filename', ':default']}\nbuildDrafts: true\n",
    "baseURL: https://ex.org\ndisablePathToLower: true\nremovePathAccents: true\nbuildFuture: "
    "true\nbuildExpired: true\n",
    "baseURL: https://ex.org\nlanguages: {en: {weight: 1}, fr: {weight: 2, permalinks: {posts: "
    "'/f/:slug/'}}}\n",
    "baseURL: https://ex.org\ndefaultContentLanguageInSubdir: true\nlanguages: {en: {weight: 1}, "
    "fr: {weight: 2}}\nuglyURLs: {posts: true}\n",
    "languages: {en: {weight: 1, baseURL: 'https://en.ex.org'}, fr: {weight: 2, baseURL: "
    "'https://fr.ex.org/x/'}}\n",
    "baseURL: https://ex.org\ndefaultContentLanguageInSubdir: true\ndisableLanguages: "
    "[fr]\nlanguages: {en: {weight: 1}, fr: {weight: 2}}\n",
    "baseURL: https://ex.org\ndisableKinds: [section, taxonomy, term]\ncascade:\n  - {_target: "
    "{kind: page, path: '/bundle/**'}, slug: same}\n"
    "  - {_target: {path: '{/nested/a/**,/moved/**}'}, draft: true}\n",
    "baseURL: https://ex.org\ntaxonomies: {topic: topics}\nmodule:\n  mounts:\n    - {source: "
    "content/posts, target: content/blog}\n"
    "    - {source: content/nested, target: content}\n",
};

const std::vector<SiteFile> kDates = {
    {"d/pubdate.md", "---\npubdate: 2020-01-02\n---\n"},
    {"d/published.md", "---\npublished: 2020-01-03\n---\n"},
    {"d/modified.md", "---\nmodified: 2020-01-04\n---\n"},
    {"d/publish.md", "---\npublishDate: 2020-01-05\nlastmod: 2020-01-06\n---\n"},
    {"d/publishfuture.md", "---\ndate: 2020-01-05\npublishDate: 2199-01-06\n---\n"},
    {"d/unpublish.md", "---\nunpublishdate: 2020-01-05\n---\n"},
    {"d/lastmodfuture.md", "---\nlastmod: 2199-01-05\n---\n"},
    {"d/null.md", "---\ndate:\nlastmod: 2020-02-02\n---\n"},
    {"d/empty.md", "---\ndate: ''\n---\n"},
    {"d/number.md", "---\ndate: 1600000000\n---\n"},
    {"d/zero.md", "---\ndate: 0001-01-01\n---\n"},
    {"d/zoned.md", "---\ndate: 2020-03-04T23:30:00+09:00\n---\n"},
    {"d/zulu.md", "---\ndate: 2020-03-04T23:30:00Z\n---\n"},
    {"d/blank.md", "---\ndate: 2020-03-04 23:30\n---\n"},
    {"d/seconds.md", "---\ndate: 2020-03-04 23:30:15\n---\n"},
    {"d/local.md", "---\ndate: 2020-03-04T23:30:15\n---\n"},
    {"d/fraction.md", "---\ndate: 2020-03-04T23:30:15.678Z\n---\n"},
    {"d/offset.md", "---\ndate: 2020-03-04 23:30:15 -0500\n---\n"},
    {"d/offset2.md", "---\ndate: 2020-03-04 23:30:15 -05:00\n---\n"},
    {"d/named.md", "---\ndate: 2020-03-04 23:30:15 +0100 CET\n---\n"},
    {"d/short.md", "---\ndate: 2020-3-4\n---\n"},
    {"d/quoted.md", "---\ndate: \"2020-03-04\"\n---\n"},
    {"d/words.md", "---\ndate: 4 Mar 2020\n---\n"},
    {"d/american.md", "---\ndate: Mar 4, 2020\n---\n"},
    {"d/rfc.md", "---\ndate: Wed, 04 Mar 2020 23:30:15 +0200\n---\n"},
    {"d/toml.md", "+++\ndate = 2020-03-04T23:30:15\n+++\n"},
    {"d/toml2.md", "+++\ndate = 2020-03-04\n+++\n"},
    {"d/toml3.md", "+++\ndate = 2020-03-04T23:30:15-07:00\n+++\n"},
    {"d/toml4.md", "+++\ndate = '2020-03-04T23:30:15'\n+++\n"},
    {"d/json.md", "{\"date\": \"2020-03-04T23:30:15\"}\n"},
    {"d/2021-02-03-name.md", "---\ntitle: Name\n---\n"},
    {"d/2021-02-04 blank name.md", "---\ntitle: Name\n---\n"},
    {"d/2021-02-05.md", "---\ntitle: Name\n---\n"},
    {"d/2021-02-06_under.md", "---\ndate: 2000-01-01\n---\n"},
    {"d/2021-13-06-no.md", "---\ntitle: Name\n---\n"},
    {"d/2021-02-07-nofront.md", "text\n"},
    {"d/2021-02-08-bundle/index.md", "---\ntitle: Name\n---\n"},
    {"d/old.md", "---\nexpiryDate: 2001-01-01\n---\n"},
    {"d/own.md", "---\nwritten: 2019-01-01\n---\n"},
    {"late/_index.md", "---\npublishDate: 2199-01-01\n---\n"},
    {"late/page.md", "---\ntitle: P\n---\n"},
    {"over/_index.md", "---\nexpiryDate: 2001-01-01\n---\n"},
    {"over/page.md", "---\ntitle: P\n---\n"},
};
const std::vector<std::string> kDateConfigurations = {
    "baseURL: https://ex.org\npermalinks: {d: '/:year/:month/:day/:slug/'}\n",
    "baseURL: https://ex.org\ntimeZone: America/New_York\n",
    "baseURL: https://ex.org\nfrontmatter: {date: [':filename', ':default'], publishDate: "
    "[':default'], lastmod: [':default']}\n",
    "baseURL: https://ex.org\nfrontmatter: {date: ['written', 'lastmod', ':filename'], expiryDate: "
    "[':default', 'modified']}\nbuildFuture: true\n",
    "baseURL: https://ex.org\nfrontmatter: {date: ['date'], publishDate: ['publishDate', 'date']}\n"
    "buildExpired: true\n",
};

TEST_F(HugoOracle, PublishesWhatHugoPublishes) {
  expect_agreement(kContent, kConfigurations);
}
TEST_F(HugoOracle, Dates) {
  expect_agreement(kDates, kDateConfigurations);
}

}  // namespace
}  // namespace blogsearch
