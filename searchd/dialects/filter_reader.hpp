// SPDX-License-Identifier: GPL-3.0-or-later
// What the filters of Meilisearch and Algolia have in common: words, quotations, AND, OR, NOT and
// brackets. The conditions between them are each dialect's own.
#pragma once

#include "common/query.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blogsearch {

inline constexpr std::size_t kMaxFilterDepth = 16;        // brackets in brackets
inline constexpr std::size_t kMaxFilterConditions = 500;  // of all filters of a query together

struct FilterToken {
  enum class Kind : std::uint8_t { word, quoted, symbol, end };
  Kind kind = Kind::end;
  std::string text;    // of a quotation: what is inside, without its escapes
  std::size_t at = 0;  // byte in the filter
};

// Counts what the filters of one query ask together. The time that Xapian needs grows with the
// square of it, and is spent before the search begins, where no time limit sees it.
class FilterConditions {
 public:
  // One more: a comparison, or one more value of a list. Throws Error(bad_parameter) beyond
  // kMaxFilterConditions.
  void add();

 private:
  std::size_t count_ = 0;
};

// The tokens of a filter, taken one by one.
class FilterReader {
 public:
  // `symbols`: those of the dialect, the longer ones first. `conditions` must outlive this. Throws
  // as fail() for a quotation that does not end.
  FilterReader(std::string_view text, std::span<const std::string_view> symbols,
               FilterConditions& conditions);

  [[nodiscard]] const FilterToken& next() const { return tokens_[at_]; }
  FilterToken take();
  // A keyword in any case; in quotes it is none.
  [[nodiscard]] bool sees_word(std::string_view word) const;
  bool take_word(std::string_view word);
  bool take_symbol(std::string_view symbol);
  // A word or quotation. `what`: for the error.
  std::string take_value(std::string_view what);
  void expect_symbol(std::string_view symbol);
  void count_condition() { conditions_.add(); }
  // Throws Error(bad_parameter): "expected WHAT at byte N, not 'TOKEN'".
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  void read(std::string_view text, std::span<const std::string_view> symbols);
  [[noreturn]] static void unclosed(std::size_t at);

  std::vector<FilterToken> tokens_;  // the last one is the end
  std::size_t at_ = 0;
  FilterConditions& conditions_;
};

using ReadCondition = std::function<Query(FilterReader&)>;

// The whole of `reader`; blank: every post. NOT binds closest, then AND, then OR. Each condition
// is counted. Throws Error(bad_parameter) for what cannot be read, is too deep or has too many of
// them.
Query read_filter(FilterReader& reader, const ReadCondition& read_condition);

}  // namespace blogsearch
