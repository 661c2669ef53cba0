// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/compression.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace blogsearch {
namespace {

TEST(Compression, GivesBackWhatItWasGiven) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  for (const std::string& bytes : {std::string(), every_byte, std::string(1'000'000, 'a')})
    EXPECT_EQ(decompress(compress(bytes)), bytes);
}

TEST(Compression, MakesTextSmaller) {
  EXPECT_LT(compress(std::string(10'000, 'a')).size(), 100U);
}

TEST(Compression, RefusesTooMuch) {
  EXPECT_THROW(compress(std::string(kMaxBytes + 1, '\0')), Error);
}

TEST(Compression, DamageIsToldApart) {
  const std::string frame = compress("water boils in the old kettle, and the kettle is old");
  EXPECT_FALSE(decompress(""));
  EXPECT_FALSE(decompress("no frame at all"));
  EXPECT_FALSE(decompress(frame + "x"));
  for (std::size_t size = 0; size < frame.size(); ++size)
    EXPECT_FALSE(decompress(frame.substr(0, size))) << size;
}

}  // namespace
}  // namespace blogsearch
