// SPDX-License-Identifier: GPL-3.0-or-later
// The URLs and aliases that the real Hugo gives, beside ours. Skipped where Hugo is not installed.
#include "tests/support/hugo_fixture.hpp"

#include <string>
#include <vector>

namespace blogsearch {
namespace {

const std::vector<SiteFile> kUrls = {
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

TEST_F(HugoOracle, UrlsAndAliases) {
  expect_agreement(kUrls, kUrlConfigurations);
}

}  // namespace
}  // namespace blogsearch
