// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/toml.hpp"

#include "common/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Toml, ReadsWhatPostsHave) {
  const Value value = parse_toml(R"(title = "Slow \"bread\""
date = 2024-02-03T10:11:12+01:00
draft = false
weight = 1_000
version = 1.5
tags = ["one", 'two']
[extra]
day = 2024-02-03
)");
  EXPECT_EQ(string_at(value, "title"), "Slow \"bread\"");
  EXPECT_TRUE(value.find("title")->quoted);
  EXPECT_EQ(string_at(value, "date"), "2024-02-03T10:11:12+01:00");
  EXPECT_FALSE(value.find("date")->quoted);
  EXPECT_EQ(value.find("date")->line, 2);
  EXPECT_FALSE(bool_at(value, "draft", true));
  EXPECT_EQ(as_int(*value.find("weight")), 1000);
  EXPECT_EQ(string_at(value, "version"), "1.5");
  EXPECT_THAT(as_strings(*value.find("tags")), ElementsAre("one", "two"));
  EXPECT_EQ(value.find_path("extra.day")->text, "2024-02-03");
  EXPECT_EQ(value.find_path("extra.day")->line, 8);
}

TEST(Toml, KeepsTheOrderOfTheFile) {
  const Value value = parse_toml("z = 1\na = 2\n[m]\n[b]\nx.y = 3\nx.c = 4\n[[list]]\n");
  std::vector<std::string> keys;
  for (const auto& entry : value.entries) keys.push_back(entry.first);
  EXPECT_THAT(keys, ElementsAre("z", "a", "m", "b", "list"));
  EXPECT_EQ(value.find_path("b.x")->entries.at(0).first, "y");
}

TEST(Toml, WritesDatesAndNumbersPlainly) {
  const std::pair<const char*, const char*> cases[] = {
      {"2024-02-03", "2024-02-03"},
      {"2024-02-03 10:11:12", "2024-02-03T10:11:12"},
      {"2024-02-03T10:11:12Z", "2024-02-03T10:11:12Z"},
      {"2024-02-03T10:11:12-08:30", "2024-02-03T10:11:12-08:30"},
      {"10:11:12", "10:11:12"},
      {"-7", "-7"},
      {"0x1F", "31"},
      {"3.25", "3.25"},
      {"1e3", "1000"},
      {"true", "true"},
  };
  for (const auto& [toml, text] : cases) {
    const Value value = parse_toml(std::string("a = ") + toml);
    EXPECT_EQ(string_at(value, "a"), text);
    EXPECT_FALSE(value.find("a")->quoted);
  }
}

TEST(Toml, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, int> cases[] = {
      {"a = 1\nb = two\n", 11}, {"a = \"x\n", 10},        {"[a\n", 10},
      {"a = 1\n\na = 2\n", 12}, {"a = 2024-02-30\n", 10},
  };
  for (const auto& [toml, line] : cases) {
    try {
      parse_toml(toml, 10);
      ADD_FAILURE() << toml;
    } catch (const Error& error) {
      EXPECT_EQ(error.line(), line) << toml << error.what();
    }
  }
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Toml, IsBounded) {
  constexpr std::size_t megabyte = std::size_t{1024} * 1024;
  for (const std::string& toml : {
           "a" + repeated(".a", 200'000) + " = 1",
           "[a" + repeated(".a", 200'000) + "]",
           "'a'" + repeated(".'='", 200'000) + " = 1",
           "x = {a" + repeated(".a", 200'000) + " = 1}",
           "s = '''\n\"'''\n# '\na" + repeated(". a", 200'000) + " = 1",
           "a = " + repeated("[", 200'000),
           "a = " + repeated("{a=", 200'000),
       }) {
    try {
      parse_toml(toml, 1, megabyte);
      ADD_FAILURE() << toml.substr(0, 40);
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("nested deeper than 64 levels")) << toml.substr(0, 40);
    }
  }
  EXPECT_THROW(parse_toml(std::string(70'000, '#')), Error);
}

TEST(Toml, DotsInTextAreNoDepth) {
  const std::string dots(1000, '.');
  EXPECT_EQ(string_at(parse_toml("a = '" + dots + "' # " + dots), "a"), dots);
  EXPECT_EQ(string_at(parse_toml("a = \"\\\"" + dots + "\""), "a"), "\"" + dots);
  EXPECT_EQ(string_at(parse_toml("a = \"\"\"\n[[" + dots + "\"\"\""), "a"), "[[" + dots);
  EXPECT_EQ(parse_toml("a = [" + repeated("1.5, ", 1000) + "]").find("a")->items.size(), 1000U);
}

TEST(Json, ReadsWhatPostsHave) {
  const Value value = parse_json(R"({"title": "Bread", "n": 1.50, "i": -3, "b": true, "x": null,
    "l": [1, {"y": "z"}], "title": "Rye"})");
  EXPECT_EQ(string_at(value, "title"), "Rye");
  EXPECT_TRUE(value.find("title")->quoted);
  EXPECT_EQ(string_at(value, "n"), "1.50");
  EXPECT_EQ(as_int(*value.find("i")), -3);
  EXPECT_TRUE(bool_at(value, "b", false));
  EXPECT_TRUE(value.find("x")->is_null());
  EXPECT_EQ(value.find("l")->items.at(1).find("y")->text, "z");
}

TEST(Json, EscapesBecomeCleanText) {
  EXPECT_EQ(string_at(parse_json(R"({"a": "caf\u00e9 \ud83d\ude00\u0000\u001b\n"})"), "a"),
            "caf\u00e9 \U0001F600\n");
}

TEST(Json, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, int> cases[] = {
      {"{\n\"a\": b\n}", 6},       {"{\"a\": 1,}", 5}, {"{\"a\": 1} x", 5}, {"", 5},
      {"{\"a\": \"\\ud800\"}", 5}, {"{\"a\":\n", 6},
  };
  for (const auto& [json, line] : cases) {
    try {
      parse_json(json, 5);
      ADD_FAILURE() << json;
    } catch (const Error& error) {
      EXPECT_EQ(error.line(), line) << json << error.what();
    }
  }
}

TEST(Json, IsBounded) {
  EXPECT_THROW(parse_json(repeated("[", 60'000)), Error);
  EXPECT_THROW(parse_json(repeated("{\"a\":", 10'000)), Error);
  EXPECT_THROW(parse_json("\"" + std::string(70'000, 'x') + "\""), Error);
}

}  // namespace
}  // namespace blogsearch
