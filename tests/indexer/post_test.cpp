// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/post.hpp"

#include "common/error.hpp"
#include "tests/support/temp_dir.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

Post load(std::string_view text) {
  const TempDir dir;
  dir.write("a.md", text);
  return load_post(*open_site(dir.path(), {}), "a.md", text);
}

std::string title_of(std::string_view title) {
  return load("---\ntitle: '" + std::string(title) + "'\n---\n\nText.\n").facts.title;
}

TEST(Post, GoesThroughTheStages) {
  const Post post =
      load("---\ntitle: A title\ntags: [x, y]\nlang: de\n---\n\n# One\n\nSome *text*.\n");
  EXPECT_EQ(post.facts.title, "A title");
  EXPECT_EQ(post.facts.tags, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(post.facts.language, "de");
  EXPECT_EQ(post.body.text, "Some text.\n");
  ASSERT_EQ(post.body.sections.size(), 1U);
  EXPECT_EQ(post.body.sections[0].heading, "One");
}

TEST(Post, TitlesReadAsTheyAreShown) {
  EXPECT_EQ(title_of("The <i>lingua franca</i> of <code>C</code>"), "The lingua franca of C");
  EXPECT_EQ(title_of("Using `std::vector`"), "Using std::vector");
  EXPECT_EQ(title_of("AT&amp;T &lt;3 vector<int>"), "AT&T <3 vector<int>");
  EXPECT_EQ(title_of("vector<int> & more"), "vector<int> & more");
}

std::string description_of(std::string_view description) {
  return load("---\ndescription: >-\n  " + std::string(description) + "\n---\n\nText.\n")
      .facts.description;
}

TEST(Post, DescriptionsReadAsTheyAreShown) {
  EXPECT_EQ(description_of("How `fold()` *really* helps **you**, and [me](https://example.org/a)."),
            "How fold() really helps you, and me.");
  EXPECT_EQ(description_of("<p>The team&#39;s <a href=\"/x\">first</a> report&rsquo;s &#58;</p>"),
            "The team's first report’s :");
  EXPECT_EQ(description_of("Read the `<details>` tag, {{< param x >}}too"),
            "Read the <details> tag, too");
}

TEST(Post, DescriptionsKeepWhatIsNoMarkup) {
  for (const std::string text :
       {"vector<int> & Option<T>: a < b", "O*NET and *.md, 2 * 3", "snake_case_names stay",
        "__init__ and _R_CHECK_LINES_", "`|>` is code", "Q&A; 100% #1", "3. Teil", "[sic]"}) {
    std::string shown = text;
    std::erase(shown, '`');
    EXPECT_EQ(description_of(text), shown);
  }
}

std::vector<std::string> authors_of(std::string_view author) {
  return load("---\nauthor: '" + std::string(author) + "'\n---\n\nText.\n").facts.authors;
}

TEST(Post, LinkedAuthorsAreTheirNames) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(authors_of("[Ann Lee](https://example.org/ann)"), Names{"Ann Lee"});
  EXPECT_EQ(authors_of("[Ann Lee](https://example.org/ann) (Acme),"), Names{"Ann Lee"});
  EXPECT_EQ(authors_of("[Ann](/a) (Acme, Inc.), [Bo [B.]](/b), and [Cy](/c) and Di (Acme)"),
            (Names{"Ann", "Bo [B.]", "Cy", "Di (Acme)"}));
  EXPECT_EQ(authors_of("[Ann](/a), keeper of keys"), (Names{"Ann", "keeper of keys"}));
  EXPECT_EQ(authors_of("Ann Lee ([@ann](https://example.org/ann))"), Names{"Ann Lee (@ann)"});
  EXPECT_EQ(authors_of("Dr. [Ann](/a), [Ann](/b), [Ann](/a)"), (Names{"Dr. Ann", "Ann"}));
  EXPECT_EQ(authors_of("<a href=\"/a\">Ann</a> *Lee*"), Names{"Ann Lee"});
}

TEST(Post, NamesWithoutLinksAreNotTakenApart) {
  for (const std::string name : {"Smith, John", "John Smith, Jr.", "Bell and Sons", "a_b", "Ann (",
                                 "[Ann] (", "Ann & Bo", "the Foo and Bar teams"})
    EXPECT_EQ(authors_of(name), std::vector<std::string>{name});
}

TEST(Post, TitlesComeFromTheTextWhereNoneIsGiven) {
  EXPECT_EQ(load("# Heading\n\nText.\n").facts.title, "Heading");
  EXPECT_EQ(load("Only text here.\nMore.\n").facts.title, "Only text here. More.");
  std::string chinese;
  for (int i = 0; i < 26; ++i) chinese += "字";
  EXPECT_EQ(load(chinese + "字字\n").facts.title, chinese);  // 78 of the 80 bytes
}

TEST(Post, WithNeitherTitleNorTextIsHidden) {
  for (const char* blank :
       {"---\nlang: de\n---\n", "---\ntags: [x]\n---\n{{< list >}}\n\n", "\n"}) {
    const Post post = load(blank);
    EXPECT_TRUE(post.is_left_out);
    EXPECT_FALSE(post.facts.published);
    EXPECT_EQ(post.facts.hidden_because, "neither a title nor a text");
  }
  for (const char* some : {"---\ntitle: T\n---\n", "---\ndescription: D\n---\n", "x", "# H\n"})
    EXPECT_TRUE(load(some).facts.published) << some;
}

TEST(Post, PagesForProgramsAreHidden) {
  for (const char* url : {"/feed.xml", "/search.json", "/robots.TXT"}) {
    const Post post = load(std::string("---\ntitle: T\npermalink: ") + url + "\n---\nText.\n");
    EXPECT_FALSE(post.facts.published) << url;
    EXPECT_EQ(post.facts.hidden_because, "for programs, by its address");
  }
  EXPECT_TRUE(load("---\npermalink: /xml/\n---\nText.\n").facts.published);
  EXPECT_TRUE(load("---\npermalink: /on-feed.xml.html\n---\nText.\n").facts.published);
}

TEST(Post, LanguagesComeFromTheTextWhereNoneIsGiven) {
  EXPECT_EQ(load("# X\n\nThe cat sat on the mat and it was not to be moved by you or by me.\n")
                .facts.language,
            "en");
  EXPECT_EQ(
      load("# X\n\nDer Hund und die Katze sind nicht in dem Haus, das ich auf der Wiese sah.\n")
          .facts.language,
      "de");
  EXPECT_EQ(load("# X\n\nLe chat est sur la table et les enfants ne sont pas dans la maison.\n")
                .facts.language,
            "fr");
  EXPECT_EQ(
      load("# X\n\nЭто не то, что я думал, но он был так же хорош, как и все.\n").facts.language,
      "ru");
  EXPECT_EQ(load("# X\n\n私は東京大学で検索エンジンを学んでいます。\n").facts.language, "ja");
  EXPECT_EQ(load("# X\n\nfoo bar baz\n").facts.language, "");
}

TEST(Post, ABadPostSaysWhere) {
  try {
    load("---\ntitle: a: b\n---\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.line(), 2);
  }
}

}  // namespace
}  // namespace blogsearch
