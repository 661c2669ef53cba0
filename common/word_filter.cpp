// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/word_filter.hpp"

#include "common/fold.hpp"
#include "common/text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace blogsearch {
namespace {

constexpr char32_t kFirstUntold = 0x800;  // from here on characters are not in the table

using Folded = WordFilter::Folded;

Folded fold(char32_t c) {
  Folded folded;
  const CharClass kind = char_class(c);
  folded.is_mark = kind == CharClass::mark;
  folded.in_word = kind != CharClass::other;
  folded.alone = kind == CharClass::symbol;
  if (!folded.in_word || folded.alone) return folded;
  std::string character;
  append_utf8(character, c);
  std::string form;
  append_folded(form, character);
  folded.size = static_cast<std::uint8_t>(std::min<std::size_t>(form.size(), 2));
  for (std::size_t i = 0; i < folded.size; ++i) folded.bytes.at(i) = form[i];
  return folded;
}

std::array<Folded, kFirstUntold> make_table() {
  std::array<Folded, kFirstUntold> all{};
  for (char32_t c = 1; c < kFirstUntold; ++c) all.at(c) = fold(c);
  return all;
}

const Folded* table() {
  static const std::array<Folded, kFirstUntold> made = make_table();
  return made.data();
}

// A character, and what it gives to a form; null: that is not told.
struct Read {
  const Folded* folded = nullptr;
  char32_t code_point = 0;
  std::size_t bytes = 0;
};

std::size_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

inline Read read(const Folded* table, std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {table + byte, byte, 1};
  const Decoded decoded = decode_utf8(text, at);
  const bool told = decoded.code_point < kFirstUntold;
  return {told ? table + decoded.code_point : nullptr, decoded.code_point, decoded.bytes};
}

// Stemmers change these into each other: "try" and "tri", "dying" and "die".
unsigned char unstemmed(char c) {
  return static_cast<unsigned char>(c == 'y' || c == 'e' ? 'i' : c);
}

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

WordFilter::WordFilter() : table_(table()) {
  for (std::size_t c = 0; c < ascii_.size(); ++c)
    ascii_[c] = c >= 0x80 ? Ascii::none : table_[c].in_word ? Ascii::in_word : Ascii::other;
}

void WordFilter::Start::append(char c) {
  hash = (hash + unstemmed(c)) * 0x9E3779B1U;
  ++size;
}

void WordFilter::add(std::string_view start) {
  if (start.empty()) return;
  Start read;
  for (const char c : start.substr(0, kTold)) {
    read.append(c);
    beginnings_.set(read.bit());
  }
  starts_.set(read.bit());
  for (std::size_t c = 0; c < 0x80; ++c) {
    const bool begins = table_[c].in_word && unstemmed(table_[c].bytes[0]) == unstemmed(start[0]);
    if (begins) ascii_[c] = Ascii::first;
  }
  if (!is_ascii_digit(start[0])) return;
  with_numbers_ = true;  // "1.2" stands in "v1.2", too
  ascii_['v'] = ascii_['V'] = Ascii::first;
}

bool WordFilter::is_mark(std::string_view text, std::size_t at) const {
  const Read c = read(table_, text, at);
  return c.folded != nullptr && c.folded->is_mark;
}

bool WordFilter::may_start(std::string_view text, std::size_t at) const {
  if (with_numbers_ && (text[at] == 'v' || text[at] == 'V') && at + 1 < text.size() &&
      is_ascii_digit(text[at + 1]) && may_start(text, at + 1))
    return true;
  Start start;
  while (start.size < kTold) {
    const Read c = read(table_, text, at);
    if (c.folded == nullptr || c.folded->size == 0) break;
    for (std::size_t i = 0; i < c.folded->size && start.size < kTold; ++i) {
      start.append(c.folded->bytes[i]);
      if (starts_[start.bit()]) return true;
      if (!beginnings_[start.bit()]) return is_mark(text, at + c.bytes);  // makes it another letter
    }
    at += c.bytes;
  }
  // "o'clock" is "oclock", "1,000" is "1000": what is behind the sign counts, too.
  return start.size < kTold;
}

std::size_t WordFilter::find(std::string_view text, std::size_t from) const {
  bool in_word = false;
  for (std::size_t at = from; at < text.size();) {
    // Most text is ASCII, and every byte of it passes here.
    while (at < text.size() && ascii_[byte_at(text, at)] == Ascii::other) {
      in_word = false;
      ++at;
    }
    if (at == text.size()) break;
    const Ascii kind = ascii_[byte_at(text, at)];
    if (kind == Ascii::none) {
      const Read c = read(table_, text, at);
      const bool is_part =
          c.folded == nullptr ? char_class(c.code_point) != CharClass::other : c.folded->in_word;
      if (is_part && (c.folded == nullptr || c.folded->alone || (!in_word && may_start(text, at))))
        return at;
      in_word = is_part;
      at += c.bytes;
      continue;
    }
    if (!in_word && kind == Ascii::first && may_start(text, at)) return at;
    in_word = true;
    while (at < text.size() && ascii_[byte_at(text, at)] >= Ascii::in_word) ++at;
  }
  return std::string_view::npos;
}

bool WordFilter::has_word(std::string_view text) const {
  for (std::size_t at = 0; at < text.size();) {
    const Read c = read(table_, text, at);
    if (c.folded == nullptr ? char_class(c.code_point) != CharClass::other : c.folded->in_word)
      return true;
    at += c.bytes;
  }
  return false;
}

}  // namespace blogsearch
