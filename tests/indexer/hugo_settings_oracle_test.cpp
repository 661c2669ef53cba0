// SPDX-License-Identifier: GPL-3.0-or-later
// Where the real Hugo finds its settings, and which of two counts, beside our reading.
#include "tests/support/hugo_fixture.hpp"

#include <string>
#include <vector>

namespace blogsearch {
namespace {

using Site = std::vector<SiteFile>;

// Enough that most settings show: two sections, dates, languages, terms.
Site with_content(Site site) {
  const Site content = {
      {"content/posts/a.md", "---\ntitle: A post\ndate: 2024-01-02T23:30:00\ntags: [x]\n---\n"},
      {"content/posts/a.fr.md", "---\ntitle: Un\ndate: 2024-01-02\n---\n"},
      {"content/posts/2023-01-01-dated.md", "---\ntopics: [t]\ndraft: true\n---\n"},
      {"content/docs/b/index.md", "---\ntitle: B\npublishDate: 2190-01-01\n---\n"},
      {"content/_index.md", "---\ntitle: Home\n---\n"},
      {"content/docs/_index.md", "---\ntitle: Docs\n---\n"},
      {"deutsch/posts/c.md", "---\ntitle: C\n---\n"},
  };
  site.insert(site.end(), content.begin(), content.end());
  return site;
}

TEST_F(HugoOracle, SettingsFiles) {
  const std::vector<Site> sites = {
      {{"hugo.toml", "baseURL = 'https://hugo.org'\n"},
       {"config.toml", "baseURL = 'https://config.org'\n"},
       {"hugo.yaml", "baseURL: https://yaml.org\n"}},
      {{"hugo.json", "{\"baseURL\": \"https://json.org\"}\n"},
       {"config.toml", "baseURL = 'https://config.org'\nuglyURLs = true\n"}},
      {{"config.yml", "baseURL: https://yml.org\nPERMALINKS: {posts: /:year/:slug}\n"}},
      {{"hugo.yaml",
        "baseURL: https://a.org\nuglyURLs: true\npermalinks: {posts: /p/:slug, docs: "
        "/d/:slug}\nignoreFiles: [a]\n"},
       {"config/_default/hugo.yaml", "baseURL: https://b.org\nignoreFiles: [none]\n"},
       {"config/_default/permalinks.toml", "posts = '/q/:slug'\n"},
       {"config/production/config.toml", "uglyURLs = false\n"},
       {"config/staging/config.toml", "baseURL = 'https://no.org'\n"}},
      {{"config/_default/config.toml", "title = 'T'\nbaseURL = 'https://c.org'\n"},
       {"config/_default/languages.toml",
        "[en]\nweight = 1\n[fr]\nweight = 2\n[fr.permalinks]\nposts = '/f/:slug'\n"},
       {"config/_default/taxonomies.json", "{\"topic\": \"topics\"}\n"},
       {"config/production/languages.en.toml", "title = 'English'\nbuildDrafts = true\n"}},
      {{"config/_default/hugo.toml", "baseURL = 'https://d.org'\nbuildDrafts = true\n"},
       {"config/_default/languages.en.toml", "weight = 1\n"},
       {"config/_default/languages.fr.yaml", "weight: 2\ndisabled: true\n"},
       {"config/_default/frontmatter.yaml", "date: [':filename', ':default']\n"},
       {"config/_default/sub/permalinks.yaml", "posts: /:year/:month/:slug\n"}},
      {{"hugo.toml",
        "baseURL = 'https://e.org'\ntimeZone = 'Asia/Tokyo'\n"
        "[frontmatter]\npublishDate = ['date']\n[permalinks]\nposts = '/:year/:day/:slug'\n"},
       {"config/_default/params.toml", "timeZone = 'no'\n"},
       {"config/_default/module.toml",
        "[[mounts]]\nsource = 'content'\ntarget = 'content'\n[[mounts]]\nsource = 'deutsch'\n"
        "target = 'content'\nlang = 'en'\n"}},
      {{"hugo.yaml",
        "baseURL: https://f.org\nbuildFuture: true\nlanguages:\n  en: {contentDir: "
        "content, weight: 1}\n  de: {contentDir: deutsch, languageCode: de-AT}\n"}},
      {{"hugo.yaml",
        "baseURL: https://g.org\ndefaultContentLanguage: de\nlanguages:\n  de: "
        "{contentDir: deutsch}\n  fr: {timeZone: Europe/Paris}\n"}},
      {{"hugo.yaml", "baseURL: https://h.org\nlanguageCode: pt-BR\nlanguages: {}\n"}},
      {{"hugo.yaml",
        "baseURL: https://j.org\npermalinks: {docs: /d/:slug, posts: /p/:slug}\n"
        "taxonomies: {topic: topics}\nlanguages: {en: {permalinks: {posts: /e/:slug}}, "
        "fr: {permalinks: {docs: /f/:slug}, uglyURLs: true, disablePathToLower: "
        "true}}\n"}},
      {{"hugo.yaml", "baseURL: https://i.org\nlanguages: {EN: {weight: 1}, FR: {weight: 2}}\n"}},
  };
  for (const Site& site : sites) expect_agreement(with_content(site));
}

}  // namespace
}  // namespace blogsearch
