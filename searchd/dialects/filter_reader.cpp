// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchd/dialects/filter_reader.hpp"

#include "common/error.hpp"
#include "common/text.hpp"
#include "searchd/dialects/attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace blogsearch {
namespace {

constexpr std::string_view kBlank = " \t\n\r";
constexpr std::string_view kQuotes = "\"'";

std::string_view symbol_at(std::string_view text, std::span<const std::string_view> symbols) {
  const auto found = std::ranges::find_if(
      symbols, [&](std::string_view symbol) { return text.starts_with(symbol); });
  return found == symbols.end() ? std::string_view() : *found;
}

bool ends_word(std::string_view rest, std::span<const std::string_view> symbols) {
  return kBlank.find(rest.front()) != std::string_view::npos ||
         kQuotes.find(rest.front()) != std::string_view::npos || !symbol_at(rest, symbols).empty();
}

// or_of := and_of ("OR" and_of)*; and_of := one ("AND" one)*; one := "NOT" one | "(" or_of ")" |
// condition.
class FilterParser {
 public:
  FilterParser(FilterReader& reader, const ReadCondition& read_condition)
      : reader_(reader), read_condition_(read_condition) {}

  Query parse() {
    if (reader_.next().kind == FilterToken::Kind::end) return {};
    Query query = parse_or(0);
    if (reader_.next().kind != FilterToken::Kind::end) reader_.fail("AND, OR or the end");
    return query;
  }

 private:
  Query parse_or(std::size_t depth) {
    Query query = parse_and(depth);
    while (reader_.take_word("OR")) add_choice(query, parse_and(depth));
    return query;
  }

  Query parse_and(std::size_t depth) {
    std::vector<Query> parts;
    parts.push_back(parse_one(depth));
    while (reader_.take_word("AND")) parts.push_back(parse_one(depth));
    if (parts.size() == 1) return std::move(parts.front());
    Query query;
    query.kind = Query::Kind::all_of;
    query.parts = std::move(parts);
    return query;
  }

  Query parse_one(std::size_t depth) {
    if (depth > kMaxFilterDepth)
      throw Error(ErrorCode::bad_parameter,
                  fmt::format("a filter may have {} brackets in brackets", kMaxFilterDepth));
    if (reader_.take_word("NOT")) return negate(parse_one(depth + 1));
    if (reader_.take_symbol("(")) {
      Query query = parse_or(depth + 1);
      reader_.expect_symbol(")");
      return query;
    }
    reader_.count_condition();
    return read_condition_(reader_);
  }

  FilterReader& reader_;
  const ReadCondition& read_condition_;
};

}  // namespace

void FilterConditions::add() {
  if (++count_ > kMaxFilterConditions)
    throw Error(ErrorCode::bad_parameter,
                fmt::format("a query may have {} conditions, each value of a list counted",
                            kMaxFilterConditions));
}

FilterReader::FilterReader(std::string_view text, std::span<const std::string_view> symbols,
                           FilterConditions& conditions)
    : conditions_(conditions) {
  read(text, symbols);
}

void FilterReader::read(std::string_view text, std::span<const std::string_view> symbols) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (kBlank.find(rest.front()) != std::string_view::npos) {
      ++at;
    } else if (const auto symbol = symbol_at(rest, symbols); !symbol.empty()) {
      tokens_.push_back({FilterToken::Kind::symbol, std::string(symbol), at});
      at += symbol.size();
    } else if (kQuotes.find(rest.front()) != std::string_view::npos) {
      FilterToken token{FilterToken::Kind::quoted, "", at};
      for (++at; at < text.size() && text[at] != rest.front(); ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        token.text += text[at];
      }
      if (at >= text.size()) unclosed(token.at);
      ++at;
      tokens_.push_back(std::move(token));
    } else {
      const std::size_t begin = at;
      while (at < text.size() && !ends_word(text.substr(at), symbols)) ++at;
      tokens_.push_back(
          {FilterToken::Kind::word, std::string(text.substr(begin, at - begin)), begin});
    }
  }
  tokens_.push_back({FilterToken::Kind::end, "", text.size()});
}

void FilterReader::unclosed(std::size_t at) {
  throw Error(ErrorCode::bad_parameter,
              fmt::format("the quotation that begins at byte {} does not end", at));
}

FilterToken FilterReader::take() {
  FilterToken token = next();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool FilterReader::sees_word(std::string_view word) const {
  return next().kind == FilterToken::Kind::word && lower_ascii(next().text) == lower_ascii(word);
}

bool FilterReader::take_word(std::string_view word) {
  if (!sees_word(word)) return false;
  take();
  return true;
}

bool FilterReader::take_symbol(std::string_view symbol) {
  if (next().kind != FilterToken::Kind::symbol || next().text != symbol) return false;
  take();
  return true;
}

std::string FilterReader::take_value(std::string_view what) {
  if (next().kind != FilterToken::Kind::word && next().kind != FilterToken::Kind::quoted)
    fail(what);
  return take().text;
}

void FilterReader::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol)) fail(symbol);
}

void FilterReader::fail(std::string_view expected) const {
  const std::string found = next().kind == FilterToken::Kind::end
                                ? "the end"
                                : fmt::format("'{}'", escape_control(cut_utf8(next().text, 40)));
  throw Error(ErrorCode::bad_parameter,
              fmt::format("expected {} at byte {}, not {}", expected, next().at, found));
}

Query read_filter(FilterReader& reader, const ReadCondition& read_condition) {
  return FilterParser(reader, read_condition).parse();
}

}  // namespace blogsearch
