// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/query_string.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

struct Case {
  std::string text;
  std::vector<std::pair<std::string, std::string>> parameters;
};

TEST(QueryString, Cases) {
  const Case cases[] = {
      {"", {}},
      {"&&", {}},
      {"q", {{"q", ""}}},
      {"q=", {{"q", ""}}},
      {"=a", {{"", "a"}}},
      {"=", {{"", ""}}},
      {"q=a&q=a&b=c", {{"q", "a"}, {"q", "a"}, {"b", "c"}}},
      {"q=a+b%20c%2Bd", {{"q", "a b c+d"}}},
      {"q=a=b?c/d", {{"q", "a=b?c/d"}}},
      {"q=%C3%a9%00", {{"q", std::string("\xc3\xa9\0", 3)}}},
      {"q=caf\xc3\xa9\xff", {{"q", "caf\xc3\xa9\xff"}}},
      {"q=100%&x=%4&y=%zz%-1%+1%u0041", {{"q", "100%"}, {"x", "%4"}, {"y", "%zz%-1% 1%u0041"}}},
      {"q=%%41", {{"q", "%A"}}},
      {"%71=a;b", {{"q", "a;b"}}},
  };
  for (const auto& [text, parameters] : cases)
    EXPECT_EQ(parse_query_string(text), parameters) << text;
}

}  // namespace
}  // namespace blogsearch
