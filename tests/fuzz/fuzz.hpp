// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets share. Each has one function, which libFuzzer or the driver of driver.cpp
// calls with any bytes; it ends the process where a promise does not hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace blogsearch {

inline void require(bool promise, const char* what) {
  if (promise) return;
  std::fprintf(stderr, "a promise does not hold: %s\n", what);
  std::abort();
}

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace blogsearch
