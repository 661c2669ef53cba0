// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Hit only_hit(const Post& post, std::string_view query) {
  const Answer answer = TestIndex({post}).ask(query);
  EXPECT_EQ(answer.hits.size(), 1U) << query;
  return answer.hits.empty() ? Hit() : answer.hits.front();
}

std::string filler(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += "filler ";
  return text;
}

TEST(Snippet, MarksWordsInTheirForms) {
  const Hit hit = only_hit(make_post("Running far", "The runners ran. A runner runs."), "run far");
  EXPECT_EQ(write_marked(hit.title), "<mark>Running</mark> <mark>far</mark>");
  EXPECT_EQ(write_marked(hit.snippet), "The runners ran. A runner <mark>runs</mark>.");
}

TEST(Snippet, IsEscaped) {
  const Hit hit =
      only_hit(make_post("<b>bold</b>", "a <script>alert(\"x\")</script> & 'more'"), "alert bold");
  EXPECT_EQ(write_marked(hit.title), "&lt;b&gt;<mark>bold</mark>&lt;/b&gt;");
  EXPECT_EQ(
      write_marked(hit.snippet),
      "a &lt;script&gt;<mark>alert</mark>(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39;");
}

TEST(Snippet, TakesTheDensestPassage) {
  const std::string text =
      "A needle first. " + filler(100) + "Here are needle and thread together. " + filler(100);
  const Hit hit = only_hit(make_post("T", text), "needle thread");
  EXPECT_THAT(write_marked(hit.snippet),
              HasSubstr("Here are <mark>needle</mark> and <mark>thread</mark> together."));
  EXPECT_LT(write_marked(hit.snippet).size(), 320U);
}

TEST(Snippet, DoesNotCrossAHeading) {
  const Hit hit =
      only_hit(make_post("T", "before the needle\n# Heading\nafter the thread\n"), "needle thread");
  EXPECT_THAT(write_marked(hit.snippet), Not(HasSubstr("Heading")));
  const bool both = write_marked(hit.snippet).find("needle") != std::string::npos &&
                    write_marked(hit.snippet).find("thread") != std::string::npos;
  EXPECT_FALSE(both) << write_marked(hit.snippet);
}

TEST(Snippet, CutsBetweenWords) {
  const Hit hit = only_hit(make_post("T", filler(100) + "needle " + filler(100)), "needle");
  EXPECT_TRUE(write_marked(hit.snippet).starts_with("\u2026filler ")) << write_marked(hit.snippet);
  EXPECT_TRUE(write_marked(hit.snippet).ends_with(" filler\u2026")) << write_marked(hit.snippet);
}

TEST(Snippet, ShowsTheWholeOfWhatItsPassageBeginsOrEndsIn) {
  const std::string begins =
      filler(40) + "https://example.org/download/needle " + filler(20) + "thread " + filler(40);
  const std::string first = write_marked(only_hit(make_post("T", begins), "needle thread").snippet);
  EXPECT_TRUE(first.starts_with("\u2026https://example.org/download/<mark>needle</mark> "))
      << first;
  const std::string ends = filler(40) + "needle " + filler(24) + "PKG_CONFIG_PATH " + filler(40);
  const std::string last = write_marked(only_hit(make_post("T", ends), "needle config").snippet);
  EXPECT_TRUE(last.ends_with(" PKG_<mark>CONFIG</mark>_PATH\u2026")) << last;
}

TEST(Snippet, MarksAPhraseAsOne) {
  const Hit hit =
      only_hit(make_post("T", "search static things by static search"), "\"static search\"");
  EXPECT_EQ(write_marked(hit.snippet), "search static things by <mark>static search</mark>");
}

TEST(Snippet, MarksNumbersOnlyWhereTheWholeStands) {
  const Hit version = only_hit(make_post("Rust 1.68.0", "Older than 1.70.0 is."), "1.70.0");
  EXPECT_EQ(write_marked(version.title), "Rust 1.68.0");
  EXPECT_EQ(write_marked(version.snippet), "Older than <mark>1.70.0</mark> is.");
  const Hit advisory =
      only_hit(make_post("CVE-2024-43402", "Not CVE-2024-24576."), "CVE-2024-24576");
  EXPECT_EQ(write_marked(advisory.title), "<mark>CVE</mark>-2024-43402");
  EXPECT_EQ(write_marked(advisory.snippet), "Not <mark>CVE-2024-24576</mark>.");
}

TEST(Snippet, WorksWithoutSpaces) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "我们学习";
  const Hit hit = only_hit(make_post("T", text + "新幹線很快。" + text), "新幹線");
  EXPECT_THAT(write_marked(hit.snippet), HasSubstr("<mark>新幹線</mark>很快。"));
  EXPECT_LT(write_marked(hit.snippet).size(), 400U);
}

TEST(Snippet, JoinsPassagesWhereTheWordsLieApart) {
  const Hit hit = only_hit(
      make_post("T", "A needle is here. " + filler(100) + "There is the thread. " + filler(100)),
      "needle thread");
  const std::string html = write_marked(hit.snippet);
  EXPECT_TRUE(html.starts_with("A <mark>needle</mark> is here. filler")) << html;
  EXPECT_THAT(html,
              HasSubstr("filler \u2026 filler filler There is the <mark>thread</mark>. filler"));
  EXPECT_LT(html.size(), 320U);
}

TEST(Snippet, FindsWordsWhateverStandsAroundThem) {
  const struct {
    const char* text;
    const char* query;
    const char* marked;
  } cases[] = {
      {"so it was o\u2019clock, twelve", "oclock", "<mark>o\u2019clock</mark>"},
      {"he has 1,000,000 of them", "1000000", "<mark>1,000,000</mark>"},
      {"l\u2019\u00c9t\u00e9 indien", "ete", "<mark>\u00c9t\u00e9</mark>"},
      {"a cafe\u0301 there", "caf\u00e9", "<mark>cafe\u0301</mark>"},
      {"they are trying hard", "try", "<mark>trying</mark>"},
      {"he tries hard", "trying", "<mark>tries</mark>"},
      {"the stars were dying", "die", "<mark>dying</mark>"},
      {"my C++ and C# code", "c++", "<mark>C++</mark>"},
      {"\u201cquoted\u201d\u2014dashed", "dashed", "<mark>dashed</mark>"},
      {"(std::vector<int>)", "vector", "<mark>vector</mark>"},
      {"see foo_bar here", "bar", "<mark>bar</mark>"},
      {"\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440",
       "\u043f\u0440\u0438\u0432\u0435\u0442", "<mark>\u041f\u0440\u0438\u0432\u0435\u0442</mark>"},
      {"a wide \uff37\uff4f\uff52\uff44 here", "word", "<mark>\uff37\uff4f\uff52\uff44</mark>"},
      {"soft\u00adened by time", "softened", "<mark>soft\u00adened</mark>"},
  };
  for (const auto& c : cases) {
    const Hit hit = only_hit(make_post("T", std::string("Nothing here. ") + c.text), c.query);
    EXPECT_THAT(write_marked(hit.snippet), HasSubstr(c.marked)) << c.query;
  }
}

TEST(Snippet, MarksPhrasesThatShareWords) {
  const Hit hit = only_hit(make_post("T", "to be or not to be, and to be quick"),
                           "\"not to be\" \"to be quick\"");
  EXPECT_EQ(write_marked(hit.snippet),
            "to be or <mark>not to be</mark>, and <mark>to be quick</mark>");
}

TEST(Snippet, FallsBackToTheDescriptionThenToTheText) {
  Post post = make_post("needle", "The text begins here.");
  EXPECT_EQ(write_marked(only_hit(post, "needle").snippet), "The text begins here.");
  post.facts.description = "What it is about.";
  EXPECT_EQ(write_marked(only_hit(post, "needle").snippet), "What it is about.");
}

TEST(Snippet, ASectionIsFoundByItsHeading) {
  const Hit hit =
      only_hit(make_post("T", "intro\n# Sharp needles\nThey are old.\n# two\nnothing\n"), "needle");
  ASSERT_EQ(hit.sections.size(), 1U);
  EXPECT_EQ(write_marked(hit.sections[0].heading), "Sharp <mark>needles</mark>");
  EXPECT_EQ(write_marked(hit.sections[0].snippet), "They are old.");
}

TEST(Snippet, SectionsHaveTheirOwn) {
  const Hit hit = only_hit(
      make_post("T", "intro\n# one\nthe needle is here\n# two\nnothing\n# three\na needle too\n"),
      "needle");
  ASSERT_EQ(hit.sections.size(), 2U);
  EXPECT_EQ(hit.sections[0].url, "https://example.org/T/#one");
  EXPECT_EQ(write_marked(hit.sections[0].snippet), "the <mark>needle</mark> is here");
  EXPECT_EQ(hit.sections[1].heading.text, "three");
}

}  // namespace
}  // namespace blogsearch
