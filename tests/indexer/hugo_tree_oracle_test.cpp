// SPDX-License-Identifier: GPL-3.0-or-later
// What the real Hugo makes of bundles, sections, languages and cascades, beside our reading.
// Skipped where Hugo is not installed.
#include "tests/support/hugo_fixture.hpp"

#include <string>
#include <vector>

namespace blogsearch {
namespace {

// Bundles, sections, build options and cascades. No two targets of a cascade set one key of one
// page: which of them wins is chance with this version.
const std::vector<SiteFile> kTree = {
    {"leaf/index.md", "---\ntitle: L\n---\n"},
    {"leaf/inner/index.md", "---\ntitle: I\n---\n"},
    {"leaf/inner/x.md", "---\ntitle: X\n---\n"},
    {"leaf/branch/_index.md", "---\ntitle: B\n---\n"},
    {"leaf/branch/page.md", "---\ntitle: P\n---\n"},
    {"leaf/page.md", "---\ntitle: P\n---\n"},
    {"leaf/other.html", "---\ntitle: P\n---\n"},
    {"html/index.html", "---\ntitle: H\n---\n<p>x\n"},
    {"html2/_index.html", "---\ntitle: H\n---\n<p>x\n"},
    {"html2/static.html", "<p>x\n"},
    {"a/_index.md", "---\ntitle: A\n---\n"},
    {"a/b/c/deep.md", "---\ntitle: D\n---\n"},
    {"a/b/bundle/index.md", "---\ntitle: B\n---\n"},
    {"o/headless.md", "---\nheadless: true\n---\n"},
    {"o/headless2/index.md", "---\nheadless: 'true'\n---\n"},
    {"o/never.md", "---\n_build: {list: never}\n---\n"},
    {"o/local.md", "---\n_build: {list: local}\n---\n"},
    {"o/link.md", "---\n_build: {render: link}\n---\n"},
    {"o/false.md", "---\n_build: {render: false}\n---\n"},
    {"o/true.md", "---\n_build: {render: true}\n---\n"},
    {"o/always.md", "---\n_build: {render: always}\n---\n"},
    {"o/draft1.md", "---\ndraft: 'true'\n---\n"},
    {"o/draft2.md", "---\ndraft: 1\n---\n"},
    {"o/draft3.md", "---\ndraft: yes\n---\n"},
    {"o/draft4.md", "---\ndraft: nonsense\n---\n"},
    {"o/draft5.md", "---\ndraft: false\npublished: false\n---\n"},
    {"o/draft6.md", "---\npublished: 'false'\n---\n"},
    {"o/type.md", "---\ntype: x\nlayout: y\nweight: 3\nlinkTitle: l\n---\n"},
    {"hid/_index.md", "---\n_build: {render: never, list: never}\n---\n"},
    {"hid/page.md", "---\ntitle: P\n---\n"},
    {"off/_index.md", "---\ndraft: true\n---\n"},
    {"off/sub/_index.md", "---\ntitle: S\n---\n"},
    {"off/sub/page.md", "---\ntitle: S\n---\n"},
    {"offfr/_index.fr.md", "---\ndraft: true\n---\n"},
    {"offfr/page.md", "---\ntitle: S\n---\n"},
    {"c/_index.md",
     "---\ntitle: C\ncascade:\n  tags: [handed]\n  slug: no\n  Categories: [one]\n---\n"},
    {"c/page.md", "---\nslug: own\n---\n"},
    {"c/sub/_index.md", "---\ncascade:\n  tags: [nearer]\n---\n"},
    {"c/sub/page.md", "---\nslug: p\n---\n"},
    {"c/sub/bundle/index.md", "---\nslug: p2\n---\n"},
    {"t/_index.md",
     "---\ncascade:\n- _target: {path: '/t/x*'}\n  draft: true\n- _target: {kind: section}\n"
     "  tags: [sec]\n- _target: {lang: fr}\n  categories: [french]\n- _target: {environment: "
     "staging}\n"
     "  draft: true\n- _target: {path: '/t/{y,z}.md'}\n  _build: {render: never}\n- _target: "
     "{path: '**/in/**', kind: page}\n  date: 2020-01-01\n---\n"},
    {"t/x1.md", "---\ntitle: X\n---\n"},
    {"t/xsub/page.md", "---\ntitle: X\n---\n"},
    {"t/y.md", "---\ntitle: X\n---\n"},
    {"t/w.md", "---\ntitle: X\n---\n"},
    {"t/w.fr.md", "---\ntitle: X\n---\n"},
    {"t/sub/_index.md", "---\ntitle: S\n---\n"},
    {"t/sub/in/page.md", "---\ntitle: S\n---\n"},
    {"tags/_index.md", "---\ntitle: Tags\n---\n"},
    {"tags/handed/_index.md", "---\ntitle: H\nslug: hh\n---\n"},
    {"tags/unused/_index.md", "---\ntitle: U\n---\n"},
    {"twice/a.md", "---\ntitle: P\n---\n"},
    {"twice/a.markdown", "---\ntitle: P\n---\n"},
    {"twice/a.html", "---\ntitle: P\n---\n"},
    {"twice/d/index.md", "---\ntitle: P\n---\n"},
    {"twice/d/index.markdown", "---\ntitle: P\n---\n"},
    {"twice/d/index.knit.md", "---\ntitle: P\n---\n"},
    {"twice/b/index.md", "---\ntitle: P\n---\n"},
    {"twice/b.md", "---\ntitle: P\n---\n"},
    {"twice/c/_index.md", "---\ntitle: P\n---\n"},
    {"twice/c.md", "---\ntitle: P\n---\n"},
    {"tags/page.md", "---\ntitle: A page below tags\n---\n"},
    {"categories/One/_index.md", "---\ntitle: One\ndraft: true\n---\n"},
};
// Bundles of one language only.
const std::vector<SiteFile> kFrench = {
    {"fr/index.fr.md", "---\ntitle: F\n---\n"},   {"fr/page.md", "---\ntitle: P\n---\n"},
    {"fr/page.fr.md", "---\ntitle: P\n---\n"},    {"a/b/_index.fr.md", "---\ntitle: B\n---\n"},
    {"a/_index.md", "---\ntitle: A\n---\n"},      {"a/b/page.md", "---\ntitle: P\n---\n"},
    {"a/b/c/page.fr.md", "---\ntitle: P\n---\n"}, {"both/index.md", "---\ntitle: L\n---\n"},
    {"both/index.fr.md", "---\ntitle: L\n---\n"}, {"both/x.fr.md", "---\ntitle: L\n---\n"},
    {"d/a.en.md", "---\ntitle: L\n---\n"},        {"d/b.FR.md", "---\ntitle: L\n---\n"},
    {"d/c.de.md", "---\ntitle: L\n---\n"},        {"d/d.fr.html", "---\ntitle: L\n---\n"},
};
const std::vector<std::string> kFrenchConfigurations = {
    "baseURL: https://ex.org\nlanguages: {en: {weight: 1}, fr: {weight: 2}}\n",
    "baseURL: https://ex.org\ndefaultContentLanguage: fr\nlanguages: {en: {}, fr: {}}\n",
    "baseURL: https://ex.org\nlanguages: {en: {contentDir: content/a}, fr: {contentDir: "
    "content/d}}\n",
};
const std::vector<std::string> kTreeConfigurations = {
    "baseURL: https://ex.org\n",
    "baseURL: https://ex.org\nlanguages: {en: {weight: 1}, fr: {weight: 2}}\n",
    "baseURL: https://ex.org\nlanguages: {fr: {weight: 1}, en: {weight: 2}}\n",
    "baseURL: https://ex.org\ndefaultContentLanguage: fr\nlanguages: {en: {}, fr: {}}\n",
    "baseURL: https://ex.org\nlanguages: {en: {}, fr: {disabled: true}}\n",
    "baseURL: https://ex.org\nlanguages: {en: {permalinks: {o: '/e/:filename'}}, fr: {title: F, "
    "disableKinds: [section], taxonomies: {sujet: sujets}}}\n",
    "baseURL: https://ex.org\ntaxonomies: {}\nbuildDrafts: true\n",
    "baseURL: https://ex.org\ntaxonomies: {category: categories}\n",
    "baseURL: https://ex.org\ncascade: [{tags: [site], _target: {kind: section, path: '/a/**'}}]\n",
    "baseURL: https://ex.org\ncascade: [{_target: {path: '{/leaf/**,/a/b/**}'}, _build: {render: "
    "never}}]\n",
    "baseURL: https://ex.org\nmodule: {mounts: [{source: content, target: content}, {source: "
    "content/o, target: content/o2, lang: en}, {source: static, target: static}]}\n",
    "baseURL: https://ex.org\nmodule: {mounts: [{source: content/a, target: content/x/y}, {source: "
    "content/c, target: content/c, excludeFiles: ['sub/**']}, {source: content/o, target: "
    "content/o, "
    "includeFiles: ['/draft*.md']}]}\n",
    "baseURL: https://ex.org\ncontentDir: content/a\n",
    "baseURL: https://ex.org\nignoreFiles: ['\\.knit\\.md$', '^/leaf', 'content/a/b', "
    "'_index.md$']\n",
};

TEST_F(HugoOracle, PagesAndSections) {
  expect_agreement(kTree, kTreeConfigurations);
  expect_agreement(kFrench, kFrenchConfigurations);
}

}  // namespace
}  // namespace blogsearch
