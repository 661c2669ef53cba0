// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/yaml.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace blogsearch {
namespace {

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
      for (const auto& [key, item] : value.entries)
        out += (out.empty() ? "" : ", ") + key + ": " + show(item);
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
      {"# only a comment\n", "~"},
      {"title: Slow bread", "{title: Slow bread}"},
      {"title: \"Slow: bread\"\n", "{title: \"Slow: bread\"}"},
      {"title: 'It''s bread'\n", "{title: \"It's bread\"}"},
      {"date: 2024-02-03 10:11:12 +0100\n", "{date: 2024-02-03 10:11:12 +0100}"},
      {"title: 1984\n", "{title: 1984}"},
      {"draft: yes\n", "{draft: yes}"},
      {"tags: [c++, c#, \"a, b\"]\n", "{tags: [c++, c#, \"a, b\"]}"},
      {"tags:\n- one\n- two\n", "{tags: [one, two]}"},
      {"tags:\n  - one\n  -\n", "{tags: [one, ~]}"},
      {"a:\nb: ~\nc: null\nd: ''\n", "{a: ~, b: ~, c: ~, d: \"\"}"},
      {"text: |\n  one\n  two\n", "{text: \"one\ntwo\n\"}"},
      {"text: >-\n  one\n  two\n", "{text: \"one two\"}"},
      {"author:\n  name: Ada\n  mail: ada@example.org\n",
       "{author: {name: Ada, mail: ada@example.org}}"},
      {"a: !!str 12\nb: !custom c\n", "{a: \"12\", b: \"c\"}"},
      {"title:\tSlow bread\n", "{title: Slow bread}"},
      {"title: {{ page.title }}\n", "{title: {}}"},
  };
  for (const Case& c : cases) EXPECT_EQ(show(parse_yaml(c.yaml)), c.shown) << c.yaml;
}

TEST(Yaml, TheLastDuplicateWins) {
  EXPECT_EQ(show(parse_yaml("title: one\ntags: x\ntitle: two\n")), "{tags: x, title: two}");
}

TEST(Yaml, AliasesAreCopiedAndMerged) {
  EXPECT_EQ(show(parse_yaml("a: &x [1]\nb: *x\n")), "{a: [1], b: [1]}");
  EXPECT_EQ(show(parse_yaml("base: &b {x: 1, y: 2}\npost:\n  y: 3\n  <<: *b\n")),
            "{base: {x: 1, y: 2}, post: {x: 1, y: 3}}");
}

TEST(Yaml, KnowsTheLine) {
  const Value value = parse_yaml("title: a\ntags:\n  - b\n", 2);
  EXPECT_EQ(value.find("title")->line, 2);
  EXPECT_EQ(value.find("tags")->items.at(0).line, 4);
}

int line_of_error(const std::string& yaml, const YamlLimits& limits = {}) {
  try {
    parse_yaml(yaml, 1, limits);
  } catch (const Error& error) {
    return error.line();
  }
  return 0;
}

TEST(Yaml, RefusesWhatIsNoYaml) {
  EXPECT_EQ(line_of_error("a: b\ntitle: Bread: slow\n"), 2);
  EXPECT_EQ(line_of_error("a: b\n\tc: d\n"), 2);
  EXPECT_EQ(line_of_error("a: [b\n"), 2);
  EXPECT_EQ(line_of_error("a: *nobody\n"), 1);
}

TEST(Yaml, IsBounded) {
  EXPECT_EQ(line_of_error(std::string(300'000, 'x')), 1);
  EXPECT_EQ(line_of_error(std::string(100'000, '[')), 1);
  EXPECT_EQ(line_of_error("a: &a [*a]\n"), 1);
  std::ostringstream bomb;
  bomb << "a0: &a0 [x]\n";
  for (int i = 1; i < 40; ++i) {
    bomb << "a" << i << ": &a" << i << " [*a" << i - 1 << ", *a" << i - 1 << "]\n";
  }
  EXPECT_GT(line_of_error(bomb.str()), 1);
}

}  // namespace
}  // namespace blogsearch
