// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace blogsearch {
namespace {

using namespace std::string_view_literals;
using Pair = std::pair<std::string_view, std::string_view>;

TEST(Utf8, EveryCodePointComesBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    const Decoded decoded = decode_utf8(text, 0);
    ASSERT_EQ(decoded.code_point, c);
    ASSERT_EQ(decoded.bytes, text.size());
  }
}

// RFC 3629, section 10, and the Unicode Standard's table 3-7: overlong forms, surrogates, too
// large, cut off.
constexpr std::string_view kNoUtf8[] = {
    "\x80"sv,         "\xBF"sv,         "\xC0\x80"sv,         "\xC1\xBF"sv, "\xC3"sv,
    "\xE0\x80\x80"sv, "\xE2\x82"sv,     "\xE2\x28\xA1"sv,     "\xFF"sv,     "\xED\xA0\x80"sv,
    "\xF0\x9F\x98"sv, "\xED\xBF\xBF"sv, "\xF0\x80\x80\x80"sv, "\xFE"sv,     "\xF4\x90\x80\x80"sv,
    "\xF8\x88"sv};

TEST(Utf8, TellsWhatItIsNot) {
  for (const std::string_view text : kNoUtf8) {
    const Decoded decoded = decode_utf8(text, 0);
    EXPECT_EQ(decoded.code_point, 0xFFFDU) << escape_control(text);
    EXPECT_EQ(decoded.bytes, 1U) << escape_control(text);
    EXPECT_FALSE(is_clean_utf8(text)) << escape_control(text);
    std::size_t repaired = 0;
    EXPECT_TRUE(is_clean_utf8(repair_utf8(text, &repaired)));
    EXPECT_GE(repaired, 1U);
  }
  EXPECT_FALSE(is_clean_utf8("a\0b"sv));
  EXPECT_TRUE(is_clean_utf8("a\uFFFD\U0001F600"sv));
}

TEST(Text, RepairCountsBytes) {
  std::size_t repaired = 7;
  EXPECT_EQ(repair_utf8("caf\u00e9", &repaired), "caf\u00e9");
  EXPECT_EQ(repaired, 0U);
  EXPECT_EQ(repair_utf8("a\xFF\xFE\uFFFDz", &repaired), "a\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(repaired, 2U);
}

TEST(Text, LosesControlCharacters) {
  const Pair cases[] = {
      {"", ""},
      {"plain\ttext\n", "plain\ttext\n"},
      {"a\0b\x1b[31m\r\n\x7f"sv, "ab[31m\n"},
      {"caf\u00e9 \u4e2d\u00a0x", "caf\u00e9 \u4e2d\u00a0x"},
      {"next\u0085line\u009f", "nextline"},
      {"bad\xff", "bad\uFFFD"},
  };
  for (const auto& [text, clean] : cases) EXPECT_EQ(without_control(text), clean);
}

TEST(Text, IsCutBetweenCharacters) {
  const std::string_view text = "a\u00e9\u4e2d\U0001F600";  // 1, 2, 3 and 4 bytes
  const std::size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t bytes = 0; bytes < std::size(expected); ++bytes) {
    EXPECT_EQ(cut_utf8(text, bytes).size(), expected[bytes]) << bytes;
  }
}

TEST(Text, WhiteSpaceIsSqueezed) {
  const Pair cases[] = {{"", ""}, {" \n\t ", ""}, {"a", "a"}, {"  a \r\n\t b\v\fc ", "a b c"}};
  for (const auto& [text, squeezed] : cases) EXPECT_EQ(squeeze(text), squeezed);
  EXPECT_EQ(trim(" \n a  b\t"), "a  b");
  EXPECT_EQ(trim(" "), "");
}

TEST(Text, IsEscapedForHtml) {
  EXPECT_EQ(escape_html("<a href=\"x\" title='y'>R&D</a>"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;R&amp;D&lt;/a&gt;");
  EXPECT_EQ(escape_html("caf\u00e9"), "caf\u00e9");
}

TEST(Text, IsEscapedForTerminals) {
  const Pair cases[] = {
      {"caf\u00e9", "caf\u00e9"},
      {"a\nb", "a\\u{a}b"},
      {"\x1b]0;x\x07", "\\u{1b}]0;x\\u{7}"},
      {"a\u2028b", "a\\u{2028}b"},
      {"\u202eevil", "\\u{202e}evil"},
      {"\u009b31m", "\\u{9b}31m"},
      {"bad\xe2\x82", "bad\\xe2\\x82"},
      {"nul\0"sv, "nul\\u{0}"},
  };
  for (const auto& [text, escaped] : cases) EXPECT_EQ(escape_control(text), escaped);
}

TEST(Text, LowersAsciiOnly) {
  EXPECT_EQ(lower_ascii("AZaz09_\u00c9"), "azaz09_\u00c9");
}

}  // namespace
}  // namespace blogsearch
