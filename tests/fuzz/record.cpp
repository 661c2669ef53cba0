// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a stored post.
#include "common/record.hpp"

#include "common/compression.hpp"
#include "common/error.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

using namespace blogsearch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const Record record = decode_record(compress(as_text(data, size)));
    const std::string encoded = encode(record);
    require(encode(decode_record(encoded)) == encoded, "what is written is read back");
    require(decompress(encoded).value().size() <= size,
            "numbers are written as short as they can be");
    decode_record(as_text(data, size));  // hardly ever a frame
  } catch (const Error& error) {
    require(*error.what() != '\0', "an error says what it is");
  }
  return 0;
}
