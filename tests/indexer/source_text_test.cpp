// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/source_text.hpp"

#include "common/error.hpp"
#include "common/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace blogsearch {
namespace {

using namespace std::string_view_literals;

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
      {"\xEF\xBB\xBFtext"sv, "text"sv, 0},
      {"one\r\ntwo\rthree\r\n"sv, "one\ntwo\nthree\n"sv, 0},
      {"a\0b\x01"
       "c\x7F\fd"sv,
       "abc d"sv, 1},
      {"caf\xE9 \x93quoted\x94 and more of it"sv, "caf\u00e9 \u201cquoted\u201d and more of it"sv,
       1},
      {"caf\u00e9 and a broken \xC2 byte"sv, "caf\u00e9 and a broken \uFFFD byte"sv, 1},
      {"don\u0092t"sv, "don\u2019t"sv, 0},
      {"\xD6\xD0\xCE\xC4"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"sv, 1},
      {"\xFF\xFEh\0\xE9\0\x3D\xD8\x00\xDE\n\0"sv, "h\u00e9\U0001F600\n"sv, 1},
      {"\xFE\xFF\0h\0\xE9\0\r\0\n"sv, "h\u00e9\n"sv, 1},
      {"\xFE\xFF\0h\xD8\x00\0i\0"sv, "h\uFFFDi\uFFFD"sv, 1},
      {"a\u2028b\u202Ec"sv, "a\u2028b\u202Ec"sv, 0},
  };
  for (const Case& c : cases) {
    const SourceText source = clean_source(c.bytes);
    EXPECT_EQ(source.text, c.text);
    EXPECT_EQ(source.warnings.size(), c.warnings) << c.text;
    EXPECT_TRUE(is_clean_utf8(source.text));
  }
}

TEST(SourceText, RefusesBinaryFiles) {
  std::string picture = "\x89PNG\r\n\x1a\n";
  for (int i = 0; i < 4096; ++i) picture += static_cast<char>(i * 37 % 256);
  EXPECT_THROW(clean_source(picture), Error);
}

}  // namespace
}  // namespace blogsearch
