// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/yaml.hpp"

#include "common/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace blogsearch {
namespace {

using testing::HasSubstr;

// A value in one line: plain scalars bare, quoted ones in quotes, ~ for null.
std::string show(const Value& value) {
  std::string out;
  switch (value.kind) {
    case Value::Kind::null:
      return "~";
    case Value::Kind::scalar:
      return value.quoted ? '"' + value.text + '"' : value.text;
    case Value::Kind::list:
      for (const Value& item : value.items) out += (out.empty() ? "" : ", ") + show(item);
      return "[" + out + "]";
    case Value::Kind::map:
      for (const auto& [key, item] : value.entries) {
        out += out.empty() ? "" : ", ";
        out += key;
        out += ": " + show(item);
      }
      return "{" + out + "}";
  }
  return out;
}

struct Case {
  const char* yaml;
  const char* shown;
};

TEST(Yaml, ReadsWhatPostsHave) {
  const Case cases[] = {
      {"", "~"},
      {"\n\n", "~"},
      {"# only a comment\n", "~"},
      {"\xEF\xBB\xBFtitle: Slow bread", "{title: Slow bread}"},
      {"title: \"Slow: bread\"\n", "{title: \"Slow: bread\"}"},
      {"title: 'It''s bread'\n", "{title: \"It's bread\"}"},
      {"title: Bread # with a comment\n", "{title: Bread}"},
      {"title: C# and a:b\n", "{title: C# and a:b}"},
      {"title: a plain title\n  over two lines\n", "{title: a plain title over two lines}"},
      {"date: 2024-02-03 10:11:12 +0100\n", "{date: 2024-02-03 10:11:12 +0100}"},
      {"time: 8:32:24\n", "{time: 8:32:24}"},
      {"title: 1984\n", "{title: 1984}"},
      {"draft: yes\n", "{draft: yes}"},
      {"tags: [c++, c#, \"a, b\", ]\n", "{tags: [c++, c#, \"a, b\"]}"},
      {"tags:\n- one\n- two\n", "{tags: [one, two]}"},
      {"tags:\n  - one\n  -\n", "{tags: [one, ~]}"},
      {"tags: []\nextra: {}\n", "{tags: [], extra: {}}"},
      {"a:\nb: ~\nc: null\nd: ''\ne: NULL\n", "{a: ~, b: ~, c: ~, d: \"\", e: ~}"},
      {"text: |\n  one\n  two\n", "{text: \"one\ntwo\n\"}"},
      {"text: |+\n  one\n\n", "{text: \"one\n\n\"}"},
      {"text: >-\n  one\n  two\n", "{text: \"one two\"}"},
      {"author:\n  name: Ada\n  mail: ada@example.org\n",
       "{author: {name: Ada, mail: ada@example.org}}"},
      {"a: !!str 12\nb: !custom c\nc: !!int 3\n", "{a: \"12\", b: \"c\", c: 3}"},
      {"title:\tSlow bread\n", "{title: Slow bread}"},
      {"\"quoted key\": a\n'it''s': b\n", "{quoted key: a, it's: b}"},
      {"a: [why?, how ?, what ? x?y]\nb: {c?: d?}\n",
       "{a: [why?, how ?, what ? x?y], b: {c?: d?}}"},
      {"a: [? b : c, d??, \"e?\"]\nf: ?g\n", "{a: [{b: c}, d??, \"e?\"], f: ?g}"},
      {"a: foo\n\"foo\":\nb?:\n", "{a: foo, foo: ~, b?: ~}"},
      {"? a\n: b\n? c\n", "{a: b, c: ~}"},
      {"{a, b: c}", "{a: ~, b: c}"},
      {"title: {{ page.title }}\n", "{title: {}}"},
      {"--- \na: b\n...\nc: d\n", "{a: b}"},
      {"%YAML 1.1\n---\na: b\n---\nc: d\n", "{a: b}"},
      {"a: b\r\nc: d\r\n", "{a: b, c: d}"},
      {"- a\n- b\n", "[a, b]"},
      {"just words", "just words"},
  };
  for (const Case& c : cases) EXPECT_EQ(show(parse_yaml(c.yaml)), c.shown) << c.yaml;
}

TEST(Yaml, EscapesBecomeCleanText) {
  EXPECT_EQ(show(parse_yaml(R"(a: "caf\u00e9 \x41 \U0001F600")")),
            "{a: \"caf\u00e9 A \U0001F600\"}");
  EXPECT_EQ(show(parse_yaml(R"(a: "10\_000\N \0\e\a\r\n")")), "{a: \"10\u00a0000 \n\"}");
  EXPECT_EQ(show(parse_yaml("a: \"\u00e0\u00a0\\_x\"")), "{a: \"\u00e0\u00a0\u00a0x\"}");
}

TEST(Yaml, TheLastDuplicateWins) {
  EXPECT_EQ(show(parse_yaml("title: one\ntags: x\ntitle: two\n")), "{tags: x, title: two}");
  EXPECT_EQ(show(parse_yaml("a: {x: 1, x: 2}\na: {x: 3, x: 4}\n")), "{a: {x: 4}}");
}

TEST(Yaml, AliasesAreCopiedAndMerged) {
  const Case cases[] = {
      {"a: &x [1]\nb: *x\n", "{a: [1], b: [1]}"},
      {"a: &x one\nb: &x two\nc: *x\n", "{a: one, b: two, c: two}"},
      {"a: &x\nb: *x\n", "{a: ~, b: ~}"},
      {"base: &b {x: 1, y: 2}\npost:\n  y: 3\n  <<: *b\n",
       "{base: {x: 1, y: 2}, post: {x: 1, y: 3}}"},
      {"a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]\n",
       "{a: {x: 1}, b: {x: 2, y: 2}, c: {y: 2, x: 1}}"},
      {"<<: text\n", "{<<: text}"},
  };
  for (const Case& c : cases) EXPECT_EQ(show(parse_yaml(c.yaml)), c.shown) << c.yaml;
}

TEST(Yaml, KnowsTheLine) {
  const Value value = parse_yaml("title: a\ntags:\n  - b\nempty:\n\n\ntext: |\n  x\n", 2);
  EXPECT_EQ(value.find("title")->line, 2);
  EXPECT_EQ(value.find("tags")->items.at(0).line, 4);
  EXPECT_EQ(value.find("empty")->line, 5);
  EXPECT_EQ(value.find("text")->line, 8);
}

struct Refusal {
  const char* yaml;
  int line;
  const char* what;
};

TEST(Yaml, SaysWhatIsWrongAndWhere) {
  const Refusal cases[] = {
      {"a: b\ntitle: Bread: slow\n", 2, "': '"},
      {"title: Bread\ntags\ndate: x\n", 2, "without 'key:'"},
      {"title: Bread\ntags;\n  - a\n  - b\ndate: x\n", 2, "without 'key:'"},
      {"title: Bread\nnotags\n", 2, "without 'key:'"},
      {"title: Bread\ntags:none\n", 2, "without 'key:'"},
      {"title:\n  a long title\n  over lines\n  with: colon\n", 4, "': '"},
      {"a: b\n  c: d\n", 2, "': '"},
      {"a: b\n\tc: d\n", 2, "tab"},
      {"a:\n  b: c\n d: e\n", 3, "indentation"},
      {"a: b\nc: [d\ne: f\n", 2, "'['"},
      {"a: {b: c\n", 1, "'{'"},
      {"a: b]\nc: ]\n", 2, ""},
      {"title: 'Bread\nlang: en\n", 1, "quote"},
      {"a: b\ntitle: \"Bread\nlang: en\n", 2, "quote"},
      {"title: 'Bread's'\n", 1, ""},
      {"title: *Bread*\n", 1, "alias"},
      {"title: *nobody\n", 1, "alias"},
      {"title: &#x2F;bread\n", 1, "anchor"},
      {"a: b\ntitle: @bread\n", 2, "'@'"},
      {"title: `bread`\n", 1, "'`'"},
      {"title: | Bread\n", 1, "'|'"},
      {"a: &a [*a]\n", 1, "inside"},
      {"a: \"\\ud83d\"\n", 1, ""},
  };
  for (const Refusal& c : cases) {
    try {
      ADD_FAILURE() << c.yaml << show(parse_yaml(c.yaml));
    } catch (const Error& error) {
      EXPECT_EQ(error.line(), c.line) << c.yaml << error.what();
      EXPECT_THAT(error.what(), HasSubstr(c.what)) << c.yaml;
    }
  }
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

std::string refusal(const std::string& yaml, const YamlLimits& limits = {}) {
  try {
    parse_yaml(yaml, 1, limits);
  } catch (const Error& error) {
    return error.what();
  }
  return "taken";
}

TEST(Yaml, HasALimitOfBytes) {
  EXPECT_THAT(refusal(repeated("x", 300'000)), HasSubstr("300000 bytes"));
  EXPECT_THAT(refusal("title: x", {.bytes = 7}), HasSubstr("8 bytes"));
}

TEST(Yaml, HasALimitOfDepth) {
  for (const char* piece : {"[", "{a: ", "- ", "? ", "- - ", "[{a: "}) {
    EXPECT_THAT(refusal(repeated(piece, 100'000)), HasSubstr("nested deeper")) << piece;
  }
  std::ostringstream blocks;
  for (int i = 0; i < 100; ++i) blocks << std::string(static_cast<std::size_t>(i), ' ') << "a:\n";
  EXPECT_THAT(refusal(blocks.str()), HasSubstr("nested deeper"));
  EXPECT_EQ(refusal("[[[1]]]", {.depth = 3}), "taken");
  EXPECT_THAT(refusal("[[[[1]]]]", {.depth = 3}), HasSubstr("nested deeper than 3"));
}

TEST(Yaml, HasALimitOfNodes) {
  EXPECT_THAT(refusal(repeated("- \n", 250'000), {.nodes = 1000}),
              HasSubstr("more than 1000 values"));
  std::ostringstream bomb;
  bomb << "a0: &a0 [x]\n";
  for (int i = 1; i < 40; ++i) {
    bomb << "a" << i << ": &a" << i << " [*a" << i - 1 << ", *a" << i - 1 << "]\n";
  }
  EXPECT_THAT(refusal(bomb.str()), HasSubstr("more than 100000 values"));
}

TEST(Yaml, HasALimitOfRepeatedText) {
  EXPECT_THAT(
      refusal("a: &a " + std::string(200'000, 'x') + "\nb: [" + repeated("*a, ", 10'000) + "]\n"),
      HasSubstr("repeat too much"));
}

// Each of these pieces once made some YAML reader slow, loop or crash. A quarter of a megabyte of
// it takes milliseconds; a quadratic reader would take minutes.
TEST(Yaml, TakesLinearTime) {
  for (const char* piece : {"*a ", "&a ", "!a ", "\"\\", "''", "a:\n ", "a: b\n", "? a\n",
                            "<<: *a\n", "#", "%", "\t", " \n", "---\n", "|\n ", "x "}) {
    refusal(repeated(piece, 250'000));
  }
}

}  // namespace
}  // namespace blogsearch
