// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/terminal_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

constexpr Paint kBrackets = {"(", "[", ")"};

// "the [same] words": what stands in brackets is marked.
MarkedText marked(std::string_view text) {
  MarkedText out;
  for (const char c : text) {
    if (c == '[') {
      out.marks.push_back({out.text.size(), 0});
    } else if (c == ']') {
      out.marks.back().end = out.text.size();
    } else {
      out.text += c;
    }
  }
  return out;
}

std::string plain(std::string_view text, int width = 0, int indent = 0) {
  return render_marked(marked(text), {}, {.indent = indent, .width = width});
}

TEST(RenderMarked, TextStaysText) {
  EXPECT_EQ(plain("a <b> &amp; \"c\""), "a <b> &amp; \"c\"");
}

TEST(RenderMarked, DropsMarksWithoutPaint) {
  EXPECT_EQ(plain("the [same] café"), "the same café");
}

TEST(RenderMarked, PaintsMarksAndReturnsToTheTextsOwnPaint) {
  EXPECT_EQ(render_marked(marked("the [same] café"), kBrackets, {}), "(the )[same)( café)");
}

TEST(RenderMarked, SqueezesWhiteSpace) {
  EXPECT_EQ(plain("  one\n\ttwo  "), "one two");
}

TEST(RenderMarked, ShowsControlCharactersInsteadOfObeyingThem) {
  const std::string text = render_marked({"red \x1b[31m bell \a", {}}, {}, {});
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
  const std::string text = render_marked(marked("one [two] six"), paint, {.width = 11});
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
