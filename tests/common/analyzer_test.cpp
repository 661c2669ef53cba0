// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/analyzer.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace blogsearch {
namespace {

// Each token as position:form; "=" for one that may stand there instead of the main one, "+" for
// one that is only beside it; "(...)" for the exact form.
std::string analyzed(std::string_view text) {
  Analyzer analyzer;
  std::string out;
  for (const Token& token : analyzer.analyze(text)) {
    if (!out.empty()) out += ' ';
    out += std::to_string(token.position) +
           (token.main     ? ":"
            : token.placed ? "="
                           : "+") +
           std::string(token.form);
    if (!token.exact.empty()) out += "(" + std::string(token.exact) + ")";
  }
  return out;
}

struct Example {
  std::string_view text, tokens;
};

// The rules of text, by example: test and documentation in one.
constexpr Example kExamples[] = {
    // Words, case, diacritics.
    {"Hello, World!", "1:hello 2:world"},
    {"café", "1:cafe(café)"},
    {"CAFÉ", "1:cafe(café)"},
    {"cafe\u0301", "1:cafe(café)"},
    {"straße", "1:strasse(strasse)"},
    {"Łódź", "1:lodz(łódź)"},
    {"ﬁre", "1:fire"},
    {"ＣＡＦＥ", "1:cafe"},
    {"Й й и\u0306", "1:й 2:й 3:й"},
    {"ΣΊΣΥΦΟΣ", "1:σισυφοσ(σίσυφοσ)"},
    {"हिन्दी", "1:हिन्दी"},
    {"co\u00ADoperate", "1:cooperate"},
    // Apostrophes and elisions.
    {"d'Actium", "1+dactium 1:actium"},
    {"l’été", "1+lete 1:ete(été)"},
    {"John's", "1+johns 1:john"},
    {"don't don’t", "1:dont 2:dont"},
    {"'quoted'", "1:quoted"},
    // Code.
    {"C++", "1:c++"},
    {"C#, F#", "1:c# 2:f#"},
    {"C++11", "1:c++ 2:11 1+c++11"},
    {"notepad++", "1:notepad 1+notepad++"},
    {".NET", "1:net 1+.net"},
    {"node.js", "1:node 2:js 1+node.js"},
    {"std::vector", "1:std 2:vector 1+std::vector"},
    {"foo_bar", "1:foo 2:bar 1+foo_bar"},
    {"__init__", "1:init 1+__init__"},
    {"camelCase", "1:camelcase 1+camel 1+case"},
    {"XMLHttpRequest", "1:xmlhttprequest 1+xml 1+http 1+request"},
    {"utf-8", "1:utf 2:8 1+utf-8"},
    {"x86_64", "1:x86 2:64 1+x86_64"},
    {"1.2.3", "1:1 2:2 3:3 1+1.2.3"},
    {"v1.2, V8.x", "1:v1 1=1 2:2 1+v1.2 1+1.2 3:v8 3=8 4:x 3+v8.x 3+8.x"},
    {"node-v18.20", "1:node 2:v18 2=18 3:20 1+node-v18.20"},
    {"v8 v8.dev v1-2 va.1", "1:v8 2:v8 3:dev 2+v8.dev 4:v1 5:2 4+v1-2 6:va 7:1 6+va.1"},
    {"1,000,000", "1:1000000"},
    {"--dry-run", "1:dry 2:run 1+--dry-run 1+dry-run"},
    {"user@host", "1:user 2:host 1+user@host"},
    {"AT&T", "1:at 2:t 1+at&t"},
    {"U.S.A.", "1:u 2:s 3:a 1+u.s.a 1+usa"},
    {"end. Next...then", "1:end 2:next 3:then"},
    // Scripts without spaces.
    {"新幹線", "1=新 1:新幹 2+幹 2:幹線 2=線"},
    {"中", "1:中"},
    {"iPhone手机", "1:iphone 1+phone 2=手 2:手机 2=机"},
    {"写R包时", "1:写 2:r 3=包 3:包时 3=时"},
    {"ｶﾅ", "1=カ 1:カナ 1=ナ"},
    // Pictures stand beside a word.
    {"party 🎉 time", "1:party 1+🎉 2:time"},
    // Nothing.
    {"", ""},
    {" ... -- ' \" ++ ## ", ""},
};

TEST(Analyzer, ExamplesOfTheRules) {
  for (const Example& example : kExamples)
    EXPECT_EQ(analyzed(example.text), example.tokens) << example.text;
}

TEST(Analyzer, PositionsGoOnFromTheOneGiven) {
  Analyzer analyzer;
  EXPECT_EQ(analyzer.analyze("one two", 10).back().position, 11U);
  EXPECT_EQ(analyzer.next_position(), 12U);
}

TEST(Analyzer, LongWordsAreCutOnACharacter) {
  Analyzer analyzer;
  const std::string word(61, 'a');
  const auto tokens = analyzer.analyze(word + "жжжж" + word);
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].form, word + "ж");
  EXPECT_EQ(tokens[0].end, 2 * word.size() + 8);
}

TEST(Analyzer, TokensLieInTheText) {
  const std::string text =
      "Ein Über-Blick: C++, 新幹線 d'été\xFF\xC3 --x __y__ a.b.c.d.e.f.g.h.i.j 🎉";
  Analyzer analyzer;
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    std::uint32_t last_main = 0;
    for (const Token& token : analyzer.analyze(std::string_view(text).substr(0, cut))) {
      EXPECT_LT(token.begin, token.end);
      EXPECT_LE(token.end, cut);
      EXPECT_FALSE(token.form.empty());
      EXPECT_LE(token.form.size(), kMaxTokenBytes);
      if (token.main) {
        EXPECT_EQ(token.position, ++last_main);
      }
    }
  }
}

TEST(FoldPhrase, WordsWithSingleBlanks) {
  EXPECT_EQ(fold_phrase("  C++ & Café!  "), "c++ cafe");
  EXPECT_EQ(fold_phrase("..."), "");
}

}  // namespace
}  // namespace blogsearch
