// SPDX-License-Identifier: GPL-3.0-or-later
// Splits a post into its front matter and its body.
#pragma once

#include "common/value.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace blogsearch {

enum class FrontMatterKind { none, yaml, toml, json };

// What is wrong with a post that is indexed all the same.
struct Warning {
  std::string text;  // a sentence without full stop
  int line = 0;      // in the post; 0: none
};

struct FrontMatter {
  FrontMatterKind kind = FrontMatterKind::none;
  Value data;            // a map; empty where there is none
  std::size_t body = 0;  // byte in the text where the body starts
  int body_line = 1;     // its line
  // Only from generators that publish a post whatever its front matter says:
  std::optional<Warning> problem;  // what is wrong with it
  bool is_unreadable = false;      // there is some, and `data` has nothing of it
};

// Where the front matter lies, unread.
struct FrontMatterBlock {
  FrontMatterKind kind = FrontMatterKind::none;
  std::string_view source;  // between the marks; for JSON with its braces
  int line = 1;             // of `source`
  std::size_t body = 0;     // as in FrontMatter
  int body_line = 1;
};

// The first half of read_front_matter(), for a generator that publishes a post whatever its front
// matter says. Throws Error where it is never closed.
FrontMatterBlock find_front_matter(std::string_view text);

// The second half. Throws Error with line and reason: not a map, or what the parser says.
FrontMatter parse_front_matter(const FrontMatterBlock& block);

// `text` as clean_source() gives it. Blank lines may come first. YAML between --- and --- (or ...),
// TOML between +++ and +++, JSON from { to its }. Throws Error with line and reason: never closed,
// not a map, or what the parser says; limits come before the parsers (YAML 256 KiB, TOML and JSON
// 64 KiB, nesting 64).
FrontMatter read_front_matter(std::string_view text);

}  // namespace blogsearch
