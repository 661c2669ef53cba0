// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/toml.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

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
  EXPECT_EQ(as_strings(*value.find("tags")), (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(value.find_path("extra.day")->text, "2024-02-03");
  EXPECT_EQ(value.entries.at(0).first, "title");  // the file's order
  EXPECT_EQ(value.entries.at(6).first, "extra");
}

TEST(Toml, IsBounded) {
  std::string dotted = "a";
  for (int i = 0; i < 1000; ++i) dotted += ".a";
  EXPECT_THROW(parse_toml(dotted + " = 1"), Error);
  EXPECT_THROW(parse_toml("a = " + std::string(1000, '[')), Error);
  EXPECT_THROW(parse_toml(std::string(70'000, '#')), Error);
  EXPECT_EQ(string_at(parse_toml("a = '" + std::string(1000, '.') + "'"), "a"),
            std::string(1000, '.'));
}

TEST(Json, ReadsWhatPostsHave) {
  const Value value = parse_json(
      R"({"title": "Bread", "n": 1.50, "b": true, "x": null, "l": [1, {"y": "z"}], "title": "Rye"})");
  EXPECT_EQ(string_at(value, "title"), "Rye");
  EXPECT_EQ(string_at(value, "n"), "1.50");
  EXPECT_TRUE(bool_at(value, "b", false));
  EXPECT_TRUE(value.find("x")->is_null());
  EXPECT_EQ(value.find("l")->items.at(1).find("y")->text, "z");
}

TEST(Json, SaysWhatIsWrongAndWhere) {
  try {
    parse_json("{\n\"a\": b\n}", 5);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.line(), 6);
  }
  EXPECT_THROW(parse_json(std::string(1000, '[')), Error);
}

}  // namespace
}  // namespace blogsearch
