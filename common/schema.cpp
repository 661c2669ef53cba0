// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/schema.hpp"

#include "common/analyzer.hpp"
#include "common/text.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace blogsearch {

std::string make_term(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  for (const char c : value) term += c == '\0' ? ' ' : c;
  if (term.size() <= kMaxTermBytes) return term;
  const std::string hash = hash_hex(value);
  return std::string(cut_utf8(term, kMaxTermBytes - hash.size())) + hash;
}

std::string make_phrase_term(std::string_view prefix, std::string_view value) {
  return make_term(prefix, fold_phrase(value));
}

std::string url_key(std::string_view url) {
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) {
    const auto path = url.find('/', scheme + 3);
    url = path == std::string_view::npos ? std::string_view("/") : url.substr(path);
  }
  url = url.substr(0, url.find_first_of("?#"));
  while (url.size() > 1 && url.back() == '/') url.remove_suffix(1);
  return std::string(url);
}

std::string hash_bytes(std::string_view bytes) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, XXH3_64bits(bytes.data(), bytes.size()));
  return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

std::string hash_hex(std::string_view bytes) {
  return fmt::format("{:016x}", XXH3_64bits(bytes.data(), bytes.size()));
}

}  // namespace blogsearch
