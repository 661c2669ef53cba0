// SPDX-License-Identifier: GPL-3.0-or-later
// Has the real Hugo render pages and compares their heading ids and words with what we read.
// Skipped where it is not installed.
#include "tests/support/hugo_fixture.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace blogsearch {
namespace {

const std::vector<SiteFile> kHeadings = {
    {"plain", "# One\n\n## Two Words\n\n### three-part name_here 4.5\n\n#### A #1 C++ & Co.\n"},
    {"setext", "Main title\n==========\n\nSub title\n---\n\nTwo\nlines\n-----\n"},
    {"closing", "## Closed ##\n\n## Hash #\n\n##\n\n## \n\n#nope\n\n## a \\# b #\n"},
    {"same", "## Same\n\n## Same\n\n## same\n\n## Same 1\n\n## Same\n\n## Same-1\n"},
    {"inline",
     "## A [link](https://example.org/x) here\n\n## `code()` and *em* **strong** _u_\n\n"
     "## [ref][r] and ![alt text](i.png)\n\n## <b>bold</b> html\n\n[r]: /x\n"},
    {"signs",
     "## What's \"this\" -- and... that?\n\n## a—b – c\n\n## 100% of $5 (50/50)\n\n## !!!\n\n"
     "## ---\n\n## ...\n"},
    {"entities", "## Fish &amp; chips &copy; x\n\n## a &lt;b&gt;\n\n## x \\* y \\_ z\n"},
    {"scripts",
     "## Größe und Überschrift\n\n## 中文 标题！\n\n## Заголовок\n\n## हिन्दी शीर्षक\n\n"
     "## العربية\n\n## ÀÉÎ ÕÜ ß ŒŁ\n\n## １２ Ⅳ ½ ²\n"},
    {"emoji", "## :rocket: Launch :tada:\n\n## 🚀 real\n\n## at 10:30:45\n"},
    {"attributes",
     "## Own {#own}\n\n## Class {.c #two .d}\n\n## Key {key=value}\n\n"
     "## Own {#own}\n\n## own\n\nSetext {#set}\n------\n\n## Not {this}\n\n"
     "## Quoted {#\"q\"}\n\n## Text {#id} after\n"},
    {"nested",
     "* item\n\n  ## In a list\n\n> ## In a quote\n>\n> Setext too\n> ---\n\n"
     "1. ### Right away\n\n   text\n"},
    {"indented", "   ## Three blanks\n\n    ## Code\n\n\t## Code too\n\n##\tTab\there\n"},
    {"math", "## The $x^2$ case\n\n## \\(a+b\\)\n\n## Cost $5\n"},
    {"fences", "```\n# no heading\n```\n\n~~~ sh\n## no\n~~~\n\n## Yes\n"},
    {"numbers", "## 1. First\n\n## 2) Second\n\n## 2024-01-05\n\n## v1.2.3\n"},
    {"spaces", "##   Many    blanks   inside  \n\n## tail \\\n\n## a\u00a0b\n"},
    {"html", "<h2>Raw</h2>\n\n<h2 id=\"raw-id\">Raw two</h2>\n\n## After\n"},
    {"footnote", "## Noted[^1]\n\ntext[^1]\n\n[^1]: the note\n"},
    {"struck", "## ~~old~~ new\n\n## a ~~ b\n"},
    {"autolink", "## See https://example.org/a_b now\n\n## <https://example.org>\n"},
};

// What is said: as it stands on the page, but for numbers of footnotes.
const std::vector<SiteFile> kTexts = {
    {"paragraphs",
     "One *two* __three__ `four`\nfive\\\nsix  \nseven <!-- no --> eight\n\n***\n\nnine\n"},
    {"footnotes",
     "a[^1] b[^note] c[^2].\n\n[^1]: First.\n[^note]:\n    Second *par*.\n\n    "
     "Third par.\n[^2]: With `code`.\n\nafter\n"},
    {"definitions",
     "Term\n: Meaning one\n: Meaning two\n\nOther *term*\n\n: Its meaning\n\n  goes on\n"},
    {"tables", "| A | B |\n|---|:-:|\n| one | `a\\|b` |\n| *two* | [x](y) |\n\nno | table\n"},
    {"tasks", "- [ ] open\n- [x] done\n- [link](x)\n"},
    {"struck", "~~gone~~ and ~~two words~~ a~b\n"},
    {"typographer", "\"quoted\" -- it's... 1--2 'x'\n"},
    {"attributes", "# T {.c #i}\n\nparagraph\n\n> quote\n{.b}\n\n* item\n{.l}\n\n![i](a.png)\n"},
    {"rawhtml",
     "<div class=\"x\">in div</div>\n\nan <b>inline</b> <kbd>K</kbd> one\n\n<details>\n"
     "<summary>Sum</summary>\n\n*more* text\n\n</details>\n\n<script>var no;</script>\n"
     "<style>no {}</style>\n"},
    {"fences",
     "```go {hl_lines=[1]}\nfunc main() {}\n```\n\n~~~{.python}\nprint(1)\n~~~\n\n"
     "    indented code\n\n```{class=\"x\"}\nplain\n```\n"},
    {"links",
     "<https://example.org/a> https://example.org/b www.example.org me@example.org [t](u \"ti\") "
     "[r] [r][] [x][r] [no]\n\n[r]: /u 'title'\n"},
    {"images", "![alt *em* text](a.png \"title\") and ![](b.png)\n"},
    {"quotes", "> one\n> two\n>\n> > deep\n\nlazy > x\n> y\nz\n"},
    {"lists", "1. one\n2. two\n   - a\n   - b\n\n     para\n\n* x\n\n  y\n"},
    {"entities", "&lt;b&gt; &amp; &eacute; &#233; &#x4e2d; &nope; AT&T\n"},
    {"escapes", "\\*no\\* \\# \\[x\\] \\`c\\` 1\\. \\{x}\n"},
    {"more", "before\n\n<!--more-->\n\nafter\n"},
    {"cjk", "第一行\n第二行 *强调* english\nmore **粗体**字\n"},
    {"shortcodes",
     "a {{< empty >}} b {{< wrap >}}inner *text*{{< /wrap >}} c {{< wrap >}}x {{< wrap >}}"
     "nested{{< /wrap >}} y{{< /wrap >}}\n\n{{% md %}}\n**bold** in\n\n* item\n{{% /md %}}\n\n"
     "{{< empty a=\"b c\" d=1 >}} {{<empty>}} {{< wrap />}} {{< empty\n  x=\"1\"\n>}} end\n"},
    {"escaped",
     "Use `{{</* wrap */>}}` and {{%/* md */%}}\n\n```\n{{</* empty a=\"b\" */>}}\n```\n"},
    {"highlight",
     "{{< highlight go \"linenos=false\" >}}\nfunc f() { return }\n{{< /highlight >}}\n"},
    {"ref", "[see]({{< ref \"links\" >}}) and [it]({{% relref \"tables.md\" %}}) x\n"},
    {"incode", "```\n{{< wrap >}}kept{{< /wrap >}}\n```\n"},
    {"figure", "{{< figure src=\"a.png\" title=\"The title\" >}}\n"},
    {"youtube", "x {{< youtube w7Ft2ymGmfc >}} y\n"},
};

const std::vector<std::string> kHeadingConfigurations = {
    "markup: {goldmark: {renderer: {unsafe: true}}}\n",
    "enableEmoji: true\nmarkup: {goldmark: {renderer: {unsafe: true}, parser: {autoHeadingIDType: "
    "github-ascii}}}\n",
    "markup: {goldmark: {renderer: {unsafe: true}, parser: {autoHeadingIDType: blackfriday}}}\n",
    "markup: {goldmark: {renderer: {unsafe: true}, parser: {autoHeadingID: false}}}\n",
};

void expect_same_reading(const std::vector<SiteFile>& pages, const std::string& configuration) {
  const TempDir dir;
  dir.write("hugo.yaml", "baseURL: https://ex.org\nlanguageCode: en\n" + configuration);
  for (const SiteFile& page : pages)
    dir.write(fmt::format("content/{}.md", page.path),
              fmt::format("---\ntitle: T\n---\n{}", page.text));
  dir.write("layouts/shortcodes/empty.html", "");
  dir.write("layouts/shortcodes/wrap.html", "{{ .Inner | markdownify }}");
  dir.write("layouts/shortcodes/md.html", "{{ .Inner }}");
  EXPECT_EQ(hugo_disagreement(dir.path()), "") << "with\n" << configuration;
}

TEST_F(HugoOracle, Words) {
  expect_same_reading(kTexts,
                      "markup: {goldmark: {renderer: {unsafe: true}, parser: {attribute: "
                      "{block: true}}}}\n");
}

TEST_F(HugoOracle, HeadingIds) {
  for (const std::string& configuration : kHeadingConfigurations)
    expect_same_reading(kHeadings, configuration);
}

}  // namespace
}  // namespace blogsearch
