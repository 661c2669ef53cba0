// SPDX-License-Identifier: GPL-3.0-or-later
// Builds sites with the real Hugo and compares what it publishes, where and when, and what the
// pages say. Skipped where it is not installed.
#include "tests/oracle/hugo_oracle.hpp"

#include "tests/support/temp_dir.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

struct Content {
  const char* path;
  const char* text;
};

const std::vector<Content> kContent = {
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

// The rarer cases, a table for each matter.
const std::vector<Content> kDates = {
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

const std::vector<Content> kUrls = {
    {"u/empty.md", "---\nurl: ''\nslug: ''\n---\n"},
    {"u/number.md", "---\nslug: 123\n---\n"},
    {"u/slugs.md", "---\nslug: a/b c\n---\n"},
    {"u/slugdots.md", "---\nslug: ../up\n---\n"},
    {"u/slugext.md", "---\nslug: name.html\n---\n"},
    {"u/slugutf.md", "---\nslug: Größe 中\n---\n"},
    {"u/url1.md", "---\nurl: /a//b/./c/\n---\n"},
    {"u/url2.md", "---\nurl: ../up/there\n---\n"},
    {"u/url3.md", "---\nurl: /a b/Ü\n---\n"},
    {"u/url4.md", "---\nurl: x.html\n---\n"},
    {"u/url5.md", "---\nurl: /dir.d/\n---\n"},
    {"u/url6.md", "---\nurl: /UPPER/Case/\n---\n"},
    {"u/url7.md", "---\nurl: /with%20percent/?q=1#f\n---\n"},
    {"u/url8.md", "---\nurl: /file.txt\n---\n"},
    {"u/url9.md", "---\nurl: index.html\n---\n"},
    {"u/url10.md", "---\nurl: 2020\n---\n"},
    {"u/Mixed Case.md", "---\ntitle: T\n---\n"},
    {"u/a & b + c (d) [e].md", "---\ntitle: T\n---\n"},
    {"u/per%cent 100%.md", "---\ntitle: T\n---\n"},
    {"u/at@home~x=y.md", "---\ntitle: T\n---\n"},
    {"u/dots...md", "---\ntitle: T\n---\n"},
    {"u/-dash-.md", "---\ntitle: T\n---\n"},
    {"u/_under.md", "---\ntitle: T\n---\n"},
    {"u/Ünïcödé.md", "---\ntitle: T\n---\n"},
    {"u/emoji🚀.md", "---\ntitle: T\n---\n"},
    {"u/हिन्दी.md", "---\ntitle: T\n---\n"},
    {"u/title.md", "---\ntitle: 'A/B: c++ & d? #1 100%'\n---\n"},
    {"u/notitle.md", "---\ntags: [x]\n---\n"},
    {"u/numtitle.md", "---\ntitle: 1.50\n---\n"},
    {"Mixed Section/Sub Dir/Page One.md", "---\ntitle: T\n---\n"},
    {"größe/x.md", "---\ntitle: T\n---\n"},
    {"v1.2/x.md", "---\ntitle: T\n---\n"},
    {"_dir/x.md", "---\ntitle: T\n---\n"},
    {".dot/x.md", "---\ntitle: T\n---\n"},
    {"u/~tilde~.md", "---\ntitle: T\n---\n"},
    {"u/backup.md~", "---\ntitle: T\n---\n"},
    {"u/#hash.md", "---\ntitle: T\n---\n"},
    {"u/upper.MD", "---\ntitle: T\n---\n"},
    {"u/text.txt", "---\ntitle: T\n---\n"},
    {"u/alias.md",
     "---\naliases: [/old, old-rel, /a/b.html, /Ümlaut x/, ../rel, /UP/, /deep/er/, x.htm, "
     "/dots.d]\n---\n"},
    {"u/alias2.md", "---\naliases: /just/one\n---\n"},
    {"u/alias3/index.md", "---\naliases: [beside, /b3/]\n---\n"},
    {"u/alias4.md", "---\naliases: [a4]\nurl: /dir4/file4.html\n---\n"},
    {"w/_index.md", "---\ntitle: W\nslug: no\naliases: [/w-old/]\n---\n"},
    {"w/x/_index.md", "---\ntitle: X\n---\n"},
    {"w/x/y/z/page.md", "---\ntitle: Z\n---\n"},
    {"tags/a b/_index.md", "---\ntitle: T\n---\n"},
    {"tags/x/_index.md", "---\ntitle: X marks\nurl: /the-x/\n---\n"},
    {"categories/_index.md", "---\ntitle: C\naliases: [/cats/]\n---\n"},
};
const std::vector<std::string> kUrlConfigurations = {
    "baseURL: https://ex.org/\n",
    "baseURL: https://ex.org/sub/\n",
    "baseURL: /blog/\nuglyURLs: true\n",
    "baseURL: ''\n",
    "title: no base\n",
    "baseURL: https://ex.org\nuglyURLs: {u: true}\n",
    "baseURL: https://ex.org\nremovePathAccents: true\ncanonifyURLs: true\n",
    "baseURL: https://ex.org\nrelativeURLs: true\ndisablePathToLower: true\n",
    "baseURL: https://ex.org\npermalinks: {u: '/:title/:filename', w: "
    "'/:sections[1:]/:sections[last]/:slug', tags: '/t/:slug/', größe: /g/:title}\n",
    "baseURL: https://ex.org\npermalinks: {u: /:slugorfilename.html, v1.2: ':section/:filename', "
    "w: "
    "'/:sections[0]/:sections[:1]/:slugorfilename/'}\n",
    "baseURL: https://ex.org\ndefaultContentLanguageInSubdir: true\nlanguages: {en: {}, fr: {}}\n",
    "baseURL: https://ex.org\ndisableKinds: [page]\n",
    "baseURL: https://ex.org\ndisableKinds: [home, taxonomyTerm]\n",
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

void write_site(const TempDir& dir, const std::string& site, const std::string& configuration,
                const std::vector<Content>& contents) {
  for (const Content& content : contents)
    dir.write(site + "/content/" + content.path, content.text);
  dir.write(site + "/hugo.yaml", configuration);
}

std::string text_of(const Differences& all) {
  std::string text;
  for (const auto& [kind, lines] : all) {
    for (const std::string& line : lines) text += kind + ": " + line + "\n";
  }
  return text;
}

void expect_agreement(const fs::path& root, const std::string& what) {
  const PostRecords generator = hugo_records(root);
  EXPECT_EQ(generator.refused.size(), 0U) << what << generator.refused.begin()->second;
  const PostRecords ours = our_records(*open_site(root, {}));
  for (const auto& [path, why] : ours.refused) ADD_FAILURE() << path << ": " << why;
  EXPECT_GT(generator.posts.size(), 3U);
  EXPECT_EQ(text_of(compare(generator, ours)), "") << "with\n" << what;
}

class HugoOracle : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!has_hugo()) GTEST_SKIP() << "hugo is not installed";
  }
  void expect_agreement_with(const std::vector<std::string>& configurations,
                             const std::vector<Content>& contents) {
    for (std::size_t i = 0; i < configurations.size(); ++i) {
      const std::string site = fmt::format("site{}", i);
      write_site(dir_, site, configurations[i], contents);
      expect_agreement(dir_.path() / site, configurations[i]);
    }
  }

 private:
  TempDir dir_;
};

TEST_F(HugoOracle, PublishesWhatHugoPublishes) {
  expect_agreement_with(kConfigurations, kContent);
}
TEST_F(HugoOracle, Dates) {
  expect_agreement_with(kDateConfigurations, kDates);
}
TEST_F(HugoOracle, Urls) {
  expect_agreement_with(kUrlConfigurations, kUrls);
}

}  // namespace
}  // namespace blogsearch
