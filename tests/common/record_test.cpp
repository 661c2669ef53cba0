// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record.hpp"

#include "common/error.hpp"

#include <gtest/gtest.h>

namespace blogsearch {
namespace {

Record sample() {
  Record record;
  record.path = "_posts/2024-01-02-a.md";
  record.url = "https://example.org/a/";
  record.title = "A";
  record.date = "2024-01-02";
  record.tags = {"x", "", std::string(300, 'y')};
  record.sections = {{0, "First", "first"}, {4, "Second", ""}};
  record.text = std::string("one\ntwo\0three", 13);
  return record;
}

TEST(Record, ReadsBackWhatWasWritten) {
  const Record record = sample();
  const Record read = decode_record(encode(record));
  EXPECT_EQ(read.path, record.path);
  EXPECT_EQ(read.tags, record.tags);
  EXPECT_EQ(read.text, record.text);
  ASSERT_EQ(read.sections.size(), 2U);
  EXPECT_EQ(read.sections[1].begin, 4U);
  EXPECT_EQ(read.sections[1].heading, "Second");
  EXPECT_EQ(encode(read), encode(record));
}

TEST(Record, DamagedBytesAreAnError) {
  const std::string whole = encode(sample());
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_THROW(decode_record(whole.substr(0, size)), Error) << size;
  EXPECT_THROW(decode_record(whole + "x"), Error);
  Record outside = sample();
  outside.sections[1].begin = 1000;
  EXPECT_THROW(decode_record(encode(outside)), Error);
}

// One bit of a frame means nothing.
TEST(Record, AFlippedBitIsNeverAnotherPost) {
  const std::string whole = encode(sample());
  for (std::size_t i = 0; i < whole.size() * 8; ++i) {
    std::string flipped = whole;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    try {
      EXPECT_EQ(encode(decode_record(flipped)), whole) << i;
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace blogsearch
