// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/value.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace blogsearch {
namespace {

using testing::ElementsAre;

Value map_of(std::vector<std::pair<std::string, Value>> entries) {
  Value map;
  map.kind = Value::Kind::map;
  map.entries = std::move(entries);
  return map;
}

TEST(Value, IsFoundByKeyAndPath) {
  const Value value = map_of(
      {{"title", Value::scalar("Bread")}, {"build", map_of({{"render", Value::scalar("never")}})}});
  EXPECT_EQ(value.find("title")->text, "Bread");
  EXPECT_EQ(value.find("none"), nullptr);
  EXPECT_EQ(value.find("title")->find("x"), nullptr);
  EXPECT_EQ(value.find_path("build.render")->text, "never");
  EXPECT_EQ(value.find_path("build.none"), nullptr);
  EXPECT_EQ(value.find_path("build.render.deeper"), nullptr);
  EXPECT_EQ(value.find_path("title"), value.find("title"));
  EXPECT_EQ(value.find_path(""), &value);
  EXPECT_EQ(Value().find("x"), nullptr);
}

TEST(Value, IsSetAndReplaced) {
  Value value = Value::scalar("becomes a map");
  value.set("a", Value::scalar("1"));
  value.set("b", Value::scalar("2"));
  value.set("a", Value::scalar("3"));
  EXPECT_TRUE(value.is_map());
  ASSERT_EQ(value.entries.size(), 2U);
  EXPECT_EQ(value.entries[0].second.text, "3");
}

TEST(Value, TheLastOfEqualKeysIsKept) {
  Value value = map_of(
      {{"a", Value::scalar("1")}, {"b", Value::scalar("2")}, {"a", Value::scalar("3")}, {"c", {}}});
  keep_last(value.entries);
  ASSERT_EQ(value.entries.size(), 3U);
  EXPECT_EQ(value.entries[0].first, "b");
  EXPECT_EQ(value.entries[1].second.text, "3");
  EXPECT_EQ(value.entries[2].first, "c");
}

TEST(Value, ManyKeysAreKeptInLinearTime) {
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(200'000);
  for (int i = 0; i < 200'000; ++i)
    entries.emplace_back(std::to_string(i % 100'000), Value::scalar(std::to_string(i)));
  keep_last(entries);
  ASSERT_EQ(entries.size(), 100'000U);
  EXPECT_EQ(entries.front().second.text, "100000");
}

TEST(Value, ReadsAsBool) {
  for (const char* text : {"true", "True", "TRUE", "yes", "Yes", "on"})
    EXPECT_EQ(as_bool(Value::scalar(text)), true) << text;
  for (const char* text : {"false", "no", "NO", "off"})
    EXPECT_EQ(as_bool(Value::scalar(text)), false) << text;
  for (const char* text : {"", "1", "0", "y", "truee"})
    EXPECT_EQ(as_bool(Value::scalar(text)), std::nullopt) << text;
  EXPECT_EQ(as_bool(Value::scalar("true", true)), std::nullopt);
  EXPECT_EQ(as_bool(Value()), std::nullopt);
}

TEST(Value, ReadsAsInt) {
  EXPECT_EQ(as_int(Value::scalar("-12")), -12);
  EXPECT_EQ(as_int(Value::scalar("9223372036854775807")), 9223372036854775807);
  for (const char* text : {"", "9223372036854775808", "1.5", "12 ", "x"})
    EXPECT_EQ(as_int(Value::scalar(text)), std::nullopt) << text;
  EXPECT_EQ(as_int(Value::scalar("12", true)), std::nullopt);
}

TEST(Value, ReadsAsStrings) {
  const Value list = Value::list(
      {Value::scalar("a"), Value(), Value::list({Value::scalar("x")}), Value::scalar("b", true)});
  EXPECT_THAT(as_strings(list), ElementsAre("a", "b"));
  EXPECT_THAT(as_strings(Value::scalar("one")), ElementsAre("one"));
  EXPECT_THAT(as_strings(Value()), ElementsAre());
  EXPECT_THAT(as_strings(map_of({{"k", Value::scalar("v")}})), ElementsAre());
  EXPECT_EQ(as_string(Value::scalar("one")), "one");
  EXPECT_EQ(as_string(list), std::nullopt);
}

TEST(Value, HasFallbacks) {
  const Value value = map_of(
      {{"draft", Value::scalar("yes")}, {"title", Value()}, {"odd", Value::scalar("maybe")}});
  EXPECT_TRUE(bool_at(value, "draft", false));
  EXPECT_TRUE(bool_at(value, "none", true));
  EXPECT_TRUE(bool_at(value, "odd", true));
  EXPECT_EQ(string_at(value, "title", "untitled"), "untitled");
  EXPECT_EQ(string_at(value, "odd"), "maybe");
}

}  // namespace
}  // namespace blogsearch
