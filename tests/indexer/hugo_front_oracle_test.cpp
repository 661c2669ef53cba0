// SPDX-License-Identifier: GPL-3.0-or-later
// Front matter as the real Hugo reads and refuses it, beside our reading.
#include "tests/support/hugo_fixture.hpp"

#include <string>
#include <vector>

namespace blogsearch {
namespace {

const std::vector<SiteFile> kForms = {
    {"p/none.md", "# No front matter\n"},
    {"p/empty.md", ""},
    {"p/emptyfront.md", "---\n---\ntext\n"},
    {"p/extra.md", "------\ntitle: More marks\n---\ntext\n"},
    {"p/sameline.md", "--- title: On one line\n---\ntext\n"},
    {"p/longend.md", "---\ntitle: Long end\n-----\ntext\n"},
    {"p/endtext.md", "---\ntitle: Text behind\n--- text\n"},
    {"p/blanks.md", "\n\n  ---\ntitle: Blank lines before\n---\n"},
    {"p/bom.md", "\xEF\xBB\xBF---\ntitle: Mark before\n---\n"},
    {"p/crlf.md", "---\r\ntitle: Carriage\r\ntags: [a, b]\r\n---\r\ntext\r\n"},
    {"p/comment.md", "<!--\n---\ntitle: In a comment\n---\n-->\ntext\n"},
    {"p/dots.md", "---\ntitle: Dots\nx: |\n  a\n  ...\n---\ntext\n"},
    {"p/twice.md", "---\ntitle: a\ntitle: the last\n---\n"},
    {"p/anchor.md", "---\ntitle: &t Anchored\nslug: *t\n---\n"},
    {"p/merge.md", "---\nb: &b {title: Merged}\n<<: *b\n---\n"},
    {"p/keys.md", "---\nTITLE: Upper keys\nTags: [x]\nCATEGORIES: [z]\nDate: 2020-01-01\n---\n"},
    {"p/block.md", "---\ntitle: >\n  folded\n  lines\ntags:\n- a\n-   b c\n---\n"},
    {"p/toml.md",
     "+++\ntitle = \"T\\u00e9\"\ntags = ['a', \"b\"]\n[params]\ntitle = 'no'\n+++\ntext\n"},
    {"p/toml2.md", "+++\ntitle = '''\nlines\n'''\ndate = 2020-01-02\n+++\n"},
    {"p/json.md",
     "{\n  \"title\": \"J \\u00e9\",\n  \"tags\": [\"a\"], \"x\": {\"y\": \"}\"}\n}\ntext\n"},
    {"p/json2.md", "{\"title\": \"Twice\", \"title\": \"Last\"} text\n"},
    {"p/string.md", "---\ntags: one two\ncategories: x, y\n---\n"},
    {"p/number.md", "---\ntitle: 2020\ntags: 2020\n---\n"},
    {"p/null.md", "---\ntitle: ~\ntags:\ncategories: []\n---\n"},
    {"p/kinds.md", "---\ntags: [1, 2.50, true, 2020-01-02, text]\n---\n"},
    {"p/numbers.md", "---\ntitle: 1.50\n---\n"},
    {"p/octal.md", "---\ntitle: 0x1F\n---\n"},
    {"p/numbers2.md",
     "---\ntitle: 007\ntags: [012, 089, 0o17, 1_000, 1e3, +5, -0x10, 1.2.3, 12a, 0b11]\n---\n"},
    {"p/yes.md", "---\ntitle: yes\n---\n"},
    {"p/day.md", "---\ntitle: 2020-01-02\n---\n"},
    {"p/time.md", "---\ntitle: 12:30:45\n---\n"},
    {"p/quoted.md", "---\ntitle: \"a \\\"b\\\" \\u00e9\"\nslug: 'it''s'\n---\n"},
    {"p/list.md", "---\ntitle: [a, b]\n---\n"},
    {"p/tagged.md", "---\ntitle: !!str 12\nslug: !mine x\n---\n"},
    {"p/colon.md", "---\ntitle: \"a: b\"\nsummary: s\ndescription: d\n---\n"},
    {"p/hash.md", "---\ntitle: a # b\n# comment\n---\n"},
};

TEST_F(HugoOracle, FrontMatter) {
  expect_agreement(kForms, {"baseURL: https://ex.org\n",
                            "baseURL: https://ex.org\npermalinks: {p: '/:year/:slug'}\n"});
}

// Hugo ends its build at each of these; we report it and go on.
TEST_F(HugoOracle, FrontMatterThatIsRefused) {
  const std::vector<SiteFile> refused = {
      {"p/x.md", "- a list without front matter\n"},
      {"p/x.md", "+ a list without front matter\n"},
      {"p/x.md", "{{< shortcode >}}\n"},
      {"p/x.md", "---\ntitle: never closed\n"},
      {"p/x.md", "---\ntitle: closed by dots\n...\ntext\n"},
      {"p/x.md", "+++\ntitle = 'never closed'\n---\n"},
      {"p/x.md", "{\"title\": \"never closed\"\n"},
      {"p/x.md", "---\ntitle: a: b\n---\n"},
      {"p/x.md", "---\ntitle: [a\n---\n"},
      {"p/x.md", "---\ntitle: \"a\" b\n---\n"},
      {"p/x.md", "---\nparams:\n\ta: b\n---\n"},
      {"p/x.md", "---\n- a\n- b\n---\n"},
      {"p/x.md", "---\njust text\n---\n"},
      {"p/x.md", "+++\ntitle = a\n+++\n"},
      {"p/x.md", "+++\ntitle = 'a'\ntitle = 'b'\n+++\n"},
      {"p/x.md", "{\"title\": a}\n"},
      {"p/x.md", "---\ntitle: a\n ---\ntext\n---\n"},
      {"p/x.md", "---\nurl: https://ex.org/x\n---\n"},
      {"p/x.md", "---\naliases: ['https://ex.org/x']\n---\n"},
      {"p/x.md", "<!--\n---\ntitle: never closed\n---\ntext\n"},
  };
  for (const SiteFile& file : refused) {
    const TempDir dir;
    dir.write("hugo.yaml", "baseURL: https://ex.org\n");
    dir.write(std::string("content/") + file.path, file.text);
    EXPECT_TRUE(hugo_records(dir.path()).refused.contains("")) << file.text;
    const PostRecords ours = our_records(*open_site(dir.path(), {}));
    EXPECT_TRUE(ours.refused.contains("content/p/x.md")) << file.text;
  }
}

}  // namespace
}  // namespace blogsearch
