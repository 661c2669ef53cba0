// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json_text.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace blogsearch {
namespace {

TEST(JsonText, PutsCommasWhereTheyBelong) {
  JsonText json;
  json.begin_object().member("a", 1).member("b", std::vector<std::string>{"x", "y"});
  json.key("c").begin_list().begin_object().end_object().begin_object().member("d", 1.5);
  json.end_object().end_list().key("e").null().key("f").begin_object().end_object().end_object();
  EXPECT_EQ(json.take(), R"({"a":1,"b":["x","y"],"c":[{},{"d":1.5}],"e":null,"f":{}})");
  EXPECT_EQ(json.take(), "");
}

TEST(JsonText, EveryByteComesBack) {
  std::string text;
  for (int c = 1; c < 0x80; ++c) text += static_cast<char>(c);
  text += "\u00e9\u2028\U0001F600";
  EXPECT_EQ(nlohmann::json::parse(JsonText().value(text).take()), text);
  EXPECT_EQ(JsonText().value(std::string_view("\0", 1)).take(), R"("\u0000")");
  EXPECT_EQ(nlohmann::json::parse(JsonText().value("a\xff\xc3").take()), "a\ufffd\ufffd");
}

TEST(JsonText, WritesNumbersAsOthersReadThem) {
  for (const double number : {0.0, 0.1, 12.345, -3.0, 1e-7, 1e22}) {
    EXPECT_EQ(nlohmann::json::parse(JsonText().value(number).take()).get<double>(), number);
  }
}

}  // namespace
}  // namespace blogsearch
