// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_text.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace blogsearch {
namespace {

using namespace std::string_view_literals;
using testing::ElementsAre;

struct Case {
  std::string_view bytes;
  std::string_view text;
  std::size_t warnings;
};

TEST(SourceText, BecomesCleanUtf8) {
  const Case cases[] = {
      {""sv, ""sv, 0},
      {"plain\ttext\n"sv, "plain\ttext\n"sv, 0},
      {"caf\u00e9 \u4e2d\u6587 \U0001F600\n"sv, "caf\u00e9 \u4e2d\u6587 \U0001F600\n"sv, 0},
      {"a\u2028b\u202Ec\uFEFFd"sv, "a\u2028b\u202Ec\uFEFFd"sv, 0},
      // line ends
      {"\xEF\xBB\xBFtext"sv, "text"sv, 0},
      {"one\r\ntwo\rthree\r\n\r\r\n"sv, "one\ntwo\nthree\n\n\n"sv, 0},
      // control characters
      {"a\0b\x01"
       "c\x7F\fd\x1b[0m"sv,
       "abc d[0m"sv, 1},
      {"don\u0092t"sv, "don\u2019t"sv, 0},
      // Windows-1252
      {"caf\xE9 \x93quoted\x94 and more of it"sv, "caf\u00e9 \u201cquoted\u201d and more of it"sv,
       1},
      {"cr\xE9\xE9"
       "e par Ren\xE9"sv,
       "cr\u00e9\u00e9e par Ren\u00e9"sv, 1},
      {"\xC2ge et beaut\xE9"sv, "\u00c2ge et beaut\u00e9"sv, 1},
      // damaged UTF-8
      {"caf\u00e9 and a broken \xE2\x82 sign"sv, "caf\u00e9 and a broken \uFFFD\uFFFD sign"sv, 1},
      {"caf\u00e9 and H\xE9lio"sv, "caf\u00e9 and H\u00e9lio"sv, 1},
      {"700\xC2 members\xC2"sv, "700 members"sv, 1},
      {"caf\u00e9 700\xC2\r\nmembers"sv, "caf\u00e9 700\nmembers"sv, 1},
      // another encoding
      {"\xD6\xD0\xCE\xC4"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv, 1},
      // UTF-16
      {"\xFF\xFEh\0\xE9\0\x3D\xD8\x00\xDE\n\0"sv, "h\u00e9\U0001F600\n"sv, 1},
      {"\xFE\xFF\0h\0\xE9\0\r\0\n"sv, "h\u00e9\n"sv, 1},
      {"\xFE\xFF\0h\xD8\x00\0i\0"sv, "h\uFFFDi\uFFFD"sv, 1},
      {"\xFF\xFE"sv, ""sv, 1},
  };
  for (const Case& c : cases) {
    const SourceText source = clean_source(c.bytes);
    EXPECT_EQ(source.text, c.text);
    EXPECT_EQ(source.warnings.size(), c.warnings) << c.text;
    EXPECT_TRUE(is_clean_utf8(source.text)) << c.text;
  }
}

TEST(SourceText, SaysWhatWasRepaired) {
  EXPECT_THAT(clean_source("\u00e9 \xE2\x82\xE2\x82 \x01\x02").warnings,
              ElementsAre("4 bytes that are no UTF-8 could not be read: save the file as UTF-8",
                          "2 control characters taken out"));
  EXPECT_THAT(clean_source("\u00e9 \xE2").warnings,
              ElementsAre("1 byte that is no UTF-8 repaired"));
  EXPECT_THAT(clean_source("the caf\xE9").warnings,
              ElementsAre("read as Windows-1252, since it is no UTF-8"));
  EXPECT_THAT(clean_source("\xFE\xFF\0a"sv).warnings, ElementsAre("read as UTF-16"));
}

TEST(SourceText, RefusesBinaryFiles) {
  std::string picture = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 4096; ++i) picture += static_cast<char>(i * 37 % 256);
  EXPECT_THROW(clean_source(picture), Error);
  EXPECT_THROW(clean_source(std::string(1000, '\0')), Error);
  EXPECT_THROW(clean_source("\xFF\xFE" + std::string(1000, '\0')), Error);
  EXPECT_EQ(clean_source(std::string(5, '\0') + "saved in a hurry").text, "saved in a hurry");
}

TEST(SourceText, TakesAnyBytes) {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes(random() % 60, '\0');
    const unsigned range = round % 2 == 0 ? 256 : 0x60;
    for (char& byte : bytes) byte = static_cast<char>((range == 256 ? 0 : 0xA0) + random() % range);
    const SourceText source = clean_source(std::string(3000, 'x') + bytes);
    ASSERT_TRUE(is_clean_utf8(source.text)) << escape_control(bytes);
    ASSERT_EQ(clean_source(source.text).text, source.text) << escape_control(bytes);
  }
}

}  // namespace
}  // namespace blogsearch
