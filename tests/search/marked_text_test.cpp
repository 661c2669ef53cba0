// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/marked_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

constexpr Paint kBrackets = {"(", "[", ")"};

std::string plain(std::string_view html, int width = 0, int indent = 0) {
  return render_marked(html, {}, {.indent = indent, .width = width});
}

TEST(RenderMarked, GivesTheCharactersBack) {
  EXPECT_EQ(plain("a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"), "a <b> & \"c\" 'd'");
  EXPECT_EQ(plain("&amp;lt; stays an entity"), "&lt; stays an entity");
  EXPECT_EQ(plain("AT&T &unknown; &"), "AT&T &unknown; &");
}

TEST(RenderMarked, DropsMarksWithoutPaint) {
  EXPECT_EQ(plain("the <mark>same</mark> café"), "the same café");
}

TEST(RenderMarked, PaintsMarksAndReturnsToTheTextsOwnPaint) {
  EXPECT_EQ(render_marked("the <mark>same</mark> café", kBrackets, {}), "(the )[same)( café)");
}

TEST(RenderMarked, SqueezesWhiteSpace) {
  EXPECT_EQ(plain("  one\n\ttwo  "), "one two");
}

TEST(RenderMarked, ShowsControlCharactersInsteadOfObeyingThem) {
  const std::string text = plain("red \x1b[31m bell \a");
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
  EXPECT_EQ(text.find('\a'), std::string::npos) << text;
}

TEST(RenderMarked, EndsLinesBetweenWords) {
  EXPECT_EQ(plain("one two three four", 9), "one two\nthree\nfour");
  EXPECT_EQ(plain("one two three four", 9, 2), "  one two\n  three\n  four");
  EXPECT_EQ(plain("unbreakable word", 4), "unbreakable\nword");
}

TEST(RenderMarked, DoesNotCountPaintAsColumns) {
  const Paint paint = {"\x1b[1m", "\x1b[33m", "\x1b[0m"};
  const std::string text = render_marked("one <mark>two</mark> six", paint, {.width = 11});
  EXPECT_EQ(text.find('\n'), std::string::npos) << text;
}

TEST(RenderMarked, CountsWideCharactersAsTwoAndEndsLinesBesideThem) {
  EXPECT_EQ(plain("雨天的图书馆", 8), "雨天的图\n书馆");
}

TEST(RenderMarked, CountsCombiningMarksAsNone) {
  EXPECT_EQ(plain("cafe\u0301 ole\u0301", 8), "cafe\u0301 ole\u0301");
}

TEST(RenderMarked, NothingGivesNothing) {
  EXPECT_EQ(plain(""), "");
}

}  // namespace
}  // namespace blogsearch
