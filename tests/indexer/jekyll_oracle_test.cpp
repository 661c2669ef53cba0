// SPDX-License-Identifier: GPL-3.0-or-later
// Has the real Jekyll read sites and compares what it publishes, where and when. Skipped where
// it is not installed.
#include "tests/support/site_fixture.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace blogsearch {
namespace {

namespace fs = std::filesystem;

// Reads each folder named on its command line as a build does, and writes what it would publish to
// FOLDER.txt.
constexpr std::string_view kBuild = R"(require "jekyll"
Jekyll.logger.log_level = :error
ARGV.each do |dir|
  ENV["TZ"] = "UTC"
  conf = Jekyll.configuration("source" => dir, "destination" => dir + "/_site", "disable_disk_cache" => true)
  # A relative `source` is inside the folder.
  own = SafeYAML.load_file(dir + "/_config.yml") rescue (YAML.load_file(dir + "/_config.yml") || {})
  conf["source"] = File.join(dir, own["source"]) if own["source"]
  site = Jekyll::Site.new(conf)
  site.reset
  site.read
  collections_dir = conf["collections_dir"].to_s
  lines = (site.docs_to_write + site.pages).map do |d|
    next if d.is_a?(Jekyll::StaticFile)
    path = d.relative_path
    path = File.join(collections_dir, path) if d.is_a?(Jekyll::Document) && !collections_dir.empty?
    path = File.join(own["source"], path) if own["source"]
    next unless path =~ /\.(md|markdown|html|htm)\z/
    now = d.is_a?(Jekyll::Page) || d.date.to_i == site.time.to_i
    [path, conf["url"].to_s + conf["baseurl"].to_s + d.url, now ? "-" : d.date.strftime("%Y-%m-%d"),
     Array(d.data["tags"]).join(","), Array(d.data["categories"]).join(",")].join(" | ")
  end
  File.write(dir + ".txt", lines.compact.join("\n") + "\n")
end
)";

// A site's content that touches every rule; each configuration below is built with all of it.
void write_content(const TempDir& dir, const std::string& site) {
  const auto put = [&](const std::string& path, const std::string& front,
                       const std::string& body = "Text.\n") {
    dir.write(site + "/" + path, "---\n" + front + "---\n" + body);
  };
  const std::vector<std::string> names = {"first",
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
  const std::vector<std::string> fronts = {"",
                                           "date: 2023-12-31 23:30:00\n",
                                           "date: \"2023-12-31 23:30\"\n",
                                           "date: 2023-12-31 23:30:00 +0900\n",
                                           "date: Dec 31, 2023 11:30pm\n",
                                           "categories: a b, C\n",
                                           "category: one\ncategories: [Two, three, 'a b']\n",
                                           "tags: x y\n",
                                           "tag: t 1\ntags: [u]\n",
                                           "slug: My Slug!\n",
                                           "permalink: /fixed page/:title:output_ext\n",
                                           "published: false\n",
                                           "title: Other\npublished: true\n",
                                           "date: 2199-01-01\n"};
  int day = 0;
  for (const std::string& name : names) {
    for (std::size_t i = 0; i < 4; ++i, ++day)
      put(fmt::format("_posts/20{:02}-{}-{:02}-{}.md", 10 + day % 15, day % 12 + 1, day % 28 + 1,
                      name),
          fronts[static_cast<std::size_t>(day) % fronts.size()]);
  }
  for (std::size_t i = 0; i < fronts.size(); ++i) {
    put(fmt::format("es/notas/_posts/2021-02-03-n{}.markdown", i), fronts[i]);
    put(fmt::format("_posts/sub/deep/2020-12-31-s{}.md", i), fronts[i]);
    put(fmt::format("_recipes/dir/r{}.md", i), fronts[i]);
    put(fmt::format("_recipes/2022-03-04-d{}.html", i), fronts[i]);
    put(fmt::format("_notes/n{}.md", i), fronts[i]);
  }
  put("_posts/24-1-5-short.md", "");
  put("_posts/2024-02-30-over.md", "");
  put("_posts/_no/2024-02-03-hidden.md", "");
  put("_drafts/idea.md", "date: 2020-01-02\n");
  put("_drafts/2020-05-06-dated.md", "");
  put("about.md", "tags: [p]\n");
  put("docs/index.md", "");
  put("docs/My Page.html", "");
  put("docs/x.htm", "permalink: /:path/y/:basename/\n");
  put("docs/hidden.md", "published: false\n");
  put("skip/me.md", "");
  put("_extra/page.md", "");
  put("404.html", "permalink: /404.html\n");
  dir.write(site + "/README.md", "# no front matter\n");
  dir.write(site + "/_posts/2024-03-04-bare.md", "no front matter\n");
  dir.write(site + "/_recipes/bare.md", "no front matter\n");
}

const std::vector<std::string> kConfigurations = {
    "",
    "permalink: pretty\nurl: https://ex.org\nbaseurl: /blog\ntimezone: America/Los_Angeles\n",
    "permalink: ordinal\ntimezone: Asia/Tokyo\nfuture: true\n",
    "permalink: none\nunpublished: true\nshow_drafts: true\n",
    "permalink: weekdate\ncollections: {recipes: {output: true}, notes: }\n",
    "permalink: /:categories/:short_year/:i_month/:i_day/:slug:output_ext\ncollections: {recipes: "
    "{output: true, permalink: '/r/:path/'}}\n",
    "permalink: /:year/:month_:day/:title\ncollections: {recipes: {output: true, permalink: "
    "'/:collection/:year/:name/:title/'}}\n",
    "permalink: /:slugified_categories/:long_month/:w_year/:week/:title/\nexclude: [skip, "
    "'*.htm']\ninclude: [_extra]\n",
    "defaults:\n- {scope: {path: ''}, values: {tags: [all]}}\n- {scope: {path: '', type: posts}, "
    "values: {permalink: '/p/:title/'}}\n"
    "- {scope: {path: 'es'}, values: {categories: spanish}}\n- {scope: {path: 'docs', type: "
    "pages}, values: {permalink: '/d/:basename/'}}\n"
    "- {scope: {path: '_posts/*/deep'}, values: {published: false}}\n",
    "collections: {recipes: {output: true}}\ndefaults:\n- {scope: {path: '_recipes/dir'}, values: "
    "{category: cooked}}\n"
    "- {scope: {path: '', type: recipes}, values: {category: raw, permalink: "
    "'/food/:categories/:title/'}}\n",
    "collections_dir: es\ncollections: {notes: {output: true}}\n",
    "markdown_ext: md,markdown,text\npermalink: date\ntimezone: Europe/Berlin\n",
};

std::set<std::string> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::set<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.insert(line);
  }
  return lines;
}

TEST(JekyllOracle, PublishesWhatJekyllPublishes) {
  if (std::system("ruby -e 'require \"jekyll\"' >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "jekyll is not installed";
  const TempDir dir;
  std::string command = "ruby " + dir.write("build.rb", kBuild).string();
  for (std::size_t i = 0; i < kConfigurations.size(); ++i) {
    const std::string site = fmt::format("site{}", i);
    write_content(dir, site);
    dir.write(site + "/_config.yml", kConfigurations[i]);
    command += " " + (dir.path() / site).string();
  }
  ASSERT_EQ(std::system((command + " > " + (dir.path() / "log").string() + " 2>&1").c_str()), 0)
      << std::ifstream(dir.path() / "log").rdbuf();
  for (std::size_t i = 0; i < kConfigurations.size(); ++i) {
    const fs::path root = dir.path() / fmt::format("site{}", i);
    const std::set<std::string> generator = lines_of(root.string() + ".txt");
    EXPECT_GT(generator.size(), 10U);
    const std::string found = differences(generator, SiteFixture::shown(*open_site(root, {})));
    EXPECT_EQ(found, "") << "with\n" << kConfigurations[i];
  }
}

}  // namespace
}  // namespace blogsearch
