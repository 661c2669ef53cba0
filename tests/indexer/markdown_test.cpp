// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/markdown.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace blogsearch {
namespace {

Body read(std::string_view markdown, HeadingIdRule ids = HeadingIdRule::github) {
  return read_markdown(markdown, {.templates = TemplateLanguage::none, .heading_ids = ids});
}

TEST(Markdown, ProseLosesItsMarks) {
  EXPECT_EQ(
      read("Some *nice* **words**, a [link](https://example.org \"title\") and `code`.\n").text,
      "Some nice words, a link and code.\n");
  EXPECT_EQ(read("* one\n* two\n\n> quoted\n> text\n").text, "one\ntwo\nquoted text\n");
  EXPECT_EQ(read("![a red fox](fox.png) in the snow").text, "a red fox in the snow\n");
  EXPECT_EQ(read("Fish &amp; chips&nbsp;&mdash; &lt;b&gt;").text, "Fish & chips — <b>\n");
  EXPECT_EQ(read("").text, "");
}

TEST(Markdown, InvisibleSignsDoNotPartWords) {
  EXPECT_EQ(read("M\xEF\xBB\xBFon soft\xC2\xADware, word\xE2\x81\xA0"
                 "join “q” （ａ）")
                .text,
            "Mon software, wordjoin “q” （ａ）\n");
}

TEST(Markdown, FileNamesAreNoAlternativeTexts) {
  EXPECT_EQ(read("![img_1025](a.png) Released ![r-logo](b) ![a/photo.JPG](c) ![728x90](d)").text,
            "Released\n");
  EXPECT_EQ(read("<p><img alt='hex-blog-1' src=a> <img alt='cup.jpg'> text</p>").text, "text\n");
  EXPECT_EQ(read("![*one* `x-1`\npicture](a) ![Fox](b) ![图1-分布](c) <img alt='a-b c'>").text,
            "one x-1 picture Fox 图1-分布 a-b c\n");
  EXPECT_EQ(read("[![build-status](a)](b) ![out ![in_1](c)](d)").text, "out in_1\n");
}

TEST(Markdown, DefinitionsWhoseAddressIsATag) {
  const auto text = [](std::string_view markdown, TemplateLanguage templates) {
    return read_markdown(markdown, {.templates = templates}).text;
  };
  EXPECT_EQ(text("See [the first][one] and [two].\n\n[one]: {% post_url 2020-01-01-a %}\n"
                 "[two]: {{ site.base }}/docs/ 'T'\n",
                 TemplateLanguage::liquid),
            "See the first and two.\n");
  EXPECT_EQ(text("See [first][one] and [2].\n\n[one]: {{< ref \"b.md\" >}}\n"
                 "   [2]: {{% relref \"A longer name\" %}} \"Title\"\n",
                 TemplateLanguage::shortcodes),
            "See first and 2.\n");
  EXPECT_EQ(text("> [a]\n>\n> [a]: {{ x }}\n", TemplateLanguage::liquid), "a\n");
}

TEST(Markdown, MarksThatTouchWordsPairUp) {
  EXPECT_EQ(read("[**first**](x) makes **repr**oducible **ex**amples").text,
            "first makes reproducible examples\n");
  EXPECT_EQ(read("很**好**吗 **x** y").text, "很好吗 x y\n");
}

TEST(Markdown, EscapedBracketsAreNoFormula) {
  EXPECT_EQ(read("was *\\[\\[other version deleted\\]\\]* again").text,
            "was [[other version deleted]] again\n");
  EXPECT_EQ(read("a \\[ \\alpha + 1 \\] b").text, "a b\n");
}

TEST(Markdown, EmojiNamesAreNoWords) {
  const auto text = [](std::string_view markdown) {
    return read_markdown(markdown, {.templates = TemplateLanguage::none, .has_emoji = true}).text;
  };
  EXPECT_EQ(text("Shipped :rocket::tada: and 好:+1:!"), "Shipped and 好 !\n");
  EXPECT_EQ(text("at 10:30:45 a:b:c std::x::y `:tada:` http://x:80:/"),
            "at 10:30:45 a:b:c std::x::y :tada: http://x:80:/\n");
}

TEST(Markdown, RawHtmlIsReadAsHtml) {
  EXPECT_EQ(read("<html><style>a{}</style></html>\n\nafter").text, "after\n");
  EXPECT_EQ(read("Press <kbd>Ctrl</kbd>+<kbd>C</kbd><br>now.\n").text, "Press Ctrl+C now.\n");
  EXPECT_EQ(read("<div>\nraw *text*\n\n*marked*\n</div>\nafter\n").text,
            "raw *text*\nmarked\nafter\n");
  EXPECT_EQ(read("one\n\n<script>\nvar a = '<p>';\n\nb();\n</script>\n\n<!-- no -->\ntwo\n").text,
            "one\ntwo\n");
}

TEST(Markdown, SectionsBeginWhereTheirTextBegins) {
  const Body body = read("intro\n\n# First *one*\n\ntext\n\nSecond\n------\n\n### Third\nend\n");
  EXPECT_EQ(body.text, "intro\ntext\nend\n");
  ASSERT_EQ(body.sections.size(), 3U);
  EXPECT_EQ(body.sections[0].heading, "First one");
  EXPECT_EQ(body.sections[0].level, 1);
  EXPECT_EQ(body.sections[0].id, "first-one");
  EXPECT_EQ(body.text.substr(body.sections[0].begin), "text\nend\n");
  EXPECT_EQ(body.sections[1].heading, "Second");
  EXPECT_EQ(body.text.substr(body.sections[1].begin), "end\n");
  EXPECT_EQ(body.text.substr(body.sections[2].begin), "end\n");
}

TEST(Markdown, CodeKeepsItsLanguage) {
  const Body body =
      read("Call `run()`:\n\n```Cpp {1,2}\nint  main() {\n    run();\n}\n```\n\n    plain\n");
  EXPECT_EQ(body.text, "Call run():\nint main() {\nrun();\n}\nplain\n");
  ASSERT_EQ(body.code.size(), 3U);
  const auto code = [&](std::size_t i) {
    return body.text.substr(body.code[i].begin, body.code[i].end - body.code[i].begin);
  };
  EXPECT_EQ(code(0), "run()");
  EXPECT_EQ(code(1), "int main() {\nrun();\n}");
  EXPECT_EQ(body.code[1].language, "cpp");
  EXPECT_EQ(code(2), "plain");
  EXPECT_EQ(body.code[2].language, "");
}

// What CommonMark takes for text, and kramdown for links; Liquid's blanks.
TEST(Markdown, ReadsKramdown) {
  const std::pair<const char*, const char*> cases[] = {
      {"See [it][a].\n\n[a]: https://ex.org/x_(y\n", "See it.\n"},
      {"See [it](https://ex.org/f(a\\)) here.\n", "See it here.\n"},
      {"One {%- if x -%} two {%- endif -%}\n\nthree\n", "Onetwothree\n"},
      {"#No blank {#id}\n\nText.\n", "Text.\n"},
      {"```\n[a]: x(\n```\n", "[a]: x(\n"},
  };
  MarkupRules rules;
  rules.templates = TemplateLanguage::liquid;
  rules.heading_ids = HeadingIdRule::kramdown;
  rules.kramdown.is_gfm = false;
  for (const auto& [source, text] : cases)
    EXPECT_EQ(read_markdown(source, rules).text, text) << source;
  EXPECT_EQ(read_markdown("#No blank {#id}\n", rules).sections.at(0).id, "id");
}

TEST(Markdown, HostileKramdownTakesLinearTime) {
  MarkupRules rules;
  rules.heading_ids = HeadingIdRule::kramdown_gfm;
  for (const std::string_view piece :
       {"<div>\n", "<div markdown=\"1\">\n", "<!--\n", "<a b=\"", "```\n", "> ", "- ", "# *a\n",
        "# [a](b ", "[^1]: a\n", "$$ a\n", "{::comment}\n", "a\n: b\n", "{: #a}\n"}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    EXPECT_NO_THROW((void)read_markdown(text, rules)) << piece;
  }
}

}  // namespace
}  // namespace blogsearch
