// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/compression.hpp"

#include "common/error.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>

#include <zstd.h>

namespace blogsearch {
namespace {

constexpr int kLevel = 3;  // higher ones: 3 % less at twice the time

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

using Compressor = std::unique_ptr<ZSTD_CCtx, Free>;

Compressor make_compressor() {
  Compressor context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  return context;
}

ZSTD_CCtx* compressor() {
  thread_local const Compressor context = make_compressor();
  return context.get();
}

ZSTD_DCtx* decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  if (!context) throw std::bad_alloc();
  return context.get();
}

}  // namespace

std::string compress(std::string_view bytes) {
  if (bytes.size() > kMaxBytes)
    throw Error(fmt::format("{} bytes are too much to be stored as one", bytes.size()));
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(compressor(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw Error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

std::optional<std::string> decompress(std::string_view frame) {
  // What is no size is told by huge ones.
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMaxBytes) return std::nullopt;
  std::string bytes(size, '\0');
  const std::size_t read =
      ZSTD_decompressDCtx(decompressor(), bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(read) != 0 || read != size) return std::nullopt;
  return bytes;
}

}  // namespace blogsearch
