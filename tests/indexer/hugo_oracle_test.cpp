// SPDX-License-Identifier: GPL-3.0-or-later
// Builds sites with the real Hugo and compares what it publishes, where and when. Skipped where it
// is not installed.
#include "tests/support/site_fixture.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

// The home page of each language lists its pages; list pages take the newest date of what they
// list, so theirs is left out.
constexpr std::string_view kList =
    "{{ range .Site.Pages }}{{ if and .File .Permalink }}{{ .File.Filename }} | {{ .Permalink }} | "
    "{{ if or .IsNode .Date.IsZero }}-{{ else }}{{ .Date.Format \"2006-01-02\" }}{{ end }} | "
    "{{ delimit (default slice .Params.tags) \",\" }} | {{ delimit (default slice "
    ".Params.categories) \",\" }}\n"
    "{{ end }}{{ end }}";

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

std::set<std::string> lines_below(const fs::path& folder, const std::string& root) {
  std::set<std::string> lines;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().filename() != "list.json") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with(root)) lines.insert(line.substr(root.size()));
    }
  }
  return lines;
}

void write_site(const TempDir& dir, const std::string& site, const std::string& configuration) {
  for (const Content& content : kContent)
    dir.write(site + "/content/" + content.path, content.text);
  dir.write(
      site + "/hugo.yaml",
      configuration +
          "outputs: {home: [HTML, LIST], page: [HTML], section: [HTML], taxonomy: [HTML], term: "
          "[HTML]}\n"
          "outputFormats: {LIST: {mediaType: application/json, baseName: list, isPlainText: true, "
          "notAlternative: true}}\n");
  dir.write(site + "/layouts/_default/single.html", "x");
  dir.write(site + "/layouts/_default/list.html", "x");
  dir.write(site + "/layouts/index.list.json", kList);
}

TEST(HugoOracle, PublishesWhatHugoPublishes) {
  if (std::system("hugo version >/dev/null 2>&1") != 0) GTEST_SKIP() << "hugo is not installed";
  const TempDir dir;
  for (std::size_t i = 0; i < kConfigurations.size(); ++i) {
    const std::string site = fmt::format("site{}", i);
    write_site(dir, site, kConfigurations[i]);
    const fs::path root = dir.path() / site;
    const std::string command = "cd " + root.string() + " && hugo --quiet > log 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << std::ifstream(root / "log").rdbuf();
    const std::set<std::string> generator = lines_below(root / "public", root.string() + "/");
    EXPECT_GT(generator.size(), 10U);
    std::set<std::string> ours;
    const auto opened = open_site(root, {});
    for (const std::string& path : SiteFixture::wanted(*opened)) {
      PostFacts facts = SiteFixture::describe(*opened, path);
      if (path.find("_index.") != std::string::npos) facts.date.reset();
      if (SiteFixture::is_shown(facts)) ours.insert(SiteFixture::line(path, facts));
    }
    EXPECT_EQ(differences(generator, ours), "") << "with\n" << kConfigurations[i];
  }
}

}  // namespace
}  // namespace blogsearch
